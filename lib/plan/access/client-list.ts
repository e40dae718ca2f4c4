import type { ClientListAccess } from '../../domain/access';
import type { EngineConfig, RaftEngine } from '../../domain/engine';
import type { Exposure } from '../../domain/exposure';
import type { Topology } from '../../domain/topology';
import { connectionStringShape } from '../input/answer-shape';
import { answered } from '../input/strategy-answer';
import type { ClientListPlan } from '../model/client-list-plan';
import { endpointPort, endpointsOf } from './endpoints';
import { type CandidateSeat, failoverOrder } from './failover-order';
import { hostPort } from './host-port';

/** The facts about a seat that its endpoints depend on. */
export interface ListedSeat extends CandidateSeat {
  readonly members: readonly { readonly host: string }[];
  readonly clientHost: string | undefined;
  readonly config: Pick<EngineConfig, 'ports'>;
}

/** Name of the ConfigMap with the list. */
const endpointListName = (system: string): string => `${system}-endpoints`;

/** Name of the environment variable with the list: `WHITE_WATER_ENDPOINTS`. */
const endpointVariable = (system: string): string => `${system.toUpperCase().replaceAll('-', '_')}_ENDPOINTS`;

/** Decides which endpoints clients try, and in which order. */
export function planClientList(
  system: { readonly name: string; readonly namespace: string; readonly topology: Topology; readonly engine: RaftEngine },
  access: ClientListAccess,
  seats: readonly ListedSeat[],
): ClientListPlan {
  const { name, namespace, topology, engine } = system;
  const endpoints = failoverOrder(topology, seats).flatMap(seat =>
    addressesOf(access.exposure, seat).map(address => ({ cluster: seat.cluster.name, address })),
  );
  const addresses = endpoints.map(({ address }) => address);
  const list = addresses.join(',');
  return {
    name: endpointListName(name),
    namespaces: [...new Set([namespace, ...access.namespaces])],
    endpoints,
    data: {
      endpoints: addresses.map(address => `${address}\n`).join(''),
      'connection-string': connectionString(name, engine, addresses) ?? list,
      [endpointVariable(name)]: list,
    },
  };
}

function connectionString(system: string, engine: RaftEngine, endpoints: readonly string[]): string | undefined {
  if (!engine.connectionString) return undefined;
  return answered(system, `${system}.engine.connectionString()`, connectionStringShape, () => engine.connectionString?.({ endpoints }));
}

/** The endpoints of one cluster: each member under its own name, or the addresses of the cluster's entry point. */
function addressesOf(exposure: Exposure, { cluster, clientHost, members, config }: ListedSeat): readonly string[] {
  const port = config.ports.find(({ serves }) => serves.includes('clients'));
  if (!port) return [];
  if (exposure.kind === 'pod-addresses') return members.map(({ host }) => hostPort(host, port.port));
  return endpointsOf(exposure, cluster, clientHost).map(host => hostPort(host, endpointPort(exposure, port)));
}
