import type { PeerDiscovery } from '../../domain/discovery';
import type { EngineConfig, EnginePort, EngineShutdown, RaftEngine, RaftTiming, Resources } from '../../domain/engine';
import type { Objectives } from '../../domain/objectives';
import type { OperatingState } from '../../domain/operating-state';
import type { PeerTls } from '../../domain/peer-tls';
import type { RaftSystem } from '../../domain/raft-system';
import type { Backup, Seat, Standby, Topology } from '../../domain/topology';
import type { Traffic } from '../../domain/traffic';
import { atSynthesis, type FieldTable, linesOf, linesOfKinds } from './field-line';

const votes = [
  ...(['votes.one-more', 'votes.one-fewer', 'votes.several-more', 'votes.several-fewer', 'votes.moved'] as const),
  ...(['votes.below-quorum', 'votes.even', 'survival.fewer', 'survival.more'] as const),
] as const;
const clusters = [
  'system.cluster-joins',
  'system.cluster-leaves',
  'votes.moved',
  'object.appears',
  'network.opened',
  'network.closed',
] as const;
const kinds = ['roles.witness', 'roles.learner', 'roles.group-kind', 'roles.standby-kind', 'group.new', 'group.goes'] as const;
const serves = ['access.serves-more', 'access.serves-fewer'] as const;
const image = [
  'engine.patch',
  'engine.minor-up',
  'engine.skips',
  'engine.down',
  'engine.floor',
  'engine.image',
  'engine.floating-image',
] as const;
const behind = ['outage.loses-more', 'objective.missed', 'objective.met'] as const;
const shared = ['record.content', 'record.policy', 'access.gateway', 'access.balancer', 'object.exposure'] as const;
const timing = ['timing.changed', 'timing.differs', 'timing.too-close'] as const;

