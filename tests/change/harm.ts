import type { ChangeKind } from '../../lib/change/catalogue';
import type { Editable, EditedOutput } from '../rules/edited-output';
import { clusterOf, type Edit, seatOf, systemOf } from './pairs';

/** A pair of outputs: one before and one after an edit. */
export interface Pair {
  readonly situation: string;
  readonly edit: Edit;
  /** What both have. */
  readonly first?: Edit;
  /** Whether groups have formed. @default true */
  readonly formed?: boolean;
}

/** A change that does harm, and the nearest one that does none. */
export interface Harm {
  /** Number in the list of known harm, and what it is about. */
  readonly id: string;
  readonly kind: ChangeKind;
  readonly variant?: string;
  readonly first?: Edit;
  readonly harmful: Pair;
  /** `besides`: kinds of other changes in it that are not safe by themselves. */
  readonly harmless: Pair & { readonly besides?: readonly ChangeKind[] };
}

const set = 'StatefulSet settings';
const inFrankfurt =
  (what: string, path: string, value: unknown): Edit =>
  output =>
    output.set('frankfurt', what, path, value);
const member = (path: string, value: unknown): Edit => inFrankfurt(set, `spec.template.spec.containers[0].${path}`, value);
const argument =
  (added: string, instead = ''): Edit =>
  output => {
    const { args } = output.object('frankfurt', set).spec.template.spec.containers[0];
    if (instead === '') args.push(added);
    else args[args.indexOf(instead)] = added;
  };
const variable =
  (name: string, value: string, clusters: readonly string[] = ['frankfurt']): Edit =>
  output => {
    for (const cluster of clusters) output.object(cluster, set).spec.template.spec.containers[0].env.push({ name, value });
  };
const all =
  (...edits: readonly Edit[]): Edit =>
  output => {
    for (const edit of edits) edit(output);
  };
const thawed =
  (...clusters: readonly string[]): Edit =>
  output => {
    for (const cluster of clusters) output.set(cluster, set, 'spec.updateStrategy.rollingUpdate.partition', 0);
  };
const image =
  (version: string): Edit =>
  output => {
    systemOf(output, 'settings').engine.image = `quay.io/coreos/etcd:${version}`;
  };

/** Gives the group of `settings` other votes, as the plan says them. */
export const votes =
  (...counts: readonly number[]): Edit =>
  output => {
    const [group] = systemOf(output, 'settings').groups;
    const clusters = ['frankfurt', 'dublin', 'london'];
    group.members = counts.flatMap((count, at) =>
      Array.from({ length: count }, (_, ordinal) => ({
        name: `settings-${10 * at + ordinal}`,
        host: `settings-${10 * at + ordinal}.${clusters[at]}.settings.example.test`,
        cluster: clusters[at],
        role: 'voter',
      })),
    );
  };

const cluster =
  (index: number): Edit =>
  output => {
    output.plan.clusters.push({ ...clusterOf(output, 'london'), name: 'paris', index });
  };
const retired: Edit = output => {
  output.plan.retired = [{ name: 'oslo', index: 7 }];
};
const newSystem =
  (length: number): Edit =>
  output => {
    const copy = structuredClone(systemOf(output, 'settings')) as Editable;
    copy.name = 'another';
    copy.state.bootstrapped = false;
    for (const seat of copy.seats) seat.statefulSet = 'a'.repeat(length);
    output.plan.systems.push(copy);
  };
const label = inFrankfurt(set, 'metadata.labels.team', 'a');
const promoted =
  (epoch: number): Edit =>
  output => {
    seatOf(output, 'ledger', 'frankfurt').role = 'hot';
    seatOf(output, 'ledger', 'dublin').role = 'active';
    systemOf(output, 'ledger').state.epoch = epoch;
  };
const steps =
  (...values: readonly (readonly string[])[]): Edit =>
  output => {
    output.object('argocd', 'ApplicationSet settings').spec.strategy.rollingSync.steps = values.map(each => ({
      matchExpressions: [{ key: 'georaft.io/cluster', operator: 'In', values: each }],
    }));
  };
