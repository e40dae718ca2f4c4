import type { ClusterDocument } from '../../plan/document/cluster-document';
import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import type { Component } from '../../plan/model/network-edge';
import type { ClusterManifests, UnitManifests } from '../objects/unit-manifests';
import { peerTlsOf } from '../pods/system-objects';
import { type AdmittedFacts, admittedFacts } from './admitted-facts';
import { balancerTraffic } from './balancer-traffic';
import type { NeededEdge } from './needed-edge';

type Edge = Omit<NeededEdge, 'protocol' | 'port'>;
type ClientEdge = Omit<Edge, 'direction' | 'part'>;

/**
 * The connections that a system needs, from the topology in the plan. Members of a group replicate with each other. Clients, mirrors and
 * joining jobs connect to the members that serve them. Every pod asks DNS. Nothing else is needed.
 *
 * This is written independently of the code that rendered the policies, so that the two check each other.
 */
export function neededTraffic(unit: UnitManifests): (cluster: ClusterManifests) => readonly NeededEdge[] {
  const { plan, system } = unit;
  if (!plan || !system) return () => [];
  const clusters = plan.clusters.map(cluster => admittedFacts(cluster, system));
  const facts = new Map(clusters.map(cluster => [cluster.name, cluster]));
  const groups = new Map(system.groups.map(group => [group.name, group]));
  const sites = new Map(
    system.groups.map(({ name }) => {
      // A cluster whose first member is still to come has its place in the group already.
      const seats = system.seats.filter(({ group }) => group === name);
      return [name, { all: seats.map(clusterOf), votes: seats.filter(votes).map(clusterOf) }];
    }),
  );
  const serving = system.seats.filter(({ role }) => role === 'active').map(({ cluster }) => cluster);
  const mirroring = system.seats.filter(({ mirror }) => mirror === 'runs').map(({ cluster }) => cluster);
  const joining = system.seats.filter(({ joins }) => joins.length > 0);
  // A cluster sees its own pods under their addresses, and those of other clusters under the addresses that the network gives them.
  const anyPods = (here: string): readonly string[] =>
    clusters.flatMap(({ name, podCidrs, memberCidrs }) => (name === here ? podCidrs : memberCidrs));
  const membersOf = (cluster: string): readonly string[] => facts.get(cluster)?.memberCidrs ?? [];
  const peers = portsOf(system, 'peers');
  const clients = portsOf(system, 'clients');

  return ({ cluster, seat }) => {
    const here = facts.get(cluster);
    const members = seat && groups.get(seat.group)?.members.filter(member => member.cluster === cluster);
    if (!seat || !here || !members) return [];
    const part: Component = (members[0]?.role ?? (seat.role === 'learner' ? 'learner' : 'voter')) === 'learner' ? 'learner' : 'voter';
    const edges: NeededEdge[] = [];
    const add = (on: readonly number[], ...added: readonly Edge[]): void => {
      for (const edge of added) for (const port of on) edges.push({ ...edge, protocol: 'TCP', port });
    };
    const addresses = (cidrs: readonly string[]): Extract<NeededEdge['peer'], { kind: 'addresses' }> => ({ kind: 'addresses', cidrs });
    const elsewhere = (names: readonly string[]): readonly string[] => names.filter(name => name !== cluster);
    const both = (edge: Omit<Edge, 'direction' | 'part'>): void =>
      add(peers, { part, direction: 'ingress', ...edge }, { part, direction: 'egress', ...edge });

    // Members of one group replicate with each other across clusters.
    both({ peer: { kind: 'part', part }, who: 'peers in this cluster', ...(members.length < 2 ? { optional: true as const } : {}) });
    for (const other of elsewhere(sites.get(seat.group)?.all ?? [])) both({ peer: addresses(membersOf(other)), who: `peers in ${other}` });

    // Clients are admitted where the cluster serves, or can take over.
    for (const edge of seat.serves ? clientEdges(system, here, () => anyPods(cluster), membersOf) : [])
      add(clients, { part, direction: 'ingress', ...edge });

    edges.push(...balancerTraffic(unit, seat, here, part, clients, membersOf));

    // A mirror reads from the cluster that serves, and writes into its own cluster.
    if (serving.includes(cluster))
      for (const other of elsewhere(mirroring))
        add(clients, { part, direction: 'ingress', peer: addresses(membersOf(other)), who: `the mirror in ${other}` });
    if (mirroring.includes(cluster)) {
      add(clients, { part, direction: 'ingress', peer: { kind: 'part', part: 'mirror' }, who: 'the mirror' });
      add(clients, { part: 'mirror', direction: 'egress', peer: { kind: 'part', part }, who: 'the members that it writes to' });
      for (const source of elsewhere(serving))
        add(clients, { part: 'mirror', direction: 'egress', peer: addresses(membersOf(source)), who: `the members in ${source}` });
    }

    // A job that adds a learner connects to the voters of its group.
    const asking = joining.filter(other => other.cluster !== cluster && other.group === seat.group);
    for (const other of part === 'voter' ? asking : [])
      add(clients, { part, direction: 'ingress', peer: addresses(membersOf(other.cluster)), who: `the joining job in ${other.cluster}` });
    if (seat.joins.length > 0)
      for (const other of elsewhere(sites.get(seat.group)?.votes ?? []))
        add(clients, { part: 'join', direction: 'egress', peer: addresses(membersOf(other)), who: `the voters in ${other}` });

    // A job that changes the membership of a group asks all its voters first, and may be in any of its clusters next.
    if (seat.membership) {
      const { all = [], votes: voting = [] } = sites.get(seat.group) ?? {};
      const jobs = 'the membership jobs';
      // Where peers have certificates, it looks at what they present.
      const secured = peerTlsOf({ system, seat }) ? peers : [];
      const own = part === 'voter' ? [...clients, ...secured] : secured;
      add(own, { part, direction: 'ingress', peer: { kind: 'part', part: 'membership' }, who: jobs });
      add(own, { part: 'membership', direction: 'egress', peer: { kind: 'part', part }, who: `the ${part}s in this cluster` });
      if (part === 'voter') {
        for (const other of elsewhere(all))
          add(own, { part, direction: 'ingress', peer: addresses(membersOf(other)), who: `${jobs} in ${other}` });
      }
      for (const other of elsewhere(voting))
        add([...clients, ...secured], {
          part: 'membership',
          direction: 'egress',
          peer: addresses(membersOf(other)),
          who: `the voters in ${other}`,
        });
    }

    for (const { cidrs, port } of system.discovery === 'kubernetes-api' ? here.apiServers : [])
      add([port], { part, direction: 'egress', peer: addresses(cidrs), who: 'the API server' });
    for (const asker of partsOf(seat, part, system)) edges.push(...nameEdges(asker, here));
    return edges;
  };
}

