import { Access } from '../../domain/access';
import type { FleetPlan, SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, repeated } from '../rule';

/** Node ports are declared for every port that serves clients, only once in each cluster, and where nodes have addresses. */
export const nodePorts = fleetRule(
  {
    name: 'access/node-ports',
    severity: 'error',
    demands:
      'A system behind node ports, its own or those of its load balancers, declares one for each port that serves clients and for no other port. No other system uses them in the same cluster. The system declares its client ranges, and its clusters declare the addresses of their nodes.',
    why: 'The API server chooses a random port where none is declared, and refuses one that is in use. Clients come from outside, and the network policies admit only declared ranges.',
    source: 'Kubernetes documentation, "Service": type NodePort, "Choosing your own port".',
  },
  plan => {
    const taken = plan.systems.flatMap(system =>
      nodePortsOf(system).flatMap(({ clusters, ports }) =>
        clusters.flatMap(cluster =>
          Object.entries(ports).map(([name, port]) => ({ key: `${cluster} ${port}`, cluster, port, name, system })),
        ),
      ),
    );
    return [
      ...plan.systems.flatMap(system => [
        ...nodePortsOf(system).flatMap(({ ports }) => unfit(system, ports)),
        ...unknownClients(system),
        ...unaddressed(system),
      ]),
      ...repeated(taken, ({ key }) => key).flatMap(([, same]) =>
        same.slice(1).map(({ system, cluster, port }) => ({
          at: `${system.name}/${cluster}`,
          problem: `node port ${port} is taken by ${same[0]?.system.name} (${same[0]?.name}) already`,
          fix: 'declare another node port',
        })),
      ),
    ];
  },
);

/** The node ports of a system: those of its members, and those of load balancers in front of all clusters. */
function nodePortsOf({ seats, system: { access } }: SystemPlan): readonly {
  readonly clusters: readonly string[];
  readonly ports: Readonly<Record<string, number>>;
}[] {
  const exposure = Access.exposureOf(access);
  const serving = seats.filter(({ serves }) => serves).map(({ cluster }) => cluster.name);
  const sites = access.kind === 'load-balancer' ? access.sites.map(({ cluster }) => cluster.name) : [];
  const frontend = access.kind === 'load-balancer' ? access.frontend : undefined;
  return [
    ...(exposure?.kind === 'node-ports' ? [{ clusters: serving, ports: exposure.ports }] : []),
    ...(frontend?.kind === 'node-ports' ? [{ clusters: sites, ports: frontend.ports }] : []),
  ];
}

type Found = readonly { readonly at: string; readonly problem: string; readonly fix: string }[];

function unfit({ name, seats }: FleetPlan['systems'][number], given: Readonly<Record<string, number>>): Found {
  const config = seats.find(({ serves }) => serves)?.config;
  if (!config) return [];
  const wanted = config.ports.filter(({ serves }) => serves.includes('clients')).map(port => port.name);
  const missing = wanted.filter(port => given[port] === undefined);
  const extra = Object.keys(given).filter(port => !wanted.includes(port));
  const text = wanted.map(port => `'${port}'`).join(', ');
  return [
    ...missing.map(port => ({
      at: name,
      problem: `port '${port}' serves clients, and has no node port`,
      fix: `declare one for each of ${text}`,
    })),
    ...extra.map(port => ({
      at: name,
      problem: `a node port is declared for '${port}', which serves no clients`,
      fix: `declare node ports for ${text} only`,
    })),
  ];
}

/**
 * Behind load balancers, the clients of the members' node ports are the load balancers, whose addresses are known. Load balancers without
 * a name have no clients outside.
 */
function unknownClients({ name, system: { access } }: SystemPlan): Found {
  if (access.kind === 'internal' || access.kind === 'gateway' || access.clientCidrs?.length) return [];
  const entryPoint = access.kind === 'load-balancer' ? access.name && access.frontend : access.exposure;
  if (entryPoint?.kind !== 'node-ports') return [];
  return [{ at: name, problem: "clients use node ports, and no 'clientCidrs' say from where they come", fix: "declare 'clientCidrs'" }];
}

const unaddressed = ({ name, seats, system: { access } }: SystemPlan): Found =>
  seats
    .filter(({ serves, cluster }) => Access.exposureOf(access)?.kind === 'node-ports' && serves && !cluster.nodeAddresses?.length)
    .map(({ cluster }) => ({
      at: `${name}/${cluster.name}`,
      problem: "clients use node ports, and the cluster declares no 'nodeAddresses'",
      fix: 'declare the addresses of the nodes on which members run',
    }));
