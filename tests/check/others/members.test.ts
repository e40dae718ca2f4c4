import { sample } from '../../extent';
import { etcdOf, peersOf, resize, tell, type WrittenGroup, writtenGroup } from '../../rules/written-group';
import { checked, foundIn, rulesIn } from './folder';

const spread = 'topologySpreadConstraints';

/** The group after a change, in one file. */
function changed(change: (group: WrittenGroup) => unknown): Readonly<Record<string, readonly object[]>> {
  const group = writtenGroup();
  change(group);
  return { 'kv.yaml': Object.values(group).filter(object => object !== undefined) };
}

const drop = (group: WrittenGroup, what: keyof WrittenGroup): void => {
  (group as unknown as Record<string, undefined>)[what] = undefined;
};

/** Takes the claim of the members away, and puts a volume of another kind into its place. */
function volume(group: WrittenGroup, kind: object): void {
  delete group.members.spec.volumeClaimTemplates;
  group.members.spec.template.spec.volumes = [{ name: 'data', ...kind }];
}

const affinityOf = (
  group: WrittenGroup,
): { requiredDuringSchedulingIgnoredDuringExecution?: object[]; preferredDuringSchedulingIgnoredDuringExecution?: object[] } =>
  group.members.spec.template.spec.affinity.podAntiAffinity;

const onHosts = (app: string): object => ({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } });

/** What can be wrong with members, and the rule that says it. */
const faults: readonly (readonly [fault: string, rule: string, change: (group: WrittenGroup) => unknown])[] = [
  ['members that start in order', 'bootstrap/parallel', ({ members }) => delete members.spec.podManagementPolicy],
  ['names that only ready members have', 'names/not-ready', ({ peers }) => delete peers.spec.publishNotReadyAddresses],
  [
    'volumes that go with the StatefulSet',
    'storage/retention',
    ({ members }) => (members.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete' }),
  ],
  [
    'volumes that go when members are stopped',
    'storage/retention',
    ({ members }) => (members.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain', whenScaled: 'Delete' }),
  ],
  ['members that may share a node', 'disruption/spread', ({ members }) => delete members.spec.template.spec.affinity],
  [
    'an anti-affinity to other pods',
    'disruption/spread',
    group => (affinityOf(group).requiredDuringSchedulingIgnoredDuringExecution = [onHosts('key-value')]),
  ],
  ['no Service that gives them names', 'names/governing-service', group => drop(group, 'peers')],
  ['no word of the Service that gives them names', 'names/governing-service', ({ members }) => delete members.spec.serviceName],
  ['data that goes with the pod', 'storage/claim', group => volume(group, { emptyDir: {} })],
  ['one volume for all members', 'storage/claim', group => volume(group, { persistentVolumeClaim: { claimName: 'kv' } })],
  ['a folder of the node', 'storage/claim', group => volume(group, { hostPath: { path: '/var/lib/etcd' } })],
  [
    'no volume at all',
    'storage/claim',
    group => {
      delete group.members.spec.volumeClaimTemplates;
      delete etcdOf(group).volumeMounts;
    },
  ],
  ['data beside the volume', 'storage/data-dir', group => tell(group, 'data-dir', '/var/data')],
  ['a log beside the volume', 'storage/data-dir', group => tell(group, 'wal-dir', '/var/wal')],
  [
    'volumes that several nodes write',
    'storage/access-mode',
    ({ members }) => (members.spec.volumeClaimTemplates[0].spec.accessModes = ['ReadWriteMany']),
  ],
  ['a volume that is mounted read-only', 'storage/read-only', group => (etcdOf(group).volumeMounts[0].readOnly = true)],
  [
    'a volume that is full before the quota',
    'storage/quota',
    ({ members }) => (members.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '1Gi'),
  ],
  ['an even number of voters', 'quorum/even-voters', group => resize(group, 4)],
  ['a peer that nobody runs', 'quorum/replicas', ({ members }) => (members.spec.replicas = 2)],
  ['a member that no peer knows', 'quorum/replicas', group => tell(group, 'initial-cluster', peersOf([0, 1]))],
  ['members that count as ready at once', 'probes/readiness', group => delete etcdOf(group).readinessProbe],
  ['an address that is the own pod', 'membership/advertise', group => tell(group, 'initial-advertise-peer-urls', 'http://127.0.0.1:2380')],
  ['an address that is all addresses', 'membership/advertise', group => tell(group, 'advertise-client-urls', 'http://0.0.0.0:2379')],
  ['one address for all members', 'membership/advertise', group => tell(group, 'initial-advertise-peer-urls', 'http://kv-0.kv-peers:2380')],
  ['one name for all members', 'membership/identity', group => tell(group, 'name', 'kv-0')],
  ['a port that no peer reaches', 'membership/listen', group => tell(group, 'listen-peer-urls', 'http://localhost:2380')],
  ['a port that no client reaches', 'membership/listen', group => tell(group, 'listen-client-urls', 'http://127.0.0.1:2379')],
  [
    'a rollout that takes two of three',
    'disruption/rollout',
    ({ members }) => (members.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } }),
  ],
  ['a number of voters that is not theirs', 'membership/expected-voters', group => tell(group, 'bootstrap-expect', '2')],
  ['arguments without a program', 'bootstrap/command', group => delete etcdOf(group).command],
  ['a budget that lets two of three go', 'disruption/budget', ({ budget }) => (budget.spec.maxUnavailable = 2)],
  ['no budget', 'disruption/budget', group => drop(group, 'budget')],
  ['a budget that lets nobody go', 'disruption/drain', ({ budget }) => (budget.spec.maxUnavailable = 0)],
];