const flip = (output: EditedOutput): void => {
  const [group] = systemOf(output, 'journal').groups;
  const [voter] = group.members.filter(({ role }: Editable) => role === 'voter');
  const [learner] = group.members.filter(({ role }: Editable) => role === 'learner');
  voter.role = 'learner';
  learner.role = 'voter';
};
const autoscaler =
  (kind: string): Edit =>
  output =>
    output.add('frankfurt', 'settings', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'settings', namespace: 'settings' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name: 'settings' }, minReplicas: 2, maxReplicas: 5 },
    });
const certificate = (names: readonly string[]): Edit => inFrankfurt('Certificate settings-peer', 'spec.dnsNames', names);
const state = (value: string): Edit => inFrankfurt('ConfigMap settings-bootstrap', 'data.ETCD_INITIAL_CLUSTER_STATE', value);
const [one, two] = [0, 1].map(at => `settings-${at}.frankfurt.settings.example.test`) as [string, string];

/** Every change that is known to do harm to a group that has formed. */
export const harm: readonly Harm[] = [
  {
    id: 'RK01 one membership change at a time',
    kind: 'votes.several-more',
    harmful: { situation: 'two voters more', edit: votes(3, 3, 1) },
    harmless: { situation: 'two voters more before the group has formed', edit: votes(3, 3, 1), formed: false },
  },
  {
    id: 'RK01 one membership change at a time, downwards',
    kind: 'votes.several-fewer',
    harmful: { situation: 'two voters fewer', edit: votes(1, 1, 1) },
    harmless: { situation: 'two voters fewer before the group has formed', edit: votes(1, 1, 1), formed: false },
  },
  {
    id: 'RK02 a quorum of the old voters stays',
    kind: 'votes.below-quorum',
    harmful: { situation: 'two of five stay', edit: votes(1, 1, 0) },
    harmless: { situation: 'three of five stay', edit: votes(1, 1, 1), besides: ['votes.several-fewer'] },
  },
  {
    id: 'RK03 replicas shrink after the membership',
    kind: 'members.fewer-replicas',
    harmful: { situation: 'one replica less, and the same voters', edit: inFrankfurt(set, 'spec.replicas', 1) },
    harmless: { situation: 'the same before the group has formed', edit: inFrankfurt(set, 'spec.replicas', 1), formed: false },
  },
  {
    id: 'RK04 replicas grow with the membership',
    kind: 'members.more-replicas',
    harmful: { situation: 'one replica more, and the same voters', edit: inFrankfurt(set, 'spec.replicas', 3) },
    harmless: { situation: 'the same before the group has formed', edit: inFrankfurt(set, 'spec.replicas', 3), formed: false },
  },
  {
    id: 'RK05 an odd number of voters',
    kind: 'votes.even',
    harmful: { situation: 'six voters', edit: votes(2, 2, 2) },
    harmless: { situation: 'seven voters', edit: votes(3, 3, 1), besides: ['votes.several-more'] },
  },
  {
    id: 'RK06 names and addresses of members',
    kind: 'members.name',
    harmful: {
      situation: 'another host',
      edit: output => {
        systemOf(output, 'settings').groups[0].members[0].host = 'other.example.test';
      },
    },
    harmless: {
      situation: 'another TTL of the same host',
      edit: inFrankfurt('Service settings-peer', "metadata.annotations['external-dns.kubernetes.io/ttl']", '10'),
    },
  },
  {
    id: 'RK07 one member of a name',
    kind: 'members.duplicate',
    harmful: {
      situation: 'a voter of london called as one of frankfurt',
      edit: output => {
        systemOf(output, 'settings').groups[0].members[4].name = 'settings-0';
      },
    },
    harmless: { situation: 'a cluster with ordinals of its own', edit: cluster(8) },
  },
  {
    id: 'RK08 numbers are never given again',
    kind: 'cluster.index-reused',
    first: retired,
    harmful: { situation: 'the number of a cluster that is gone', edit: cluster(7) },
    harmless: { situation: 'a number that none ever had', edit: cluster(8) },
  },
  {
    id: 'RK09 no second bootstrap',
    kind: 'bootstrap.forms-anew',
    harmful: { situation: 'from existing to new', first: state('existing'), edit: state('new') },
    harmless: { situation: 'from new to existing', first: state('new'), edit: state('existing') },
  },
  {
    id: 'RK10 what is read once stays',
    kind: 'bootstrap.token',
    harmful: { situation: 'another token', edit: inFrankfurt('ConfigMap settings-bootstrap', 'data.ETCD_INITIAL_CLUSTER_TOKEN', 'other') },
    harmless: { situation: 'members that join from now on', edit: state('existing') },
  },
  {
    id: 'RK11 the number of voters to wait for',
    kind: 'bootstrap.expected-voters',
    first: inFrankfurt('ConfigMap settings-bootstrap', 'data.EXPECTED_VOTERS', '5'),
    harmful: { situation: 'two of five', edit: inFrankfurt('ConfigMap settings-bootstrap', 'data.EXPECTED_VOTERS', '2') },
    harmless: {
      situation: 'two of five before the group has formed',
      edit: inFrankfurt('ConfigMap settings-bootstrap', 'data.EXPECTED_VOTERS', '2'),
      formed: false,
    },
  },
  {
    id: 'RK12 scaling and a new template apart',
    kind: 'rollout.with-scaling',
    first: thawed('frankfurt'),
    harmful: { situation: 'both in one commit', edit: all(variable('A', 'b'), inFrankfurt(set, 'spec.replicas', 3)) },
    harmless: {
      situation: 'the template alone',
      edit: variable('A', 'b'),
      besides: ['template.env', 'rollout.restarts'],
    },
  },
  {
    id: 'RK13 one cluster at a time',
    kind: 'rollout.several-clusters',
    harmful: { situation: 'two thawed clusters', first: thawed('frankfurt', 'dublin'), edit: variable('A', 'b', ['frankfurt', 'dublin']) },
    harmless: {
      situation: 'one thawed cluster of two',
      first: thawed('frankfurt'),
      edit: variable('A', 'b', ['frankfurt', 'dublin']),
      besides: ['template.env', 'template.env', 'rollout.restarts'],
    },
  },
  {
    id: 'RK14 one cluster after the other',
    kind: 'delivery.order',
    variant: 'rolling-sync',
    first: steps(['dublin'], ['london'], ['frankfurt']),
    harmful: { situation: 'all clusters in one step', edit: steps(['dublin', 'london', 'frankfurt']) },
    harmless: { situation: 'the same steps in another order', edit: steps(['london'], ['dublin'], ['frankfurt']) },
  },
  {
    id: 'RK15 budgets together',
    kind: 'budget.too-many',
    harmful: {
      situation: 'one more eviction than may be missing',
      edit: inFrankfurt('PodDisruptionBudget settings', 'spec.maxUnavailable', 1),
    },
    harmless: {
      situation: 'one eviction less',
      edit: output => output.set('dublin', 'PodDisruptionBudget settings', 'spec.maxUnavailable', 0),
    },
  },
  {
    id: 'RK15 budgets are there',
    kind: 'budget.gone',
    harmful: { situation: 'no budget', edit: output => output.remove('frankfurt', 'PodDisruptionBudget settings') },
    harmless: { situation: 'a label of a budget', edit: inFrankfurt('PodDisruptionBudget settings', 'metadata.labels.team', 'a') },
  },
  {
    id: 'RK16 all members start together',
    kind: 'members.ordered-start',
    harmful: { situation: 'one after the other', edit: inFrankfurt(set, 'spec.podManagementPolicy', 'OrderedReady') },
    harmless: { situation: 'a label of the set', edit: label },
  },
  {
    id: 'RK17 a rollout asks first',
    kind: 'rollout.restarts',
    harmful: { situation: 'a new template that is thawed', first: thawed('frankfurt'), edit: variable('A', 'b') },
    harmless: { situation: 'a new template that is frozen', edit: variable('A', 'b'), besides: ['template.env'] },
  },
  {
    id: 'RK18 one member at a time',
    kind: 'rollout.strategy',
    harmful: { situation: 'two at a time', edit: inFrankfurt(set, 'spec.updateStrategy.rollingUpdate.maxUnavailable', 2) },
    harmless: { situation: 'one at a time', edit: inFrankfurt(set, 'spec.updateStrategy.rollingUpdate.maxUnavailable', 1) },
  },
  {
    id: 'RK19 peers stay in DNS',
    kind: 'service.peers',
    harmful: {
      situation: 'only members that are ready',
      edit: inFrankfurt('Service settings-peer', 'spec.publishNotReadyAddresses', false),
    },
    harmless: {
      situation: 'one port more',
      edit: output => output.object('frankfurt', 'Service settings-peer').spec.ports.push({ name: 'extra', port: 9999 }),
    },
  },
  {
    id: 'RK20 fields that cannot change',
    kind: 'members.immutable-field',
    harmful: { situation: 'another Service', edit: inFrankfurt(set, 'spec.serviceName', 'other') },
    harmless: { situation: 'a label of the set', edit: label },
  },
  {
    id: 'RK20 no replacing by force',
    kind: 'delivery.replace',
    variant: 'rolling-sync',
    harmful: {
      situation: 'Replace=true',
      edit: output => output.object('argocd', 'ApplicationSet settings').spec.template.spec.syncPolicy.syncOptions.push('Replace=true'),
    },
    harmless: {
      situation: 'Validate=true',
      edit: output => output.object('argocd', 'ApplicationSet settings').spec.template.spec.syncPolicy.syncOptions.push('Validate=true'),
    },
  },
  {
    id: 'RK21 the same volumes',
    kind: 'storage.claim',
    harmful: { situation: 'another name of the claim', edit: inFrankfurt(set, 'spec.volumeClaimTemplates[0].metadata.name', 'other') },
    harmless: { situation: 'a label of the set', edit: label },
  },
  {
    id: 'RK21 the same folder',
    kind: 'storage.data-path',
    harmful: { situation: 'another folder', edit: argument('--data-dir=/var/lib/etcd/other', '--data-dir=/var/lib/etcd/data') },
    harmless: { situation: 'another argument', edit: argument('--log-level=warn'), besides: ['template.args'] },
  },
  {
    id: 'RK22 volumes are kept',
    kind: 'storage.retention',
    harmful: {
      situation: 'deleted with the set',
      edit: inFrankfurt(set, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Delete'),
    },
    harmless: { situation: 'a label of the set', edit: label },
  },
  {
    id: 'RK22 data goes only when somebody confirms it',
    kind: 'storage.unconfirmed',
    harmful: {
      situation: 'a namespace that is pruned',
      edit: output => output.unset('frankfurt', 'Namespace settings', "metadata.annotations['argocd.argoproj.io/sync-options']"),
    },
    harmless: {
      situation: 'a confirmation and one option more',
      edit: inFrankfurt(set, "metadata.annotations['argocd.argoproj.io/sync-options']", 'Prune=confirm,Delete=confirm,Validate=true'),
    },
  },
  {
    id: 'RK23 no minor version is skipped',
    kind: 'engine.skips',
    harmful: { situation: 'from 3.6 to 3.8', edit: image('v3.8.0') },
    harmless: { situation: 'from 3.6 to 3.7', first: image('v3.6.11'), edit: image('v3.7.0'), besides: ['engine.minor-up'] },
  },
  {
    id: 'RK23 no way down',
    kind: 'engine.down',
    harmful: { situation: 'from 3.6 to 3.5', edit: image('v3.5.32') },
    harmless: { situation: 'from 3.6 to 3.5 before the group has formed', edit: image('v3.5.32'), formed: false },
  },
  {
    id: 'RK23 from the floor',
    kind: 'engine.floor',
    harmful: { situation: 'from 3.6.10 to 3.7', first: image('v3.6.10'), edit: image('v3.7.0') },
    harmless: { situation: 'from 3.6.10 to 3.6.11', first: image('v3.6.10'), edit: image('v3.6.11'), besides: ['engine.patch'] },
  },
  {
    id: 'RK23 a fixed version',
    kind: 'engine.floating-image',
    harmful: { situation: 'latest', edit: image('latest') },
    harmless: { situation: 'a newer patch', edit: image('v3.6.6'), besides: ['engine.patch'] },
  },
  {
    id: 'RK24 flags that are gone',
    kind: 'engine.removed-flag',
    first: argument('--experimental-watch-progress-notify-interval=5s'),
    harmful: { situation: 'a flag that 3.7 does not know', edit: member('image', 'quay.io/coreos/etcd:v3.7.0') },
    harmless: {
      situation: 'a flag that 3.6 still knows',
      edit: member('image', 'quay.io/coreos/etcd:v3.6.6'),
      besides: ['engine.patch'],
    },
  },
  {
    id: 'RK25 one timeout for all',
    kind: 'timing.differs',
    harmful: { situation: 'another election timeout in one cluster', edit: argument('--election-timeout=5000', '--election-timeout=1000') },
    harmless: {
      situation: 'the same before the group has formed',
      edit: argument('--election-timeout=5000', '--election-timeout=1000'),
      formed: false,
    },
  },
  {
    id: 'RK25 far enough from the heartbeat',
    kind: 'timing.too-close',
    harmful: {
      situation: 'four heartbeats',
      edit: output => {
        systemOf(output, 'settings').groups[0].heartbeatMillis = 250;
      },
    },
    harmless: {
      situation: 'five heartbeats',
      edit: output => {
        systemOf(output, 'settings').groups[0].heartbeatMillis = 200;
      },
      besides: ['timing.changed'],
    },
  },
  {
    id: 'RK26 certificates keep names',
    kind: 'tls.names-lost',
    variant: 'peer-tls',
    harmful: { situation: 'a member without a name', edit: certificate([one]) },
    harmless: { situation: 'one name more', edit: certificate([one, two, 'settings-2.frankfurt.settings.example.test']) },
  },
  {
    id: 'RK26 TLS of peers',
    kind: 'tls.on',
    harmful: {
      situation: 'switched on',
      edit: output => {
        systemOf(output, 'settings').peerTls = { issuer: 'fleet-root', issuerKind: 'ClusterIssuer' };
      },
    },
    harmless: {
      situation: 'switched on before the group has formed',
      edit: output => {
        systemOf(output, 'settings').peerTls = { issuer: 'fleet-root', issuerKind: 'ClusterIssuer' };
      },
      formed: false,
    },
  },
  {
    id: 'RK27 alive without a quorum',
    kind: 'template.liveness-quorum',
    harmful: { situation: 'what readiness asks', edit: member('livenessProbe.httpGet.path', '/readyz') },
    harmless: { situation: 'more often', edit: member('livenessProbe.periodSeconds', 5), besides: ['template.liveness'] },
  },
  {
    id: 'RK27 time to start',
    kind: 'template.startup-shorter',
    harmful: { situation: 'less', edit: member('startupProbe.failureThreshold', 10) },
    harmless: { situation: 'more', edit: member('startupProbe.failureThreshold', 200), besides: ['template.startup'] },
  },
  {
    id: 'RK28 time to stop',
    kind: 'template.grace-shorter',
    harmful: { situation: 'less', edit: inFrankfurt(set, 'spec.template.spec.terminationGracePeriodSeconds', 1) },
    harmless: {
      situation: 'more',
      edit: inFrankfurt(set, 'spec.template.spec.terminationGracePeriodSeconds', 60),
      besides: ['template.shutdown'],
    },
  },
  {
    id: 'RK29 no recovery in what stays',
    kind: 'recovery.artefact',
    harmful: { situation: 'a forced new cluster', edit: argument('--force-new-cluster') },
    harmless: { situation: 'another argument', edit: argument('--log-level=warn'), besides: ['template.args'] },
  },
  {
    id: 'RK30 one member between voter and learner',
    kind: 'votes.several-flips',
    variant: 'learner',
    harmful: { situation: 'two at once', edit: flip },
    harmless: { situation: 'two at once before the group has formed', edit: flip, formed: false },
  },
  {
    id: 'RK31 members do not remove themselves',
    kind: 'members.self-removal',
    harmful: { situation: 'they leave when they stop', edit: variable('LEAVE_ON_TERMINATE', 'true') },
    harmless: { situation: 'they stay when they stop', edit: variable('LEAVE_ON_TERMINATE', 'false'), besides: ['template.env'] },
  },
  {
    id: 'RK32 the user of the files',
    kind: 'template.user',
    harmful: { situation: 'another user', edit: inFrankfurt(set, 'spec.template.spec.securityContext.runAsUser', 1000) },
    harmless: {
      situation: 'another user before there are files',
      edit: inFrankfurt(set, 'spec.template.spec.securityContext.runAsUser', 1000),
      formed: false,
    },
  },
  {
    id: 'RK33 members lie apart',
    kind: 'template.spread-weaker',
    harmful: {
      situation: 'several on one node',
      edit: inFrankfurt(set, 'spec.template.spec.topologySpreadConstraints[0].whenUnsatisfiable', 'ScheduleAnyway'),
    },
    harmless: {
      situation: 'over fewer zones at least',
      edit: inFrankfurt(set, 'spec.template.spec.topologySpreadConstraints[1].minDomains', 2),
      besides: ['template.spread'],
    },
  },
  {
    id: 'RK33 memory that is there',
    kind: 'template.memory-limit',
    harmful: { situation: 'a limit above the request', edit: member('resources.limits.memory', '1Gi') },
    harmless: {
      situation: 'more of both',
      edit: all(member('resources.limits.memory', '1Gi'), member('resources.requests.memory', '1Gi')),
      besides: ['template.resources'],
    },
  },
  {
    id: 'RK34 an epoch for each promotion',
    kind: 'state.same-epoch',
    harmful: { situation: 'another cluster in the same epoch', edit: promoted(1) },
    harmless: { situation: 'another cluster in the next epoch', edit: promoted(2), besides: ['roles.promotion'] },
  },
  {
    id: 'RK34 one cluster serves',
    kind: 'state.two-active',
    harmful: {
      situation: 'two at once',
      edit: output => {
        seatOf(output, 'ledger', 'dublin').role = 'active';
      },
    },
    harmless: { situation: 'another cluster alone', edit: promoted(2), besides: ['roles.promotion'] },
  },
  {
    id: 'RK35 what a member calls itself',
    kind: 'members.identity',
    harmful: { situation: 'another name', edit: argument('--name=$(POD_NAME)-b', '--name=$(POD_NAME)') },
    harmless: { situation: 'another argument', edit: argument('--log-level=warn'), besides: ['template.args'] },
  },
  {
    id: 'RK36 a learner is asked for itself',
    kind: 'members.learner-readiness',
    variant: 'learner',
    harmful: {
      situation: 'for a quorum',
      edit: output =>
        output.set('dublin', 'StatefulSet journal-learner', 'spec.template.spec.containers[0].readinessProbe.httpGet.path', '/readyz'),
    },
    harmless: {
      situation: 'more often',
      edit: output =>
        output.set('dublin', 'StatefulSet journal-learner', 'spec.template.spec.containers[0].readinessProbe.periodSeconds', 9),
      besides: ['template.readiness'],
    },
  },
  {
    id: 'RK37 names that exist',
    kind: 'members.name-too-long',
    harmful: { situation: '53 characters', edit: newSystem(53) },
    harmless: { situation: '52 characters', edit: newSystem(52) },
  },
  {
    id: 'RK38 nothing else scales members',
    kind: 'members.autoscaled',
    harmful: { situation: 'an autoscaler of members', edit: autoscaler('StatefulSet') },
    harmless: { situation: 'an autoscaler of something else', edit: autoscaler('Deployment') },
  },
];
