import { Access } from '../../domain/access';
import { Cluster, gatewayNamespace, ingressNamespace } from '../../domain/cluster';
import { PeerDiscovery } from '../../domain/discovery';
import type { EngineConfig, RaftTiming } from '../../domain/engine';
import type { Fleet } from '../../domain/fleet';
import type { RaftSystem } from '../../domain/raft-system';
import { admitsPodsOfAll, podsSeenFrom } from '../access/pods-seen';
import { engineTaskShape } from '../input/engine-shape';
import { answered } from '../input/strategy-answer';
import { appliedMark } from '../members/applied-mark';
import { hasFormed } from '../members/has-formed';
import {
  clientHost,
  firstOrdinal,
  learnerPeerServiceName,
  memberDomain,
  peerServiceName,
  poolName,
  tlsFolder,
} from '../members/object-names';
import type { SeatedGroup } from '../members/plan-groups';
import { imageIn } from '../members/recorded-seats';
import { recordedTiming } from '../members/recorded-timing';
import { planPeerTls, switchesPeerTls } from '../members/recorded-tls';
import { planVolume } from '../members/recorded-volumes';
import { canBecomeActive, type SeatAssignment } from '../members/seat-assignment';
import { comparedTiming } from '../members/timing';
import { StrategyError } from '../model/strategy-error';
import type { GroupPlan, PeerTlsPlan, SeatPlan } from '../model/system-plan';
import { admittedCluster, serversOf } from '../network/admitted';
import { balancerEdges } from '../network/balancer-edges';
import { planEdges, portsFor } from '../network/edges';
import { hasMembershipJobs, planFloor, planGuard, planMembership, planOperations } from './plan-membership';
import type { SystemBase } from './seat-surroundings';

/** Decides everything about one seat. */
export function planSeat(assignment: SeatAssignment, { plan: group, seats }: SeatedGroup, allowedDown: number, base: SystemBase): SeatPlan {
  const { name, system, state, fleet } = base;
  const { cluster, role, votes } = assignment;
  const domain = memberDomain(cluster.name, name, fleet.dns.zone);
  const poolRole = votes ? 'voter' : 'learner';
  const serves = canBecomeActive(role);
  const exposure = Access.exposureOf(system.access)?.kind;
  // Where the addresses are not fixed, ExternalDNS keeps them up to date under a name.
  const dynamic = exposure === 'load-balancer' || exposure === 'pod-addresses';
  const timing = recordedTiming(state.groups?.[group.name], cluster.name) ?? group.timing;
  const tls = planPeerTls(state.groups?.[group.name], cluster.name, system);
  const bind = () => bindEngine(assignment, group, domain, base, timing, tls);
  return {
    cluster,
    role,
    group,
    pool: {
      name: poolName(name, poolRole),
      role: poolRole,
      firstOrdinal: firstOrdinal(cluster, fleet.ordinalStride),
      declared: assignment.members,
      replicas: role === 'cold' ? 0 : assignment.members,
      allowedDown,
      floor: planFloor(assignment, group, allowedDown, base),
      thawed: state.thawed.includes(cluster.name),
    },
    members: [...group.voters, ...group.joining, ...group.learners].filter(member => member.cluster === cluster.name),
    domain,
    serves,
    clientHost: serves && dynamic ? clientHost(domain) : undefined,
    replication: assignment.replication,
    timing,
    // Computed at each read: stored for 10,000 seats, they would take most of the program's memory.
    get config() {
      return bind();
    },
    get edges() {
      return seatEdges(assignment, group, seats, bind(), base, tls);
    },
    get binding() {
      const config = bind();
      return { config, edges: seatEdges(assignment, group, seats, config, base, tls) };
    },
    tls,
    get compared() {
      const [timing, known] = [comparedTiming, switchesPeerTls(system) ? undefined : tls];
      return { config: bindEngine(assignment, group, domain, base, timing, known), timing, tls: known };
    },
    mirror: planMirror(role, base),
    joins: planJoins(assignment, group, base),
    membership: planMembership(assignment, group, base, tls),
    operations: planOperations(group, base),
    guard: planGuard(assignment, group, base, tls),
    image: imageIn(state.groups?.[group.name] ?? { images: {} }, cluster.name, system.engine.image),
    mark: appliedMark(state, cluster.name),
    volume: planVolume(state.groups?.[group.name], cluster, system),
  };
}