/** What follows from it. */
const following: Readonly<Record<string, readonly string[]>> = {
  'a folder of the node': ['pod-security/restricted'],
  'a port that no client reaches': ['probes/port'],
};

/** What looks like it and harms nobody. */
const harmless: readonly (readonly [neighbour: string, change: (group: WrittenGroup) => unknown])[] = [
  [
    'one member, which has no order, no neighbour and no rollout of several',
    group => {
      resize(group, 1);
      const { members, peers, budget } = group;
      delete members.spec.podManagementPolicy;
      delete members.spec.template.spec.affinity;
      delete peers.spec.publishNotReadyAddresses;
      budget.spec.maxUnavailable = 1;
    },
  ],
  ['a retention that is the default', ({ members }) => (members.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain' })],
  [
    'an anti-affinity that the scheduler follows where it can',
    group => {
      const affinity = affinityOf(group);
      delete affinity.requiredDuringSchedulingIgnoredDuringExecution;
      affinity.preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 100, podAffinityTerm: onHosts('kv') }];
    },
  ],
  [
    'members that are spread over nodes',
    ({ members }) => {
      const { spec } = members.spec.template;
      delete spec.affinity;
      spec[spread] = [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { app: 'kv' } },
        },
      ];
    },
  ],
  ['a folder below the volume', group => tell(group, 'data-dir', '/var/lib/etcd/data')],
  ['an emptyDir beside the claim', group => (group.members.spec.template.spec.volumes = [{ name: 'tmp', emptyDir: {} }])],
  ['a volume of one pod', ({ members }) => (members.spec.volumeClaimTemplates[0].spec.accessModes = ['ReadWriteOncePod'])],
  [
    'five members, of which a rollout and a drain may take two',
    group => {
      resize(group, 5);
      group.members.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } };
      group.budget.spec.maxUnavailable = 2;
    },
  ],
  ['members that are stopped all together', ({ members }) => (members.spec.replicas = 0)],
  [
    'a budget, a Service and an account that name no namespace',
    ({ budget, peers, account }) => {
      for (const object of [budget, peers, account]) delete object.metadata.namespace;
    },
  ],
  ['members that name no namespace', ({ members }) => delete members.metadata.namespace],
  ['a second listener on the own pod', group => tell(group, 'listen-client-urls', 'http://0.0.0.0:2379,http://127.0.0.1:2379')],
  [
    'clients that come through a proxy in the pod',
    group => {
      tell(group, 'listen-client-urls', 'http://127.0.0.1:2379');
      const { containers } = group.members.spec.template.spec;
      delete etcdOf(group).livenessProbe;
      etcdOf(group).readinessProbe = { exec: { command: ['/usr/local/bin/etcdctl', 'endpoint', 'health'] } };
      const { securityContext, resources } = etcdOf(group);
      containers.push({ name: 'proxy', image: 'registry.example.test/proxy:1.0.0', securityContext, resources });
    },
  ],
  [
    'numbers that a variable stands for',
    group => {
      tell(group, 'bootstrap-expect', '$(VOTERS)');
      tell(group, 'quota-backend-bytes', '$(QUOTA)');
      tell(group, 'data-dir', '$(DATA)');
    },
  ],
  ['the number of voters that is theirs', group => tell(group, 'bootstrap-expect', '3')],
];

