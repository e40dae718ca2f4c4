import type { Cluster } from '../domain/cluster';
import { PeerDiscovery } from '../domain/discovery';
import type { EngineConfig } from '../domain/engine';
import type { Fleet } from '../domain/fleet';
import { OperatingState } from '../domain/operating-state';
import type { RaftSystem } from '../domain/raft-system';
import { allocateBudget } from './budgets';
import { planEdges, portsFor } from './edges';
import { clientHost, firstOrdinal, learnerPeerServiceName, memberDomain, peerServiceName, poolName, tlsFolder } from './names';
import { quorum, tolerated } from './quorum';
import { planRecords } from './records';
import { canBecomeActive, outlineSeats, type SeatOutline } from './seats';
import type { GroupPlan, Member, SeatPlan, SystemPlan } from './system-plan';
import { longestRoundTrip, planTiming } from './timing';
import { worstOutage } from './worst-outage';

/** Decides everything about one system. Total: a system that breaks a rule still gets a plan, for the rules to read. */
export function planSystem(name: string, system: RaftSystem, fleet: Fleet): SystemPlan {
  const state = system.state ?? OperatingState.initial();
  const namespace = system.namespace ?? name;
  const outlines = outlineSeats(system.topology, state.active);
  const groups = planGroups(name, outlines, system, fleet);
  const budgets = groupBudgets(outlines, groups, state);
  const base = { name, namespace, system, state, fleet, outlines, groups };
  const seats = outlines.map(outline => planSeat(outline, budgets, base));
  const records = system.access.kind === 'dns' ? planRecords(system.access, system.topology, seats, fleet.dns) : [];
  const outage = worstOutage(seats, records, system, fleet);
  return { name, namespace, system, state, groups, seats, records, outage };
}

interface SystemBase {
  readonly name: string;
  readonly namespace: string;
  readonly system: RaftSystem;
  readonly state: OperatingState;
  readonly fleet: Fleet;
  readonly outlines: readonly SeatOutline[];
  readonly groups: readonly GroupPlan[];
}

const groupName = (system: string, { ownGroup, cluster }: SeatOutline): string => (ownGroup ? `${system}-${cluster.name}` : system);

function planGroups(name: string, outlines: readonly SeatOutline[], system: RaftSystem, fleet: Fleet): readonly GroupPlan[] {
  const names = [...new Set(outlines.map(outline => groupName(name, outline)))];
  return names.map(group => {
    const seats = outlines.filter(outline => groupName(name, outline) === group);
    const members = seats.flatMap(seat => planMembers(name, seat, fleet));
    const voters = members.filter(({ role }) => role === 'voter');
    const votes = new Map<string, number>();
    for (const { cluster } of voters) votes.set(cluster, (votes.get(cluster) ?? 0) + 1);
    const clusters = seats.map(({ cluster }) => cluster.name);
    const roundTripMillis = longestRoundTrip(clusters, fleet.roundTrips);
    return {
      name: group,
      voters,
      learners: members.filter(({ role }) => role === 'learner'),
      votes,
      quorum: quorum(voters.length),
      tolerated: tolerated(voters.length),
      timing: planTiming(system.engine, roundTripMillis),
      roundTripMillis,
    };
  });
}

function planMembers(system: string, { cluster, members, votes }: SeatOutline, fleet: Fleet): readonly Member[] {
  const role = votes ? 'voter' : 'learner';
  const domain = memberDomain(cluster.name, system, fleet.dns.zone);
  const start = firstOrdinal(cluster, fleet.ordinalStride);
  return Array.from({ length: members }, (_, position) => {
    const name = `${poolName(system, role)}-${start + position}`;
    return { name, host: `${name}.${domain}`, cluster: cluster.name, ordinal: start + position, role };
  });
}

/** Budget of each cluster, handed out group by group. */
function groupBudgets(outlines: readonly SeatOutline[], groups: readonly GroupPlan[], state: OperatingState): ReadonlyMap<string, number> {
  return new Map(
    groups.flatMap(group => {
      const seats = outlines
        .filter(({ cluster, votes }) => votes && group.votes.has(cluster.name))
        .map(({ cluster, role, members }) => ({ cluster: cluster.name, role, votes: members }));
      return [...allocateBudget(seats, state.drained)];
    }),
  );
}

function planSeat(outline: SeatOutline, budgets: ReadonlyMap<string, number>, base: SystemBase): SeatPlan {
  const { name, system, state, fleet, groups } = base;
  const { cluster, role, votes } = outline;
  const group = groups.find(candidate => candidate.name === groupName(name, outline)) as GroupPlan;
  const domain = memberDomain(cluster.name, name, fleet.dns.zone);
  const poolRole = votes ? 'voter' : 'learner';
  const serves = canBecomeActive(role);
  const dynamic = system.access.kind === 'dns' && system.access.exposure.kind !== 'ingress';
  const config = bindEngine(outline, group, domain, base);
  const source = role === 'hot' ? activeMembers(base) : undefined;
  return {
    cluster,
    role,
    group,
    pool: {
      name: poolName(name, poolRole),
      role: poolRole,
      start: firstOrdinal(cluster, fleet.ordinalStride),
      declared: outline.members,
      replicas: role === 'cold' ? 0 : outline.members,
      allowedDown: votes ? (budgets.get(cluster.name) ?? 0) : 1,
      thawed: state.thawed.includes(cluster.name),
    },
    members: [...group.voters, ...group.learners].filter(member => member.cluster === cluster.name),
    domain,
    serves,
    clientHost: serves && dynamic ? clientHost(domain) : undefined,
    config,
    edges: seatEdges(outline, group, config, base),
    mirror: source && system.engine.mirror?.({ source: source.map(({ host }) => host), target: `${name}.${base.namespace}.svc` }),
    joins: planJoins(outline, group, base),
  };
}