/** Whether a cluster's learners must still be added to their group. */
const joins = ({ votes, cluster }: SeatAssignment, group: GroupPlan, base: Pick<SystemBase, 'system' | 'state'>): boolean =>
  !votes && base.system.engine.join !== undefined && !base.state.formed.includes(cluster.name) && !hasMembershipJobs(group, base);

/** The Jobs that add learners. Once the learners have joined, the Jobs are removed, so that a new image does not change a finished Job. */
function planJoins(assignment: SeatAssignment, group: GroupPlan, { name, system, state }: SystemBase): SeatPlan['joins'] {
  const { engine } = system;
  if (!joins(assignment, group, { system, state })) return [];
  return group.learners
    .filter(({ cluster }) => cluster === assignment.cluster.name)
    .map(learner => ({
      learner: learner.name,
      task: answered(name, `${name}.engine.join()`, engineTaskShape, () => engine.join?.({ learner, voters: group.voters })),
    }));
}

/**
 * The mirror: a process that copies from the members that serve now to the members of this cluster.
 *
 * The active cluster has a mirror too, with 0 replicas. So an exchange of roles stops the old mirror before names move. If it were only
 * removed at the end of the sync, two mirrors would copy from each other without end.
 */
function planMirror(role: SeatPlan['role'], { name, namespace, system, active, hot }: SystemBase): SeatPlan['mirror'] {
  const source = role === 'hot' ? active : role === 'active' ? hot[0] : undefined;
  const { engine } = system;
  if (!source || !engine.mirror) return undefined;
  const hosts = source.group.voters.filter(({ cluster }) => cluster === source.cluster.name).map(({ host }) => host);
  const task = answered(name, `${name}.engine.mirror()`, engineTaskShape, () =>
    engine.mirror?.({ source: hosts, target: `${name}.${namespace}.svc` }),
  );
  return { task, runs: role === 'hot' };
}

function bindEngine(
  { cluster, votes }: SeatAssignment,
  group: GroupPlan,
  domain: string,
  base: SystemBase,
  timing: RaftTiming,
  tls: PeerTlsPlan | undefined,
): EngineConfig {
  const { name, namespace, system, state } = base;
  const role = votes ? 'voter' : 'learner';
  try {
    return system.engine.bind({
      system: name,
      namespace,
      cluster: cluster.name,
      clusterDomain: cluster.clusterDomain,
      role,
      token: group.token,
      bootstrapped: hasFormed(state, name, group.name),
      voters: group.voters,
      learners: group.learners,
      joining: group.joining,
      domain,
      peerService: votes ? peerServiceName(name) : learnerPeerServiceName(name),
      labelSelector: `app.kubernetes.io/name=${name},app.kubernetes.io/component=${role}`,
      discovery: system.discovery ?? PeerDiscovery.staticPeers(),
      timing,
      ...(tls && tls.mode !== 'off' ? { tlsFolder, tlsMode: tls.mode } : {}),
    });
  } catch (error) {
    throw new StrategyError(name, error);
  }
}