describe('a group of members in a folder without a plan', () => {
  it('has nothing wrong with it where it is right', () => {
    expect(foundIn(changed(() => undefined))).toEqual([]);
  });

  it.each(sample(faults, 3))('is found to have %s, by %s', (fault, rule, change) => {
    const files = changed(change);
    expect(rulesIn(files)).toEqual([rule]);
    const found = checked(files).findings.filter(each => each.rule === rule);
    expect(found).toHaveLength(1);
    const followed = found.flatMap(({ consequences = [] }) => consequences.map(each => each.rule));
    expect([...new Set(followed)]).toEqual(following[fault] ?? []);
    for (const { problem, fix, at, location } of found) {
      expect(`${problem}; ${fix}`).toMatch(/^(?!.*(undefined|NaN|\[object| {2})).{1,300}$/);
      expect([at, location?.file]).toEqual(['.', 'kv.yaml']);
    }
  });

  it.each(sample(harmless, 3))('is let through with %s', (_, change) => {
    expect(foundIn(changed(change))).toEqual([]);
  });

  it('is named in the report, with what was not taken for members', () => {
    const { members } = writtenGroup();
    const stranger = structuredClone(members);
    stranger.metadata.name = 'web';
    stranger.spec.template.spec.containers[0].args = ['--data-dir=/var/lib/etcd'];
    const pair = { ...structuredClone(stranger), metadata: { name: 'pair', namespace: 'kv' } };
    pair.spec.replicas = 2;
    const { members: seen } = checked({ ...changed(() => undefined), 'web/web.yaml': [stranger, pair] });
    expect(seen).toEqual({
      groups: [{ name: 'kv', sets: [{ at: '.', file: 'kv.yaml', namespace: 'kv', name: 'kv', replicas: 3 }] }],
      others: [{ at: 'web', file: 'web/web.yaml', namespace: 'kv', name: 'web', replicas: 3 }],
    });
  });

  it('is two groups where two clusters or two namespaces have the same short names', () => {
    const other = writtenGroup();
    for (const object of Object.values(other)) object.metadata.namespace = 'other';
    const files = { 'a/kv.yaml': Object.values(writtenGroup()), 'b/kv.yaml': Object.values(writtenGroup()) };
    expect(foundIn(files, ['a', 'b'])).toEqual([]);
    expect(checked(files, ['a', 'b']).members.groups).toHaveLength(2);
    const both = checked({ 'kv.yaml': [...Object.values(writtenGroup()), ...Object.values(other)] });
    expect(both.findings.map(({ rule }) => rule)).toEqual(['output/plan']);
    expect(both.members.groups).toHaveLength(2);
  });
});

describe('a StatefulSet that is no member of anything', () => {
  it.each(sample(faults, 5, 1))('may have %s, and %s says nothing of it', (_, rule, change) => {
    const files = changed(group => {
      change(group);
      tell(group, 'initial-cluster');
    });
    expect(rulesIn(files)).not.toContain(rule);
  });
});
