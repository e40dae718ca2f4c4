import { Access } from '../../domain/access';
import type { FleetPlan, SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, repeated } from '../rule';

/** Ports of nodes are given for the ports that serve clients, once in each cluster, where nodes have addresses. */
export const nodePorts = fleetRule(
  {
    name: 'access/node-ports',
    severity: 'error',
    demands:
      'A system behind ports of nodes, its own or those of its load balancers, gives one for each port that serves clients and for no other, takes none that another system has in the same cluster, says who its clients are, and its clusters declare the addresses of their nodes.',
    why: 'The server hands out a port at random where none is given, and refuses one that is taken. Clients come from outside, so the network policies admit none of them until they are named.',
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
          problem: `port ${port} of the nodes is taken by ${same[0]?.system.name} (${same[0]?.name}) already`,
          fix: 'give each port of each system one of its own',
        })),
      ),
    ];
  },
);

/** The ports of nodes that a system takes: of its members, and of load balancers in front of all clusters. */
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
      problem: `port '${port}' serves clients, and no port of the nodes is given for it`,
      fix: `give one for each of ${text}`,
    })),
    ...extra.map(port => ({
      at: name,
      problem: `a port of the nodes is given for '${port}', which serves no clients`,
      fix: `give them for ${text} only`,
    })),
  ];
}

/**
 * Clients of ports behind a load balancer are the load balancers, whose addresses are known; nobody outside knows of load balancers
 * without a name.
 */
function unknownClients({ name, system: { access } }: SystemPlan): Found {
  if (access.kind === 'internal' || access.kind === 'gateway' || access.clientCidrs?.length) return [];
  const way = access.kind === 'load-balancer' ? access.name && access.frontend : access.exposure;
  if (way?.kind !== 'node-ports') return [];
  return [{ at: name, problem: 'clients come to ports of nodes, and nothing says from where', fix: "declare 'clientCidrs'" }];
}

const unaddressed = ({ name, seats, system: { access } }: SystemPlan): Found =>
  seats
    .filter(({ serves, cluster }) => Access.exposureOf(access)?.kind === 'node-ports' && serves && !cluster.nodeAddresses?.length)
    .map(({ cluster }) => ({
      at: `${name}/${cluster.name}`,
      problem: "clients come to ports of nodes, and the cluster declares no 'nodeAddresses'",
      fix: 'declare the addresses of the nodes that members run on',
    }));
