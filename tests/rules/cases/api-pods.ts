import { addedRefused, addedTaken, deployment, job, main, membersRefused, membersTaken, pod } from '../api-edits';
import type { ManifestCases } from '../manifest-case';

const term = (more: object): object => ({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { a: 'b' } }, ...more });
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const onNodes = (expression: object): object => ({
  affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } } },
});
const spread = (more: object): object => ({
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', ...more }],
});
const container = (more: object): object => ({ containers: [{ name: 'main', image: 'tools:1.0.0', ...more }] });
const windows = (windowsOptions: object): object => ({ securityContext: { windowsOptions } });
const volume = (source: object): object => ({ volumes: [{ name: 'a', ...source }] });

/** Cases of the rules in lib/rules/api about what makes pods. tests/live/server.test.ts lets a real server judge each of them. */
export const apiPods: ManifestCases = {
  'api/container': [
    membersRefused('a name in capitals', `${main}.name`, 'Etcd', "'Etcd'"),
    membersRefused('no image', `${main}.image`, undefined, 'no image', { field: main }),
    membersRefused('a policy that does not exist', `${main}.imagePullPolicy`, 'always', "'always'"),
    membersRefused('a container that restarts in its own way', `${main}.restartPolicy`, 'Always', 'restartPolicy'),
    membersTaken('a policy that is left out', `${main}.imagePullPolicy`, undefined),
    membersTaken('an empty policy, which is as if left out', `${main}.imagePullPolicy`, '', 'boundary'),
    addedRefused(
      'two containers of one name, one of which runs first',
      deployment({}, { initContainers: [{ name: 'main', image: 'a' }] }),
      'twice',
    ),
    addedRefused(
      'a probe of what ends',
      deployment({}, { initContainers: [{ name: 'first', image: 'a', livenessProbe: { exec: { command: ['a'] } } }] }),
      'livenessProbe',
    ),
    addedTaken(
      'a probe of what goes on beside',
      deployment(
        {},
        { initContainers: [{ name: 'first', image: 'a', restartPolicy: 'Always', livenessProbe: { exec: { command: ['a'] } } }] },
      ),
      'boundary',
    ),
  ],
  'api/port': [
    membersRefused('a name of 16 characters', `${main}.ports[0].name`, 'peers-of-members', "'peers-of-members'", { boundary: true }),
    membersTaken('a name of 15 characters', `${main}.ports[1].name`, 'clients-of-etcd', 'boundary'),
    membersRefused('a name without a letter', `${main}.ports[0].name`, '2380', "'2380'"),
    membersRefused('two ports of one name', `${main}.ports[1].name`, 'peer', 'twice'),
    membersRefused('port 65536', `${main}.ports[0].containerPort`, 65_536, '65536', { boundary: true }),
    membersTaken('port 65535', `${main}.ports[0].containerPort`, 65_535, 'boundary'),
    membersRefused('a protocol that does not exist', `${main}.ports[0].protocol`, 'tcp', "'tcp'"),
    addedRefused(
      'a port of the node twice',
      deployment(
        {},
        container({
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80 },
          ],
        }),
      ),
      'two ports',
    ),
    addedTaken(
      'a port of the node for each protocol',
      deployment(
        {},
        container({
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80, protocol: 'UDP' },
          ],
        }),
      ),
      'boundary',
    ),
    addedRefused(
      "another port than the node's own",
      deployment({}, { hostNetwork: true, ...container({ ports: [{ containerPort: 80, hostPort: 81 }] }) }),
      'hostNetwork',
    ),
  ],
  'api/probe': [
    membersRefused('two handlers', `${main}.livenessProbe.exec`, { command: ['true'] }, 'exec and httpGet', {
      field: `${main}.livenessProbe`,
    }),
    membersRefused('no handler', `${main}.livenessProbe`, { periodSeconds: 5 }, 'no handler'),
    membersRefused('two successes of a life', `${main}.livenessProbe.successThreshold`, 2, '2', { boundary: true }),
    membersTaken('two successes of a readiness', `${main}.readinessProbe.successThreshold`, 2, 'boundary'),
    membersTaken('no successes, which means one', `${main}.livenessProbe.successThreshold`, 0, 'boundary'),
    membersRefused(
      'a grace that a readiness does not have',
      `${main}.readinessProbe.terminationGracePeriodSeconds`,
      5,
      'does not stop the container',
    ),
    membersRefused('a port in quotes', `${main}.livenessProbe.httpGet.port`, '2381', "'2381'"),
    membersRefused('a time below zero', `${main}.livenessProbe.periodSeconds`, -1, '-1'),
    membersRefused('a scheme in small letters', `${main}.livenessProbe.httpGet.scheme`, 'https', "'https'"),
    membersRefused('a command that is none', `${main}.livenessProbe`, { exec: { command: [] } }, 'no command', {
      field: `${main}.livenessProbe.exec`,
    }),
    membersRefused('a sleep that is longer than the grace', `${main}.lifecycle`, { preStop: { sleep: { seconds: 33 } } }, '33', {
      field: `${main}.lifecycle.preStop.sleep.seconds`,
    }),
    membersTaken('a sleep that is as long', `${main}.lifecycle`, { preStop: { sleep: { seconds: 32 } } }, 'boundary'),
  ],
  'api/env': [
    membersRefused('a value and a source', `${main}.env[0].value`, 'x', 'a value and a source', { field: `${main}.env[0].valueFrom` }),
    membersTaken('an empty value and a source', `${main}.env[0].value`, '', 'boundary'),
    membersRefused('a name with an equals sign', `${main}.env[0].name`, 'A=B', "'A=B'"),
    membersTaken('a name with a space, since Kubernetes 1.32', `${main}.env[0].name`, 'A B'),
    {
      situation: 'a name with a space, before',
      boundary: true,
      edit: output => {
        output.plan.clusters.find(({ name }: { readonly name: string }) => name === 'dublin').kubernetes = '1.31';
        output.set('dublin', 'StatefulSet settings', `${main}.env[0].name`, 'A B');
      },
      finds: [{ at: 'settings/dublin', says: ["'A B'", '1.32'], field: `${main}.env[0].name` }],
    },
    membersRefused('a field that pods do not have', `${main}.env[0].valueFrom.fieldRef.fieldPath`, 'metadata.labels', "'metadata.labels'"),
    membersTaken('a label', `${main}.env[0].valueFrom.fieldRef.fieldPath`, "metadata.labels['apps.kubernetes.io/pod-index']"),
    membersRefused('two sources', `${main}.env[1].valueFrom.secretKeyRef`, { name: 'a', key: 'b' }, 'configMapKeyRef and secretKeyRef', {
      field: `${main}.env[1].valueFrom`,
    }),
    membersRefused('a key that cannot be', `${main}.env[1].valueFrom.configMapKeyRef.key`, 'a/b', "'a/b'"),
    membersRefused('a ConfigMap without a name', `${main}.env[1].valueFrom.configMapKeyRef.name`, '', "''"),
    membersRefused('everything of nothing', `${main}.envFrom`, [{ prefix: 'A' }], 'no source', { field: `${main}.envFrom[0]` }),
    membersRefused(
      'a divisor of cpu in bytes',
      `${main}.env[0].valueFrom`,
      { resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' } },
      "'1Mi'",
      { field: `${main}.env[0].valueFrom.resourceFieldRef.divisor` },
    ),
  ],
  'api/volume': [
    membersRefused('a mount without its volume', `${main}.volumeMounts[0].name`, 'wal', "'wal'"),
    membersRefused('two mounts of one path', `${main}.volumeMounts[1].mountPath`, '/var/lib/etcd', '/var/lib/etcd'),
    membersTaken('a mount of a claim template', `${main}.volumeMounts[1].name`, 'data', 'boundary'),
    membersRefused('a volume of two kinds', `${pod}.volumes[0].hostPath`, { path: '/tmp' }, 'emptyDir and hostPath', {
      field: `${pod}.volumes[0]`,
    }),
    membersTaken('a volume of no kind, which is an empty directory', `${pod}.volumes[0].emptyDir`, undefined, 'boundary'),
    membersTaken('a volume of the name of a claim template, which hides it', `${pod}.volumes[0]`, {
      name: 'tmp',
      secret: { secretName: 'x' },
    }),
    membersRefused('a path that leads out of its volume', `${main}.volumeMounts[0].subPath`, '../other', "'../other'"),
    membersRefused(
      'a mount into the node by a container that may not',
      `${main}.volumeMounts[0].mountPropagation`,
      'Bidirectional',
      'privileged',
    ),
    membersRefused('a claim template with a dot', 'spec.volumeClaimTemplates[0].metadata.name', 'my.data', "'my.data'"),
    membersRefused('rights beyond 0777', `${pod}.volumes[0]`, { name: 'tmp', configMap: { name: 'a', defaultMode: 512 } }, '512', {
      field: `${pod}.volumes[0].configMap.defaultMode`,
      boundary: true,
    }),
    membersTaken('rights of 0777', `${pod}.volumes[0]`, { name: 'tmp', configMap: { name: 'a', defaultMode: 511 } }, 'boundary'),
    addedRefused(
      'two volumes, one path',
      deployment(
        {},
        volume({
          projected: {
            sources: [
              { secret: { name: 'a', items: [{ key: 'k', path: 'p' }] } },
              { configMap: { name: 'b', items: [{ key: 'k', path: 'p' }] } },
            ],
          },
        }),
      ),
      "'p'",
    ),
    addedRefused(
      'a token for five minutes',
      deployment({}, volume({ projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 599 } }] } })),
      '599',
    ),
    addedTaken(
      'a token for ten',
      deployment({}, volume({ projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 600 } }] } })),
      'boundary',
    ),
    addedRefused('a file of nothing', deployment({}, volume({ downwardAPI: { items: [{ path: 'a' }] } })), 'no source'),
    addedRefused(
      'a device of what is no claim',
      deployment({}, { ...volume({ emptyDir: {} }), ...container({ volumeDevices: [{ name: 'a', devicePath: '/dev/a' }] }) }),
      'only a claim',
    ),
    addedRefused('a volume that shrinks below nothing', deployment({}, volume({ emptyDir: { sizeLimit: '-1' } })), '-1'),
    addedRefused('a volume of a Secret that is not named', deployment({}, volume({ secret: {} })), 'no Secret'),
    addedRefused('a claim of its own without a template', deployment({}, volume({ ephemeral: {} })), 'volumeClaimTemplate'),
  ],
  'api/resources': [
    membersRefused('more than the limit', `${main}.resources.requests.memory`, '513Mi', "'513Mi'", { boundary: true }),
    membersTaken('as much as the limit, written otherwise', `${main}.resources.requests.memory`, '536870912', 'boundary'),
    membersRefused('less than nothing', `${main}.resources.requests.cpu`, '-250m', "'-250m'"),
    membersRefused('a resource that does not exist', `${main}.resources.requests.gpu`, '1', "'gpu'"),
    membersTaken('a resource of somebody', `${main}.resources.limits['example.com/gpu']`, '1'),
    membersRefused('half a resource of somebody', `${main}.resources.limits['example.com/gpu']`, '500m', "'500m'"),
    membersRefused('a resource of somebody without a limit', `${main}.resources.requests['example.com/gpu']`, '1', 'no limit'),
    membersRefused('half a huge page', `${main}.resources.limits['hugepages-2Mi']`, '1Mi', "'1Mi'", {
      field: `${main}.resources.limits.hugepages-2Mi`,
    }),
    membersRefused('a claim of a device that the pod does not have', `${main}.resources.claims`, [{ name: 'gpu' }], "'gpu'", {
      field: `${main}.resources.claims[0].name`,
    }),
  ],
  'api/security-context': [
    membersRefused('a user below zero', `${pod}.securityContext.runAsUser`, -1, '-1', { boundary: true }),
    membersTaken('root, as far as the server is asked', `${pod}.securityContext.runAsUser`, 0, 'boundary'),
    membersRefused('a group beyond 31 bits', `${pod}.securityContext.fsGroup`, 2 ** 31, '2147483648', { boundary: true }),
    membersRefused('a policy that does not exist', `${pod}.securityContext.fsGroupChangePolicy`, 'onRootMismatch', "'onRootMismatch'"),
    membersRefused('privileged without escalation', `${main}.securityContext.privileged`, true, 'escalate', {
      field: `${main}.securityContext`,
    }),
    membersRefused(
      'a profile of the node that is not named',
      `${pod}.securityContext.seccompProfile.type`,
      'Localhost',
      'needs a profile',
      { field: `${pod}.securityContext.seccompProfile.localhostProfile` },
    ),
    membersRefused(
      'a named profile that is not used',
      `${pod}.securityContext.seccompProfile.localhostProfile`,
      'a.json',
      'RuntimeDefault',
    ),
    membersRefused(
      'a setting of the kernel that is none',
      `${pod}.securityContext.sysctls`,
      [{ name: 'Net.IPv4', value: '1' }],
      'Net.IPv4',
      { field: `${pod}.securityContext.sysctls[0].name` },
    ),
    membersTaken('a setting of the kernel', `${pod}.securityContext.sysctls`, [{ name: 'net/ipv4/tcp_syncookies', value: '1' }]),
  ],
  'api/scheduling': [
    membersRefused(
      'domains where they do not count',
      `${pod}.topologySpreadConstraints[1].whenUnsatisfiable`,
      'ScheduleAnyway',
      'minDomains',
      { field: `${pod}.topologySpreadConstraints[1].minDomains` },
    ),
    membersRefused('a skew below zero', `${pod}.topologySpreadConstraints[0].maxSkew`, -1, '-1'),
    membersRefused('no domain at least', `${pod}.topologySpreadConstraints[1].minDomains`, 0, '0', { boundary: true }),
    membersTaken('one domain at least', `${pod}.topologySpreadConstraints[1].minDomains`, 1, 'boundary'),
    membersRefused('an answer that does not exist', `${pod}.topologySpreadConstraints[0].whenUnsatisfiable`, 'Fail', "'Fail'"),
    addedRefused('keys without a selector', deployment({}, spread({ matchLabelKeys: ['pod-template-hash'] })), 'there is none'),
    addedTaken('keys with a selector', deployment({}, spread({ matchLabelKeys: ['pod-template-hash'], labelSelector: {} })), 'boundary'),
    addedRefused('a toleration of nothing', deployment({}, { tolerations: [{ operator: 'Equal', value: 'a' }] }), 'no key'),
    addedTaken('a toleration of everything', deployment({}, { tolerations: [{ operator: 'Exists' }] }), 'boundary'),
    addedRefused(
      'seconds that do not count',
      deployment({}, { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }] }),
      'NoExecute',
    ),
    addedRefused(
      'a value that is not looked at',
      deployment({}, { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }),
      'Exists',
    ),
    addedRefused('nodes with more than nothing', deployment({}, onNodes({ key: 'cores', operator: 'Gt', values: [] })), '0 values'),
    addedTaken('nodes with more than four', deployment({}, onNodes({ key: 'cores', operator: 'Gt', values: ['4'] }))),
    addedRefused(
      'a weight of 101',
      deployment({}, { affinity: { podAntiAffinity: { [preferred]: [{ weight: 101, podAffinityTerm: term({}) }] } } }),
      '101',
    ),
    addedTaken(
      'a weight of 100',
      deployment({}, { affinity: { podAntiAffinity: { [preferred]: [{ weight: 100, podAffinityTerm: term({}) }] } } }),
      'boundary',
    ),
    addedRefused(
      'a topology that is no label',
      deployment({}, { affinity: { podAntiAffinity: { [required]: [term({ topologyKey: 'a b' })] } } }),
      "'a b'",
    ),
    addedRefused('a node that cannot be', deployment({}, { nodeSelector: { zone: 'a b' } }), "'a b'"),
  ],
  'api/operating-system': [
    addedTaken('options for Windows where nothing is said', deployment({}, windows({ runAsUserName: 'ContainerUser' })), 'boundary'),
    addedRefused(
      'options for Windows in a pod of Linux',
      deployment({}, { os: { name: 'linux' }, ...windows({ runAsUserName: 'ContainerUser' }) }),
      "'linux'",
    ),
    addedRefused(
      'a user of Linux in a pod of Windows',
      deployment({}, { os: { name: 'windows' }, securityContext: { runAsUser: 1000 } }),
      'runAsUser',
    ),
    addedRefused('a user that cannot be', deployment({}, windows({ runAsUserName: 'a@b' })), "'a@b'"),
    addedTaken('a user with a domain', deployment({}, windows({ runAsUserName: 'NT AUTHORITY\\NETWORK SERVICE' }))),
    addedRefused('processes of the node that are not on its network', deployment({}, windows({ hostProcess: true })), 'network'),
  ],
  'api/pod': [
    membersRefused('members that are not restarted', `${pod}.restartPolicy`, 'OnFailure', "'OnFailure'"),
    membersRefused('members with a deadline', `${pod}.activeDeadlineSeconds`, 60, 'deadline'),
    membersTaken('what members do anyway', `${pod}.restartPolicy`, 'Always', 'boundary'),
    addedRefused('a Job that is restarted for ever', job({}, { restartPolicy: 'Always' }), 'without end'),
    addedRefused('a Job that does not say when', job({}, { restartPolicy: undefined }), 'without end'),
    addedTaken('a Job with a deadline', job({}, { activeDeadlineSeconds: 1 }), 'boundary'),
    addedRefused('a Job with no time', job({}, { activeDeadlineSeconds: 0 }), '0'),
    membersRefused('an account that cannot be', `${pod}.serviceAccountName`, 'My Account', "'My Account'"),
    membersRefused('names from nowhere', `${pod}.dnsPolicy`, 'None', 'nameservers'),
    membersRefused('an alias of a name', `${pod}.hostAliases`, [{ ip: 'localhost', hostnames: ['a'] }], "'localhost'", {
      field: `${pod}.hostAliases[0].ip`,
    }),
    membersTaken('a host name that the controller overwrites', `${pod}.hostname`, 'Any_Name'),
    addedRefused('a host name that it does not', deployment({}, { hostname: 'Any_Name' }), "'Any_Name'"),
    addedRefused("users of its own on the node's network", deployment({}, { hostUsers: false, hostNetwork: true }), 'hostUsers'),
    addedRefused(
      'four nameservers',
      deployment({}, { dnsConfig: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } }),
      '4 nameservers',
    ),
  ],
};