function seatEdges(
  assignment: SeatAssignment,
  group: GroupPlan,
  seats: readonly SeatAssignment[],
  config: EngineConfig,
  base: SystemBase,
  tls: PeerTlsPlan | undefined,
): SeatPlan['edges'] {
  const { system, state, fleet, active, hot } = base;
  const { role, votes } = assignment;
  const cluster = admittedCluster(assignment.cluster, state.networks);
  const cidrs = (other: Cluster): readonly string[] => fleet.network.bind(other).cidrs;
  const isOther = (other: { readonly cluster: Cluster }): boolean => other.cluster.name !== cluster.name;
  const sameGroup = seats.filter(isOther);
  // A mirror reads from the active cluster's members, and a joining job connects to every voter: both are clients.
  const mirrors = role === 'active' ? hot.filter(isOther) : [];
  const joining = votes ? sameGroup.filter(other => joins(other, group, base)) : [];
  const edges = planEdges({
    component: votes ? 'voter' : 'learner',
    localPeers: [votes ? 'voter' : 'learner'],
    remotePeers: sameGroup.map(other => cidrs(other.cluster)),
    peerPorts: portsFor(config, 'peers'),
    clientPorts: portsFor(config, 'clients'),
    clientCidrs: canBecomeActive(role) ? clientCidrs(cluster, system, fleet) : [],
    ingressNamespace:
      canBecomeActive(role) && Access.exposureOf(system.access)?.kind === 'ingress'
        ? cluster.ingress && ingressNamespace(cluster.ingress)
        : undefined,
    gatewayNamespace:
      canBecomeActive(role) && throughGateway(cluster, system.access) ? cluster.gateway && gatewayNamespace(cluster.gateway) : undefined,
    remoteGateways:
      canBecomeActive(role) && system.access.kind === 'gateway'
        ? Cluster.inOrder(system.access.sites)
            .filter(site => isOther({ cluster: site }))
            .map(cidrs)
        : [],
    taskCidrs: [...new Set([...mirrors, ...joining])].map(other => cidrs(other.cluster)),
    mirrorSource: role === 'hot' && active ? cidrs(active.cluster) : undefined,
    // Whatever changes next, and wherever: who may ask whom is there before.
    membership: hasMembershipJobs(group, base)
      ? {
          // Where peers have certificates, a job looks at what they present.
          ports: [...portsFor(config, 'clients'), ...(tls ? portsFor(config, 'peers') : [])],
          ownPorts: [...(votes ? portsFor(config, 'clients') : []), ...(tls ? portsFor(config, 'peers') : [])],
          asking: votes ? sameGroup.map(other => cidrs(other.cluster)) : [],
          asked: sameGroup.filter(other => other.votes).map(other => cidrs(other.cluster)),
        }
      : undefined,
    joinTargets: joins(assignment, group, base) ? sameGroup.filter(other => other.votes).map(other => cidrs(other.cluster)) : undefined,
    dnsCidrs: cluster.dnsCidrs ?? [],
    apiServers:
      system.discovery?.kind === 'kubernetes-api'
        ? serversOf(cluster.apiServer ? [cluster.apiServer] : [], state.networks?.[cluster.name]?.apiServers)
        : [],
  });
  if (system.access.kind !== 'load-balancer') return edges;
  return [
    ...edges,
    ...balancerEdges({ cluster, component: votes ? 'voter' : 'learner', serving: base.serving, access: system.access, config, fleet }),
  ];
}

/** Whether clients reach a cluster's members through the Gateway of that cluster. */
const throughGateway = ({ name }: Cluster, access: RaftSystem['access']): boolean =>
  access.kind === 'gateway' ? access.sites.some(site => site.name === name) : Access.exposureOf(access)?.kind === 'gateway';

/** The ranges that may connect as clients: the declared ones, or else those of all pods that can reach the cluster. */
function clientCidrs(cluster: Cluster, { access }: RaftSystem, fleet: Fleet): readonly string[] {
  if (access.kind === 'internal') return cluster.podCidrs;
  if (access.kind === 'load-balancer') return []; // clients connect to the load balancers, which have their own edges
  // A gateway that spans clusters is itself the client: another edge admits its pods.
  if (access.kind === 'gateway') return [];
  return access.clientCidrs ?? (admitsPodsOfAll(access) ? podsSeenFrom(cluster, fleet) : []);
}