/** The components of a system that run in a cluster and open connections. */
const partsOf = (
  { mirror, joins, membership, cluster }: SeatDocument,
  member: Component,
  { access }: SystemDocument,
): readonly Component[] => [
  member,
  ...(access.balancer?.sites.some(site => site.cluster === cluster) ? (['balancer'] as const) : []),
  ...(mirror === 'runs' ? (['mirror'] as const) : []),
  ...(joins.length > 0 ? (['join'] as const) : []),
  ...(membership ? (['membership'] as const) : []),
];

function clientEdges(
  { access }: SystemDocument,
  here: AdmittedFacts,
  anyPods: () => readonly string[],
  membersOf: (cluster: string) => readonly string[],
): readonly ClientEdge[] {
  if (access.kind === 'internal') return [{ peer: { kind: 'addresses', cidrs: here.podCidrs }, who: 'clients' }];
  // Clients connect to the gateways of all sites. To the members, the gateways are the only clients.
  if (access.gateway)
    return access.gateway.sites.flatMap((site): readonly ClientEdge[] => {
      if (site !== here.name) return [{ peer: { kind: 'addresses' as const, cidrs: membersOf(site) }, who: `the gateway in ${site}` }];
      return here.gateway ? [ownGateway(here.gateway)] : [];
    });
  const throughIngress = access.exposure === 'ingress';
  const throughGateway = access.exposure === 'gateway';
  const inside = throughIngress || throughGateway;
  if (access.balancer && !inside) return []; // clients connect to the load balancers
  const cidrs = access.balancer ? [] : (access.clientCidrs ?? (inside ? [] : anyPods()));
  return [
    ...(cidrs.length > 0 ? [{ peer: { kind: 'addresses' as const, cidrs }, who: 'clients' }] : []),
    ...(throughGateway && here.gateway ? [ownGateway(here.gateway)] : []),
    ...(throughIngress && here.ingressNamespace
      ? [{ peer: { kind: 'namespace' as const, namespace: here.ingressNamespace }, who: 'the ingress controller' }]
      : []),
  ];
}

const ownGateway = ({ podNamespace }: NonNullable<ClusterDocument['gateway']>) =>
  ({ peer: { kind: 'namespace', namespace: podNamespace }, who: 'the gateway' }) as const;

const nameEdges = (part: Component, { dnsCidrs }: AdmittedFacts): readonly NeededEdge[] =>
  (['TCP', 'UDP'] as const).flatMap((protocol): readonly NeededEdge[] => {
    const edge = { part, direction: 'egress', protocol, port: 53, who: 'DNS' } as const;
    return [
      { ...edge, peer: { kind: 'dns' } },
      ...(dnsCidrs.length > 0 ? [{ ...edge, peer: { kind: 'addresses', cidrs: dnsCidrs } } as const] : []),
    ];
  });

const portsOf = ({ engine }: SystemDocument, use: 'peers' | 'clients'): readonly number[] => [
  ...new Set(engine.ports.filter(({ serves }) => serves.includes(use)).map(({ port }) => port)),
];

const clusterOf = ({ cluster }: SeatDocument): string => cluster;

const votes = ({ role }: SeatDocument): boolean => role !== 'learner';