function planJoins(outline: SeatOutline, group: GroupPlan, { system }: SystemBase): SeatPlan['joins'] {
  const { engine } = system;
  if (outline.votes || !engine.join) return [];
  return group.learners
    .filter(({ cluster }) => cluster === outline.cluster.name)
    .map(learner => ({
      learner: learner.name,
      task: engine.join?.({ learner, voters: group.voters, tls: system.peerTls?.kind === 'cert-manager' }) ?? { command: [], args: [] },
    }));
}

/** The members that serve now. */
function activeMembers({ outlines, groups, name }: SystemBase): readonly Member[] {
  const active = outlines.find(({ role }) => role === 'active');
  const group = active && groups.find(candidate => candidate.name === groupName(name, active));
  return group?.voters.filter(({ cluster }) => cluster === active?.cluster.name) ?? [];
}

function bindEngine({ cluster, votes, ownGroup }: SeatOutline, group: GroupPlan, domain: string, base: SystemBase): EngineConfig {
  const { name, namespace, system, state, fleet } = base;
  const role = votes ? 'voter' : 'learner';
  return system.engine.bind({
    system: name,
    namespace,
    cluster: cluster.name,
    clusterDomain: cluster.clusterDomain,
    role,
    // No label holds a dot, so no two groups have the same token.
    token: [fleet.name, name, ...(ownGroup ? [cluster.name] : [])].join('.'),
    bootstrapped: state.bootstrapped,
    voters: group.voters,
    learners: group.learners,
    domain,
    peerService: votes ? peerServiceName(name) : learnerPeerServiceName(name),
    labelSelector: `app.kubernetes.io/name=${name},app.kubernetes.io/component=${role}`,
    discovery: system.discovery ?? PeerDiscovery.staticPeers(),
    timing: group.timing,
    ...(system.peerTls?.kind === 'cert-manager' ? { tlsFolder } : {}),
  });
}

function seatEdges(outline: SeatOutline, group: GroupPlan, config: EngineConfig, base: SystemBase): SeatPlan['edges'] {
  const { system, fleet, outlines, name } = base;
  const { cluster, role, votes } = outline;
  const cidrs = (other: Cluster): readonly string[] => fleet.network.bind(other).cidrs;
  const others = outlines.filter(other => other.cluster.name !== cluster.name);
  const sameGroup = others.filter(other => groupName(name, other) === group.name);
  const active = outlines.find(other => other.role === 'active');
  // A mirror reads from the active cluster's members, a joining job speaks to every voter: both come as clients.
  const mirrors = role === 'active' ? others.filter(other => other.role === 'hot') : [];
  const joining = system.engine.join && votes ? sameGroup.filter(other => !other.votes) : [];
  return planEdges({
    component: votes ? 'voter' : 'learner',
    localPeers: [votes ? 'voter' : 'learner'],
    remotePeers: sameGroup.map(other => cidrs(other.cluster)),
    peerPorts: portsFor(config, 'peers'),
    clientPorts: portsFor(config, 'clients'),
    clientCidrs: canBecomeActive(role) ? clientCidrs(cluster, system, fleet) : [],
    ingressNamespace:
      canBecomeActive(role) && system.access.kind === 'dns' && system.access.exposure.kind === 'ingress'
        ? (cluster.ingress?.namespace ?? 'ingress-nginx')
        : undefined,
    taskCidrs: [...new Set([...mirrors, ...joining])].map(other => cidrs(other.cluster)),
    mirrorSource: role === 'hot' && active ? cidrs(active.cluster) : undefined,
    joinTargets: !votes && system.engine.join ? sameGroup.filter(other => other.votes).map(other => cidrs(other.cluster)) : undefined,
    dnsCidrs: cluster.dnsCidrs ?? [],
    apiServer: system.discovery?.kind === 'kubernetes-api' ? cluster.apiServer : undefined,
  });
}

/** Who may connect as a client: the declared ranges, or else the pods that can. */
function clientCidrs(cluster: Cluster, { access }: RaftSystem, fleet: Fleet): readonly string[] {
  if (access.kind === 'internal') return cluster.podCidrs;
  if (access.clientCidrs) return access.clientCidrs;
  return access.exposure.kind === 'ingress'
    ? []
    : [...fleet.clusters].sort((a, b) => a.index - b.index).flatMap(({ podCidrs }) => podCidrs);
}
