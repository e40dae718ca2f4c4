import {
  addedRefused,
  addedTaken,
  cronJob,
  daemonSet,
  deployment,
  job,
  membersRefused,
  membersTaken,
  refused,
  replicationController,
  service,
  taken,
} from '../api-edits';
import type { ManifestCases } from '../manifest-case';

const peers = 'Service settings-peer';
const budget = 'PodDisruptionBudget settings';
const policy = 'NetworkPolicy settings-voter';
const space = 'Namespace settings';
const inputs = 'ConfigMap settings-bootstrap';
const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', name: 'reader' };
const bound = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', name: 'reader' };
const storage = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'scratch' };
const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'tools' };
const scaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'tools' };
const secret = { apiVersion: 'v1', kind: 'Secret', name: 'tools' };
const fast = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: 'fast' };
const urgent = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', name: 'urgent' };
const inner = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', name: 'inner' };

const backend = { service: { name: 'tools', port: { number: 80 } } };
const onPath = (path: object): object => ({
  spec: { rules: [{ host: 'tools.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend, ...path }] } }] },
});
const scaling = (spec: object): object => ({
  spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'tools' }, ...spec },
});
const claim = (spec: object): object => ({
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});
const binding = (more: object): object => ({
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
  subjects: [{ kind: 'ServiceAccount', name: 'tools', namespace: 'tools' }],
  ...more,
});

/** Cases of the rules in lib/rules/api that are not about pods. tests/live/server.test.ts lets a real server judge each of them. */
export const api: ManifestCases = {
  'api/unknown-field': [
    membersRefused('a field one level too high', 'spec.terminationGracePeriodSeconds', 30, "no field 'terminationGracePeriodSeconds'"),
    refused('a misspelt field', peers, 'spec.publishNotReadyAdresses', true, "no field 'publishNotReadyAdresses'"),
    membersRefused('an unknown field with nothing in it', 'spec.template.spec.containers[0].probes', null, "no field 'probes'", {
      boundary: true,
    }),
    membersTaken('a label that nobody knows', "metadata.labels['example.com/any']", 'x', 'boundary'),
    addedRefused(
      'a misspelt field of a ReplicationController',
      replicationController({ selektor: { app: 'tools' } }),
      "'selektor'",
      'spec.selektor',
    ),
    addedTaken('a ReplicationController', replicationController()),
    addedTaken('a field of a kind that is not known here', {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      name: 'function',
      body: { spec: { template: { anything: 1 } } },
    }),
  ],
  'api/value': [
    membersRefused('a number written as a text', 'spec.replicas', '2', "'2'"),
    membersRefused('a truth written as a text', 'spec.template.spec.automountServiceAccountToken', 'false', 'true or false'),
    membersRefused('half a replica', 'spec.replicas', 1.5, '1.5'),
    membersRefused('more replicas than 32 bits hold', 'spec.replicas', 2 ** 31, '2147483648', { boundary: true }),
    membersRefused('a number among the arguments', 'spec.template.spec.containers[0].args[0]', 5, 'a text'),
    membersRefused('an amount of storage that is none', 'spec.volumeClaimTemplates[0].spec.resources.requests.storage', '8 GB', 'quantity'),
    membersTaken('as many old revisions as 32 bits hold', 'spec.revisionHistoryLimit', 2 ** 31 - 1, 'boundary'),
    membersTaken('an amount of cpu without quotes', 'spec.template.spec.containers[0].resources.requests.cpu', 0.5),
    addedRefused('a Secret that is not encoded', { ...secret, body: { data: { password: 'plain text' } } }, 'base64', 'data.password'),
  ],
  'api/required': [
    membersRefused('no selector', 'spec.selector', undefined, 'selector is missing', { field: 'spec' }),
    membersRefused('no containers', 'spec.template.spec.containers', [], 'containers is empty'),
    membersRefused('a mount without a path', 'spec.template.spec.containers[0].volumeMounts[0].mountPath', '', 'mountPath is empty', {
      boundary: true,
    }),
    membersTaken('no name of a Service', 'spec.serviceName', undefined, 'boundary'),
    membersTaken('no update strategy', 'spec.updateStrategy', undefined),
  ],
  'api/duplicate': [
    {
      situation: 'a variable that is given twice',
      edit: output =>
        output.object('dublin', 'StatefulSet settings').spec.template.spec.containers[0].env.push({ name: 'POD_NAME', value: 'x' }),
      finds: [{ at: 'settings/dublin', says: ['the same name'], field: 'spec.template.spec.containers[0].env[4]' }],
    },
    {
      situation: 'a port that is given twice, once with the protocol that it has anyway',
      boundary: true,
      edit: output => output.object('dublin', 'Service settings-peer').spec.ports.push({ name: 'again', port: 2380 }),
      finds: [{ at: 'settings/dublin', says: ['port and protocol'], field: 'spec.ports[2]' }],
    },
    {
      situation: 'the same port for another protocol',
      boundary: true,
      edit: output => output.object('dublin', 'Service settings-peer').spec.ports.push({ name: 'udp', port: 2380, protocol: 'UDP' }),
      finds: [],
    },
    membersTaken('the same argument twice', 'spec.template.spec.containers[0].args[1]', '--name=$(POD_NAME)'),
  ],
  'api/name': [
    addedRefused(
      'a name in capitals',
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'Tools', body: { data: {} } },
      "'Tools'",
      'metadata.name',
    ),
    addedRefused('a Service that begins with a digit', { ...service({}), name: '1st' }, "'1st'", 'metadata.name'),
    addedRefused(
      'a StatefulSet with a dot',
      { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'a.b', body: deployment().body },
      "'a.b'",
      'metadata.name',
    ),
    addedRefused('a CronJob of 53 characters', { ...cronJob({}), name: 'b'.repeat(53) }, '53 characters', 'metadata.name'),
    addedTaken('a CronJob of 52 characters', { ...cronJob({}), name: 'b'.repeat(52) }, 'boundary'),
    addedTaken('a Deployment with a dot', { ...deployment(), name: 'a.b' }),
    addedTaken('a Role with a colon', { ...role, name: 'system:Tools', body: { rules: [] } }),
    {
      situation: 'an object without a name',
      edit: output =>
        output.add('dublin', 'tools', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'tools', generateName: 'tools-' } }),
      finds: [{ at: 'tools/dublin', says: ['no name'], field: 'metadata.name' }],
    },
  ],
  'api/metadata': [
    refused('an object that was exported', inputs, 'metadata.uid', '7f1c', 'uid is set'),
    refused('a finalizer without a domain', inputs, 'metadata.finalizers', ['keep'], "'keep' has no domain", {
      field: 'metadata.finalizers[0]',
    }),
    refused('managed fields, if only an empty list', inputs, 'metadata.managedFields', [], 'managedFields', { boundary: true }),
    taken('a creation time of nothing, as exports have it', inputs, 'metadata.creationTimestamp', null, 'boundary'),
    taken('a finalizer with a domain', inputs, 'metadata.finalizers', ['example.com/keep']),
    refused(
      'two controlling owners',
      inputs,
      'metadata.ownerReferences',
      ['a', 'b'].map(name => ({ apiVersion: 'v1', kind: 'ConfigMap', name, uid: name, controller: true })),
      'two controlling owners',
      { field: 'metadata.ownerReferences[1]' },
    ),
  ],
  'api/label': [
    refused('a label with a space', peers, "metadata.labels['app.kubernetes.io/name']", 'my settings', "'my settings'"),
    refused('a key with two slashes', peers, "metadata.labels['a/b/c']", 'x', "'a/b/c'"),
    refused('a value of 64 characters', peers, 'metadata.labels.note', 'n'.repeat(64), '64 characters', { boundary: true }),
    taken('a value of 63 characters', peers, 'metadata.labels.note', 'n'.repeat(63), 'boundary'),
    taken('a label without a value', peers, 'metadata.labels.note', ''),
    taken('an annotation that says much', peers, 'metadata.annotations.note', 'any text, of any length '.repeat(100)),
    refused('annotations of more than 256 KiB', inputs, 'metadata.annotations.note', 'ä'.repeat(128 * 1024), '262', {
      field: 'metadata.annotations',
    }),
  ],
  'api/namespace': [
    refused('a level that does not exist', space, "metadata.labels['pod-security.kubernetes.io/enforce']", 'strict', "'strict'"),
    refused('a version without its v', space, "metadata.labels['pod-security.kubernetes.io/enforce-version']", '1.34', "'1.34'"),
    taken('the version of the cluster', space, "metadata.labels['pod-security.kubernetes.io/enforce-version']", 'latest', 'boundary'),
  ],
  'api/selector': [
    membersRefused('a selector that does not select its pods', "spec.selector.matchLabels['app.kubernetes.io/name']", 'other', "'other'"),
    membersRefused('an empty selector', 'spec.selector', {}, 'empty'),
    membersRefused(
      'an expression that no pod of it fulfils',
      'spec.selector.matchExpressions',
      [{ key: 'zone', operator: 'Exists' }],
      'expressions',
      { field: 'spec.selector' },
    ),
    membersTaken(
      'an expression that they fulfil',
      'spec.selector.matchExpressions',
      [{ key: 'zone', operator: 'DoesNotExist' }],
      'boundary',
    ),
    refused('In without values', budget, 'spec.selector.matchExpressions', [{ key: 'a', operator: 'In' }], 'no values', {
      field: 'spec.selector.matchExpressions[0]',
    }),
    refused(
      'Exists with values',
      policy,
      'spec.podSelector.matchExpressions',
      [{ key: 'a', operator: 'Exists', values: ['b'] }],
      'and takes none',
      { field: 'spec.podSelector.matchExpressions[0].values' },
    ),
    refused(
      'an operator that does not exist',
      budget,
      'spec.selector.matchExpressions',
      [{ key: 'a', operator: 'Gt', values: ['1'] }],
      "'Gt'",
      { field: 'spec.selector.matchExpressions[0].operator' },
    ),
    taken('a budget that selects everything', budget, 'spec.selector', {}),
    addedRefused("a Job's own selector", job({ selector: { matchLabels: { app: 'tools' } } }), 'the server sets', 'spec.selector'),
    addedTaken(
      "a Job's own selector, said to be so",
      job({ selector: { matchLabels: { app: 'tools' } }, manualSelector: true }),
      'boundary',
    ),
    addedRefused(
      'a ReplicationController that does not select its pods',
      replicationController({ selector: { app: 'other' } }),
      "app: 'other'",
      'spec.selector.app',
    ),
    addedTaken(
      'a ReplicationController that leaves its selector to the server',
      replicationController({ selector: undefined }),
      'boundary',
    ),
    addedRefused('a Service that selects what cannot be', service({ selector: { app: 'a b' } }), "'a b'", 'spec.selector.app'),
  ],
  'api/claim': [
    membersRefused('no storage', 'spec.volumeClaimTemplates[0].spec.resources.requests.storage', '0', 'storage of 0'),
    membersRefused('an access mode that does not exist', 'spec.volumeClaimTemplates[0].spec.accessModes[0]', 'ReadWrite', "'ReadWrite'"),
    membersRefused('no access mode', 'spec.volumeClaimTemplates[0].spec.accessModes', [], 'no access mode', { boundary: true }),
    membersRefused('no amount', 'spec.volumeClaimTemplates[0].spec.resources', {}, 'no storage'),
    membersRefused('a mode of volumes that does not exist', 'spec.volumeClaimTemplates[0].spec.volumeMode', 'Raw', "'Raw'"),
    membersTaken(
      'the class that the cluster calls its default',
      'spec.volumeClaimTemplates[0].spec.storageClassName',
      undefined,
      'boundary',
    ),
    membersTaken('one byte', 'spec.volumeClaimTemplates[0].spec.resources.requests.storage', '1', 'boundary'),
    addedRefused(
      'one pod and many',
      { ...storage, body: claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }) },
      'ReadWriteOncePod',
      'spec.accessModes',
    ),
    addedRefused(
      'a source of another group without its group',
      { ...storage, body: claim({ dataSource: { kind: 'VolumeSnapshot', name: 'a' } }) },
      "'VolumeSnapshot'",
      'spec.dataSource.kind',
    ),
    addedTaken('a source of another group', {
      ...storage,
      body: claim({ dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' } }),
    }),
  ],
  'api/rollout': [
    membersRefused('fewer than no replicas', 'spec.replicas', -1, '-1', { boundary: true }),
    membersTaken('no replicas', 'spec.replicas', 0, 'boundary'),
    membersRefused('a policy that does not exist', 'spec.podManagementPolicy', 'parallel', "'parallel'"),
    membersRefused('OnDelete with a partition', 'spec.updateStrategy.type', 'OnDelete', 'OnDelete', {
      field: 'spec.updateStrategy.rollingUpdate',
    }),
    membersRefused('ordinals below zero', 'spec.ordinals.start', -1, '-1'),
    membersRefused('claims that are neither kept nor deleted', 'spec.persistentVolumeClaimRetentionPolicy.whenScaled', 'Keep', "'Keep'"),
    membersRefused('a Service whose name cannot be', 'spec.serviceName', 'settings.peer', "'settings.peer'"),
    membersTaken('a partition above all replicas', 'spec.updateStrategy.rollingUpdate.partition', 1000),
    addedRefused(
      'a rollout that can replace nothing',
      deployment({ strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } } }),
      'both 0',
      'spec.strategy.rollingUpdate.maxUnavailable',
    ),
    addedTaken('a rollout that may not take a pod away', deployment({ strategy: { rollingUpdate: { maxUnavailable: 0 } } }), 'boundary'),
    addedRefused('more than all unavailable', deployment({ strategy: { rollingUpdate: { maxUnavailable: '101%' } } }), '101%'),
    addedRefused(
      'Recreate with a rolling update',
      deployment({ strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
      'Recreate',
    ),
    addedRefused('a deadline before a pod can be ready', deployment({ minReadySeconds: 600 }), '600', 'spec.minReadySeconds'),
    addedTaken('a deadline just after', deployment({ minReadySeconds: 599 }), 'boundary'),
    addedRefused('fewer than no pods of a ReplicationController', replicationController({ replicas: -1 }), '-1', 'spec.replicas'),
    addedRefused(
      'both ways at once',
      daemonSet({ updateStrategy: { rollingUpdate: { maxSurge: 1 } } }),
      'above 0',
      'spec.updateStrategy.rollingUpdate',
    ),
    addedTaken('one pod more first', daemonSet({ updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })),
  ],
  'api/job': [
    addedRefused('a schedule with four fields', cronJob({ schedule: '0 3 * *' }), "'0 3 * *'", 'spec.schedule'),
    addedRefused('minute 60', cronJob({ schedule: '60 3 * * *' }), "'60 3 * * *'", 'spec.schedule'),
    addedTaken('minute 59', cronJob({ schedule: '59 23 31 12 SAT' }), 'boundary'),
    addedTaken('a word', cronJob({ schedule: '@hourly' })),
    addedTaken('every so often', cronJob({ schedule: '@every 1h30m' })),
    addedTaken('steps from a number on', cronJob({ schedule: '5/15 */2 1-10/3 * ?' })),
    addedRefused('a range the wrong way round', cronJob({ schedule: '0 6-3 * * *' }), "'0 6-3 * * *'"),
    addedRefused('a zone in the schedule', cronJob({ schedule: 'TZ=UTC 0 3 * * *' }), 'TZ=UTC'),
    addedRefused('a zone that is none', cronJob({ timeZone: 'Berlin' }), "'Berlin'", 'spec.timeZone'),
    addedTaken('a zone', cronJob({ timeZone: 'America/Argentina/Buenos_Aires' })),
    addedRefused('fewer than no retries', job({ backoffLimit: -1 }), '-1', 'spec.backoffLimit'),
    addedRefused('indexes without an end', job({ completionMode: 'Indexed', parallelism: 2 }), 'no completions', 'spec'),
    addedTaken('indexes with an end', job({ completionMode: 'Indexed', parallelism: 2, completions: 3 }), 'boundary'),
    addedRefused('what counts with indexes only', job({ backoffLimitPerIndex: 1 }), 'indexed Jobs', 'spec.backoffLimitPerIndex'),
    addedRefused('a name that is too long for a label', { ...job(), name: 'm'.repeat(64) }, '64 characters', 'metadata.name'),
    addedTaken('the longest name', { ...job(), name: 'm'.repeat(63) }, 'boundary'),
    addedRefused(
      'host names that are too long',
      { ...job({ completionMode: 'Indexed', completions: 11 }), name: 'm'.repeat(61) },
      'host name',
      'spec.completions',
    ),
    addedTaken('host names that just fit', { ...job({ completionMode: 'Indexed', completions: 10 }), name: 'm'.repeat(61) }, 'boundary'),
    addedRefused('success that is empty', job({ completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{}] } }), 'is empty'),
    addedRefused(
      'success of an index that there is not',
      job({ completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{ succeededIndexes: '0,2-3' }] } }),
      "'0,2-3'",
    ),
    addedTaken(
      'success of the last indexes',
      job({ completionMode: 'Indexed', completions: 4, successPolicy: { rules: [{ succeededIndexes: '0,2-3', succeededCount: 3 }] } }),
      'boundary',
    ),
    addedRefused(
      'codes out of order',
      job({ podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [3, 2] } }] } }),
      'follows 3',
    ),
    addedRefused(
      'success as a failure',
      job({ podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }] } }),
      'success',
    ),
    addedRefused(
      'a rule about nothing',
      job({ podFailurePolicy: { rules: [{ action: 'FailJob' }] } }),
      'either onExitCodes or onPodConditions',
    ),
    addedRefused(
      'a policy over pods that are restarted',
      job(
        { podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [2] } }] } },
        { restartPolicy: 'OnFailure' },
      ),
      'OnFailure',
    ),
  ],
  'api/service': [
    refused('a name of a port with an underscore', peers, 'spec.ports[0].name', 'raft_peer', "'raft_peer'"),
    refused('a port without a name beside another', peers, 'spec.ports[0].name', undefined, 'no name', { field: 'spec.ports[0]' }),
    refused('two ports of one name', peers, 'spec.ports[1].name', 'peer', 'twice'),
    refused('port 65536', peers, 'spec.ports[0].port', 65_536, '65536', { boundary: true }),
    taken('port 65535', peers, 'spec.ports[0].port', 65_535, 'boundary'),
    taken('a port with a name longer than a container may give', peers, 'spec.ports[0].name', 'peers-of-this-group'),
    refused('a target that is a number in quotes', peers, 'spec.ports[0].targetPort', '2380', "'2380'"),
    taken('no target, which is the port itself', peers, 'spec.ports[0].targetPort', undefined),
    refused('a headless Service of the nodes', peers, 'spec.type', 'NodePort', 'None', { field: 'spec.clusterIP' }),
    addedRefused('no ports where there is an address', service({ ports: [] }), 'no ports', 'spec.ports'),
    taken('no ports where there is none', peers, 'spec.ports', []),
    refused('an address that is none', peers, 'spec.clusterIP', 'none', "'none'"),
    refused('a policy for traffic that does not come', peers, 'spec.externalTrafficPolicy', 'Local', 'ClusterIP'),
    refused('ranges for a balancer that is not there', 'Service settings', 'spec.loadBalancerSourceRanges', ['10.0.0.0/8'], 'LoadBalancer'),
    refused('a port of the nodes', 'Service settings', 'spec.ports[0].nodePort', 30_080, 'ClusterIP'),
    addedTaken('ranges for a balancer', service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['198.51.100.0/24'] })),
    addedRefused(
      'a range that is no network',
      service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['198.51.100.0'] }),
      "'198.51.100.0'",
    ),
    addedRefused(
      'ranges in the old annotation',
      {
        ...service({}),
        body: {
          ...service({}).body,
          metadata: {
            name: 'tools',
            namespace: 'tools',
            annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' },
          },
        },
      },
      'annotation',
    ),
    addedRefused(
      'an external name that is none',
      service({ type: 'ExternalName', externalName: 'db_1.example.com' }),
      "'db_1.example.com'",
      'spec.externalName',
    ),
    addedTaken('an external name', service({ type: 'ExternalName', externalName: 'db.example.com.' })),
    addedRefused(
      'an affinity of more than a day',
      service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } }),
      '86401',
    ),
    addedTaken(
      'an affinity of a day',
      service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_400 } } }),
      'boundary',
    ),
    addedRefused('the loopback from outside', service({ externalIPs: ['127.0.0.1'] }), '127.0.0.1'),
    addedRefused('a distribution that does not exist', service({ trafficDistribution: 'Near' }), "'Near'"),
    addedRefused(
      'the same port of the nodes twice',
      service({
        type: 'NodePort',
        ports: [
          { name: 'a', port: 80, nodePort: 30_180 },
          { name: 'b', port: 81, nodePort: 30_180 },
        ],
      }),
      '30180',
    ),
    addedRefused('one family twice', service({ ipFamilies: ['IPv4', 'IPv4'] }), 'twice'),
  ],
  'api/disruption-budget': [
    refused('both bounds', budget, 'spec.minAvailable', 1, 'minAvailable and maxUnavailable', { field: 'spec' }),
    refused('more than all', budget, 'spec.maxUnavailable', '101%', '101%', { boundary: true }),
    taken('all', budget, 'spec.maxUnavailable', '100%', 'boundary'),
    refused('a number in quotes', budget, 'spec.maxUnavailable', '1', "'1'"),
    refused('fewer than none', budget, 'spec.maxUnavailable', -1, '-1'),
    refused('a policy that does not exist', budget, 'spec.unhealthyPodEvictionPolicy', 'Always', "'Always'"),
    taken('no bound at all', budget, 'spec.maxUnavailable', undefined),
  ],
  'api/network-policy': [
    refused('a network without its length', policy, 'spec.ingress[0].from[0]', { ipBlock: { cidr: '10.0.0.0' } }, "'10.0.0.0'", {
      field: 'spec.ingress[0].from[0].ipBlock.cidr',
    }),
    refused('a peer that says nothing', policy, 'spec.ingress[0].from[0]', {}, 'is empty'),
    refused(
      'a network and a selector',
      policy,
      'spec.ingress[0].from[0]',
      { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} },
      'podSelector',
    ),
    refused(
      'an exception outside',
      policy,
      'spec.ingress[0].from[0]',
      { ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } },
      '11.0.0.0/16',
      { field: 'spec.ingress[0].from[0].ipBlock.except[0]' },
    ),
    refused(
      'an exception of everything',
      policy,
      'spec.ingress[0].from[0]',
      { ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } },
      'not a part',
      { field: 'spec.ingress[0].from[0].ipBlock.except[0]', boundary: true },
    ),
    taken(
      'an exception of half',
      policy,
      'spec.ingress[0].from[0]',
      { ipBlock: { cidr: '10.0.0.0/8', except: ['10.128.0.0/9'] } },
      'boundary',
    ),
    taken('a network of IPv6', policy, 'spec.ingress[0].from[0]', { ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } }),
    refused('a direction that does not exist', policy, 'spec.policyTypes', ['ingress'], "'ingress'", { field: 'spec.policyTypes[0]' }),
    refused('a range that ends before it begins', policy, 'spec.ingress[0].ports[0]', { port: 2380, endPort: 2379 }, '2379', {
      field: 'spec.ingress[0].ports[0].endPort',
    }),
    taken('a range of one port', policy, 'spec.ingress[0].ports[0]', { port: 2380, endPort: 2380 }, 'boundary'),
    refused('a range from a name', policy, 'spec.ingress[0].ports[0]', { port: 'peer', endPort: 2380 }, 'range', {
      field: 'spec.ingress[0].ports[0].endPort',
    }),
    refused('a protocol that does not exist', policy, 'spec.ingress[0].ports[0].protocol', 'tcp', "'tcp'"),
    taken('everybody', policy, 'spec.ingress[0].from', []),
  ],
  'api/ingress': [
    addedRefused('a path without its type', { ...ingress, body: onPath({ path: 'api' }) }, "'api'", 'spec.rules[0].http.paths[0].path'),
    addedRefused('a path that leads upwards', { ...ingress, body: onPath({ path: '/a/../b' }) }, '/../'),
    addedRefused('a type that does not exist', { ...ingress, body: onPath({ pathType: 'prefix' }) }, "'prefix'"),
    addedRefused('no backend', { ...ingress, body: onPath({ backend: {} }) }, 'is empty'),
    addedRefused('a backend without a port', { ...ingress, body: onPath({ backend: { service: { name: 'tools' } } }) }, 'no port'),
    addedRefused(
      'a backend with two ports',
      { ...ingress, body: onPath({ backend: { service: { name: 'tools', port: { name: 'http', number: 80 } } } }) },
      'a name and a number',
    ),
    addedRefused(
      'an address as a host',
      { ...ingress, body: { spec: { rules: [{ host: '198.51.100.1' }] } } },
      'an address',
      'spec.rules[0].host',
    ),
    addedRefused('a star in the middle', { ...ingress, body: { spec: { rules: [{ host: 'a.*.example.com' }] } } }, "'a.*.example.com'"),
    addedTaken('a star at the beginning', { ...ingress, body: { spec: { rules: [{ host: '*.example.com' }] } } }, 'boundary'),
    addedTaken('a path of the controller, without a slash at its end', {
      ...ingress,
      body: onPath({ path: '/a/../b', pathType: 'ImplementationSpecific' }),
    }),
    addedRefused('is empty', { ...ingress, body: { spec: {} } }, 'no rules', 'spec'),
    addedRefused(
      'two classes',
      {
        ...ingress,
        body: {
          metadata: { name: 'tools', namespace: 'tools', annotations: { 'kubernetes.io/ingress.class': 'haproxy' } },
          spec: { ingressClassName: 'nginx', defaultBackend: backend },
        },
      },
      "'haproxy'",
    ),
  ],
  'api/role': [
    addedRefused(
      'resources of no group',
      { ...role, body: { rules: [{ resources: ['pods'], verbs: ['get'] }] } },
      'no apiGroups',
      'rules[0]',
    ),
    addedTaken(
      'resources of the core group',
      { ...role, body: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] } },
      'boundary',
    ),
    addedRefused(
      'a URL in a namespace',
      { ...role, body: { rules: [{ nonResourceURLs: ['/healthz'], verbs: ['get'] }] } },
      'for one namespace',
    ),
    addedRefused(
      'a role of another kind',
      { ...bound, body: binding({ roleRef: { kind: 'Group', name: 'reader' } }) },
      "'Group'",
      'roleRef.kind',
    ),
    addedRefused(
      'a subject of another kind',
      { ...bound, body: binding({ subjects: [{ kind: 'Serviceaccount', name: 'tools' }] }) },
      "'Serviceaccount'",
    ),
    addedRefused(
      'an account of the wrong group',
      { ...bound, body: binding({ subjects: [{ kind: 'ServiceAccount', name: 'tools', apiGroup: 'rbac.authorization.k8s.io' }] }) },
      'core group',
    ),
    addedTaken('an account without its namespace, which is the same', {
      ...bound,
      body: binding({ subjects: [{ kind: 'ServiceAccount', name: 'tools' }] }),
    }),
    addedRefused(
      'an account without its namespace, everywhere',
      {
        ...bound,
        kind: 'ClusterRoleBinding',
        body: {
          metadata: { name: 'reader' },
          roleRef: { kind: 'ClusterRole', name: 'reader' },
          subjects: [{ kind: 'ServiceAccount', name: 'tools' }],
        },
      },
      'no namespace',
    ),
  ],
  'api/data': [
    refused('a key with a slash', inputs, "data['a/b']", 'x', "'a/b'"),
    refused('a key that leads upwards', inputs, "data['..a']", 'x', "'..a'"),
    taken('a key that begins with one dot', inputs, "data['.a']", 'x', 'boundary'),
    addedRefused(
      'more than a mebibyte',
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'much', body: { data: { much: 'm'.repeat(1024 ** 2 + 1) } } },
      '1048577 bytes',
    ),
    addedTaken(
      'a mebibyte',
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'much', body: { data: { much: 'm'.repeat(1024 ** 2) } } },
      'boundary',
    ),
    addedRefused(
      'one key in both',
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'both', body: { data: { a: 'x' }, binaryData: { a: 'eA==' } } },
      'binaryData',
      'binaryData.a',
    ),
    addedRefused('a certificate without its key', { ...secret, body: { type: 'kubernetes.io/tls', data: { 'tls.crt': '' } } }, 'tls.key'),
    addedTaken('a certificate with its key, in plain text', {
      ...secret,
      body: { type: 'kubernetes.io/tls', stringData: { 'tls.crt': '', 'tls.key': '' } },
    }),
  ],
  'api/autoscaler': [
    addedRefused('bounds the wrong way round', { ...scaler, body: scaling({ minReplicas: 4 }) }, 'below minReplicas', 'spec.maxReplicas'),
    addedTaken('one bound', { ...scaler, body: scaling({ minReplicas: 3 }) }, 'boundary'),
    addedRefused(
      'a target without its group',
      { ...scaler, body: scaling({ scaleTargetRef: { kind: 'Deployment', name: 'tools' } }) },
      'no API group',
    ),
    addedRefused(
      'a metric that is another',
      {
        ...scaler,
        body: scaling({
          metrics: [{ type: 'Resource', pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } } }],
        }),
      },
      'pods',
    ),
    addedRefused(
      'a metric without an aim',
      { ...scaler, body: scaling({ metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }] }) },
      'has no value',
    ),
    addedRefused(
      'a window of more than an hour',
      { ...scaler, body: scaling({ behavior: { scaleUp: { stabilizationWindowSeconds: 3601 } } }) },
      '3601',
    ),
  ],
  'api/class': [
    addedRefused(
      'a priority of the system',
      { ...urgent, body: { metadata: { name: 'urgent' }, value: 1_000_000_001 } },
      '1000000001',
      'value',
    ),
    addedTaken('the highest priority', { ...urgent, body: { metadata: { name: 'urgent' }, value: 1_000_000_000 } }, 'boundary'),
    addedRefused(
      'a name of the system',
      { ...urgent, name: 'system-tools', body: { metadata: { name: 'system-tools' }, value: 1 } },
      "'system-tools'",
    ),
    addedRefused(
      'a mode that does not exist',
      { ...fast, body: { metadata: { name: 'fast' }, provisioner: 'csi.example.com', volumeBindingMode: 'Later' } },
      "'Later'",
    ),
    addedRefused(
      'a policy of volumes, not of classes',
      { ...fast, body: { metadata: { name: 'fast' }, provisioner: 'csi.example.com', reclaimPolicy: 'Recycle' } },
      "'Recycle'",
    ),
    addedTaken('a class', { ...fast, body: { metadata: { name: 'fast' }, provisioner: 'csi.example.com' } }),
    addedRefused(
      'a controller without a path',
      { ...inner, body: { metadata: { name: 'inner' }, spec: { controller: 'nginx' } } },
      "'nginx'",
      'spec.controller',
    ),
  ],
};