/** Fields of a system: what it is, where its members are, how they run. */
export const systemFields: FieldTable = {
  RaftSystem: linesOf<RaftSystem>()({
    engine: ['engine.other'],
    storage: ['storage.grown', 'storage.grown-in-steps', 'storage.claims', 'storage.shrunk'],
    topology: ['system.topology', 'ledger.steps-ahead', 'ledger.survives-less', ...votes],
    access: ['access.kind', 'access.exposure'],
    objectives: ['objective.changed', 'objective.missed', 'objective.met'],
    discovery: ['system.discovery', 'object.rights'],
    peerTls: ['tls.on', 'tls.off', 'tls.issuer', 'tls.in-steps'],
    namespace: ['system.namespace'],
    resources: ['template.resources', 'template.memory-limit'],
    operations: ['template.containers', 'object.task'],
    state: ['state.bootstrapped', 'state.bootstrapped-back', 'bootstrap.joins', 'bootstrap.forms-anew'],
  }),
  Resources: linesOf<Resources>()({ cpu: ['template.resources'], memory: ['template.resources', 'template.memory-limit'] }),
  Objectives: linesOf<Objectives>()({
    survive: ['objective.changed', 'objective.missed', 'objective.met'],
    rto: ['objective.changed', 'objective.missed', 'objective.met'],
    rpo: ['objective.changed', 'objective.missed', 'objective.met'],
  }),
  ...linesOfKinds<PeerTls>()('PeerTls', ['tls.on', 'tls.off', 'tls.in-steps'], {
    none: {},
    'cert-manager': {
      issuer: ['tls.issuer', 'tls.in-steps', 'tls.names', 'tls.names-lost'],
      issuerKind: ['tls.issuer', 'tls.in-steps'],
      authorities: ['tls.issuer', 'tls.in-steps'],
    },
  }),
  ...linesOfKinds<PeerDiscovery>()('PeerDiscovery', ['system.discovery'], {
    'static-peers': {},
    'dns-srv': {},
    'kubernetes-api': {},
    'init-container': { image: ['template.containers'] },
  }),
  ...linesOfKinds<Topology>()('Topology', ['system.topology'], {
    'active-active': { seats: [...clusters, ...votes], traffic: shared },
    'active-standby': { active: ['roles.switchover', 'roles.promotion', ...votes], standbys: [...clusters, ...votes, ...kinds, ...serves] },
  }),
  Seat: linesOf<Seat>()({ cluster: clusters, voters: votes }),
  ...linesOfKinds<Standby>()('Standby', kinds, {
    voting: { cluster: clusters, voters: votes },
    witness: { cluster: clusters, voters: votes },
    learner: { cluster: clusters, learners: ['learners.more', 'learners.fewer', 'learners.too-many'] },
    hot: { cluster: clusters, voters: votes, lag: behind },
    cold: { cluster: clusters, voters: votes, backup: behind },
  }),
  Backup: linesOf<Backup>()({ interval: behind, upload: behind, restore: ['outage.longer', 'outage.shorter'] }),
  ...linesOfKinds<Traffic>()('Traffic', shared, {
    ordered: { clusters: shared },
    weighted: { shares: shared },
    'round-robin': {},
    latency: {},
    geo: { locations: shared },
    proximity: { biases: shared },
  }),
  RaftEngine: linesOf<RaftEngine>()({
    name: ['engine.other'],
    image,
    pullSecret: ['template.account'],
    maxLearners: atSynthesis,
    timing,
    disruptiveServers: ['survival.fewer', 'survival.more'],
    bind: ['template.args', 'template.other'],
    mirror: ['object.mirror'],
    connectionString: ['access.client-list'],
    join: ['object.task'],
    membership: ['object.task'],
    validate: atSynthesis,
  }),
  RaftTiming: linesOf<RaftTiming>()({ heartbeatMillis: timing, electionMillis: timing }),
  EngineConfig: linesOf<EngineConfig>()({
    ports: ['engine.peer-port', 'engine.client-port', 'engine.probe-port', 'service.peers', 'service.clients'],
    command: ['template.command'],
    args: ['template.args', 'engine.removed-flag', 'recovery.artefact', 'members.identity', 'members.self-removal'],
    env: ['template.env', 'members.identity', 'members.self-removal'],
    bootstrap: ['bootstrap.peers', 'bootstrap.token', 'bootstrap.expected-voters', 'bootstrap.forms-anew', 'bootstrap.other'],
    bootstrapFiles: ['bootstrap.peers', 'bootstrap.other'],
    dataPath: ['storage.data-path'],
    liveness: ['template.liveness', 'template.liveness-quorum'],
    readiness: ['template.readiness', 'engine.readiness', 'members.learner-readiness'],
    startup: ['template.startup', 'template.startup-shorter'],
    shutdown: ['template.shutdown', 'template.grace-shorter', 'engine.grace'],
    user: ['template.user'],
  }),
  EnginePort: linesOf<EnginePort>()({
    name: ['service.peers', 'service.clients', 'engine.peer-port', 'engine.client-port', 'engine.probe-port'],
    port: ['engine.peer-port', 'engine.client-port', 'engine.probe-port'],
    serves: ['engine.peer-port', 'engine.client-port', 'engine.probe-port', 'network.opened', 'network.closed'],
  }),
  EngineShutdown: linesOf<EngineShutdown>()({
    grace: ['engine.grace', 'template.shutdown', 'template.grace-shorter'],
    before: ['template.shutdown'],
  }),
  OperatingState: linesOf<OperatingState>()({
    bootstrapped: ['state.bootstrapped', 'state.bootstrapped-back', 'bootstrap.joins', 'bootstrap.forms-anew'],
    formed: ['state.formed', 'state.formed-back'],
    epoch: ['state.epoch', 'state.epoch-back', 'state.same-epoch'],
    active: ['roles.switchover', 'roles.promotion', 'state.same-epoch', 'state.two-active'],
    thawed: ['state.thawed', 'state.thawed-several', 'state.frozen', 'rollout.restarts', 'rollout.several-clusters'],
    drained: ['state.drained', 'state.drained-moved', 'state.drained-several', 'state.drained-and-thawed', 'budget.changed'],
    groups: [
      'ledger.recorded',
      'ledger.templates',
      'ledger.step',
      'ledger.not-one-step',
      'ledger.gone',
      'ledger.restarts',
      'ledger.complete',
      ...image,
    ],
    names: ['ledger.names', 'ledger.step', 'record.retired', 'object.hosts', 'access.host-in-steps'],
    networks: ['ledger.networks', 'ledger.step', 'network.narrowed', 'cluster.addresses-in-steps'],
  }),
};
