import type { EditedOutput } from '../edited-output';
import type { ManifestCase, ManifestCases } from '../manifest-case';

const spec = 'spec.template.spec';
const container = `${spec}.containers[0]`;
const secured = `${container}.securityContext`;
const members = 'StatefulSet settings';
const version = (mode: string): string => `metadata.labels['pod-security.kubernetes.io/${mode}-version']`;

/** A chart with one pod, which is as it should be. */
const chart = (kind = 'Deployment') => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'queue', namespace: 'queue' },
  spec: {
    template: {
      metadata: { labels: { app: 'queue' } },
      spec: {
        serviceAccountName: 'queue',
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'queue',
            image: 'queue:1.0.0',
            securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
          },
        ],
      },
    },
  },
});

/** One control of the standard: a value that it refuses, and where that is found. */
const refuses = (situation: string, path: string, value: unknown, says: string, field = path): ManifestCase => ({
  situation,
  edit: output => output.set('dublin', members, path, value),
  finds: [{ at: 'settings/dublin', says: [says], object: members, field }],
});

/** A value that the standard of v1.34 lets through. */
const admits = (situation: string, path: string, value: unknown): ManifestCase => ({
  situation,
  boundary: true,
  edit: output => output.set('dublin', members, path, value),
  finds: [],
});

const pin = (output: EditedOutput, minor: number): EditedOutput => {
  for (const mode of ['enforce', 'audit', 'warn']) output.set('dublin', 'Namespace settings', version(mode), `v1.${minor}`);
  return output;
};

const restricted: readonly ManifestCase[] = [
  refuses('a pod in the network of its node', `${spec}.hostNetwork`, true, 'hostNetwork is true'),
  refuses('a pod that sees the processes of its node', `${spec}.hostPID`, true, 'hostPID is true'),
  refuses('a pod with the IPC of its node', `${spec}.hostIPC`, true, 'hostIPC is true'),
  admits('a pod that says it has no network of its node', `${spec}.hostNetwork`, false),
  refuses('a privileged container', `${secured}.privileged`, true, 'is privileged'),
  admits('a container that says it is not privileged', `${secured}.privileged`, false),
  refuses('a capability that is added', `${secured}.capabilities.add`, ['NET_RAW'], "'NET_RAW'", `${secured}.capabilities.add[0]`),
  admits('the one capability that may be added', `${secured}.capabilities.add`, ['NET_BIND_SERVICE']),
  refuses('capabilities of which only some are dropped', `${secured}.capabilities.drop`, ['NET_RAW'], 'does not drop ALL'),
  refuses(
    'a volume of the node',
    `${spec}.volumes[0]`,
    { name: 'tmp', hostPath: { path: '/tmp' } },
    'hostPath',
    `${spec}.volumes[0].hostPath`,
  ),
  refuses(
    'a volume of a file server',
    `${spec}.volumes[0]`,
    { name: 'tmp', nfs: { server: 'a', path: '/' } },
    'nfs',
    `${spec}.volumes[0].nfs`,
  ),
  admits('a volume of a Secret', `${spec}.volumes[0]`, { name: 'tmp', secret: { secretName: 'a' } }),
  refuses('a port of the node', `${container}.ports[0].hostPort`, 2380, 'port 2380 of its node'),
  admits('a port of the node that is 0, which means none', `${container}.ports[0].hostPort`, 0),
  refuses(
    'an AppArmor profile that confines nothing',
    `${spec}.securityContext.appArmorProfile`,
    { type: 'Unconfined' },
    "'Unconfined'",
    `${spec}.securityContext.appArmorProfile.type`,
  ),
  refuses(
    'AppArmor switched off by an annotation',
    'spec.template.metadata.annotations',
    { 'container.apparmor.security.beta.kubernetes.io/etcd': 'unconfined' },
    "'unconfined'",
    "spec.template.metadata.annotations['container.apparmor.security.beta.kubernetes.io/etcd']",
  ),
  refuses('a SELinux type of its own', `${secured}.seLinuxOptions`, { type: 'spc_t' }, "'spc_t'", `${secured}.seLinuxOptions.type`),
  refuses('a SELinux user', `${secured}.seLinuxOptions`, { user: 'root' }, 'SELinux user', `${secured}.seLinuxOptions.user`),
  refuses('a SELinux role', `${secured}.seLinuxOptions`, { role: 'sysadm_r' }, 'SELinux role', `${secured}.seLinuxOptions.role`),
  admits('a SELinux level, which is not restricted', `${secured}.seLinuxOptions`, { level: 's0:c1,c2', type: 'container_t' }),
  refuses('a proc file system without masks', `${secured}.procMount`, 'Unmasked', "'Unmasked'"),
  admits('a proc file system as it is by default', `${secured}.procMount`, 'Default'),
  refuses(
    'a seccomp profile of the pod that confines nothing',
    `${spec}.securityContext.seccompProfile.type`,
    'Unconfined',
    "'Unconfined'",
  ),
  refuses(
    'a seccomp profile of a container that confines nothing',
    `${secured}.seccompProfile`,
    { type: 'Unconfined' },
    'container etcd',
    `${secured}.seccompProfile.type`,
  ),
  admits('a seccomp profile of the node', `${spec}.securityContext.seccompProfile.type`, 'Localhost'),
  {
    situation: 'no seccomp profile at all',
    edit: output => output.unset('dublin', members, `${spec}.securityContext.seccompProfile`),
    finds: [{ at: 'settings/dublin', says: ['neither the pod nor container etcd sets a seccompProfile'] }],
  },
  {
    situation: 'a seccomp profile of the container in place of the pod’s',
    edit: output =>
      output
        .unset('dublin', members, `${spec}.securityContext.seccompProfile`)
        .set('dublin', members, `${secured}.seccompProfile`, { type: 'RuntimeDefault' }),
    finds: [],
  },
  refuses(
    'a kernel parameter that is not safe',
    `${spec}.securityContext.sysctls`,
    [{ name: 'vm.max_map_count', value: '1' }],
    'vm.max_map_count',
    `${spec}.securityContext.sysctls[0].name`,
  ),
  admits('a kernel parameter that is safe since 1.32', `${spec}.securityContext.sysctls`, [{ name: 'net.ipv4.tcp_rmem', value: '1' }]),
  {
    situation: 'a kernel parameter that the pinned version does not call safe yet',
    boundary: true,
    edit: output => pin(output, 31).set('dublin', members, `${spec}.securityContext.sysctls`, [{ name: 'net.ipv4.tcp_rmem', value: '1' }]),
    finds: [{ at: 'settings/dublin', says: ['not a safe one in v1.31'] }],
  },
  refuses('an escalation that is allowed', `${secured}.allowPrivilegeEscalation`, true, 'is true'),
  {
    situation: 'an escalation that is not forbidden',
    edit: output => output.unset('dublin', members, `${secured}.allowPrivilegeEscalation`),
    finds: [{ at: 'settings/dublin', says: ['is not set'], field: `${secured}.allowPrivilegeEscalation` }],
  },
  refuses('a pod that may be root', `${spec}.securityContext.runAsNonRoot`, false, 'runAsNonRoot of the pod is false'),
  refuses(
    'a container that may be root although its pod may not',
    `${secured}.runAsNonRoot`,
    false,
    'runAsNonRoot of container etcd is false',
  ),
  {
    situation: 'nothing that keeps an image from being root',
    edit: output => output.unset('dublin', members, `${spec}.securityContext.runAsNonRoot`),
    finds: [{ at: 'settings/dublin', says: ['neither the pod nor container etcd sets runAsNonRoot'] }],
  },
  refuses('a pod that is root', `${spec}.securityContext.runAsUser`, 0, 'runs as user 0'),
  refuses('a container that is root', `${secured}.runAsUser`, 0, 'container etcd runs as user 0'),
  admits('a container that is user 1', `${secured}.runAsUser`, 1),
  refuses(
    'a process of a Windows node',
    `${spec}.securityContext.windowsOptions`,
    { hostProcess: true },
    'Windows',
    `${spec}.securityContext.windowsOptions.hostProcess`,
  ),
  refuses('a probe that asks another host', `${container}.livenessProbe.httpGet.host`, '10.0.0.1', "'10.0.0.1'"),
  refuses(
    'a hook that asks another host',
    `${container}.lifecycle.preStop.httpGet`,
    { port: 80, host: 'elsewhere' },
    "'elsewhere'",
    `${container}.lifecycle.preStop.httpGet.host`,
  ),
  admits('a probe with an empty host', `${container}.livenessProbe.httpGet.host`, ''),
  {
    situation: 'a probe that asks another host, by a standard that does not mind yet',
    boundary: true,
    edit: output => pin(output, 33).set('dublin', members, `${container}.livenessProbe.httpGet.host`, '10.0.0.1'),
    finds: [],
  },
  {
    situation: 'a standard that is newer than the server, which takes its own',
    boundary: true,
    edit: output => {
      output.plan.clusters[1].kubernetes = '1.33';
      pin(output, 34).set('dublin', members, `${container}.livenessProbe.httpGet.host`, '10.0.0.1');
    },
    finds: [],
  },
  {
    situation: 'an init container with nothing set',
    edit: output => output.set('dublin', members, `${spec}.initContainers`, [{ name: 'wait', image: 'a:1.0.0' }]),
    finds: [
      {
        at: 'settings/dublin',
        says: ['container wait: allowPrivilegeEscalation is not set, it does not drop ALL capabilities; a restricted namespace (v1.34)'],
        field: `${spec}.initContainers[0].securityContext`,
      },
    ],
  },
  {
    situation: 'an ephemeral container that is privileged',
    edit: output =>
      output.set('dublin', members, `${spec}.ephemeralContainers`, [
        {
          name: 'debug',
          image: 'a:1.0.0',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: true },
        },
      ]),
    finds: [
      {
        at: 'settings/dublin',
        says: ['container debug is privileged'],
        field: `${spec}.ephemeralContainers[0].securityContext.privileged`,
      },
    ],
  },
  {
    situation: 'a pod of a chart that nobody secured',
    edit: output =>
      output.add('dublin', 'queue', {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'queue', namespace: 'queue' },
        spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'queue', image: 'queue:1.0.0' }] } } } } },
      }),
    finds: [{ at: 'queue/dublin', says: ['allowPrivilegeEscalation'], object: 'CronJob queue' }],
  },
  {
    situation: 'a container that has more than a missing security context, as one finding',
    edit: output =>
      output.set('dublin', members, `${spec}.initContainers`, [
        {
          name: 'tune',
          image: 'a:1.0.0',
          ports: [{ containerPort: 80, hostPort: 80 }],
          securityContext: { privileged: true, runAsUser: 0, runAsNonRoot: false, capabilities: { add: ['SYS_ADMIN'] } },
        },
      ]),
    finds: [
      {
        at: 'settings/dublin',
        says: ['container tune: it runs as user 0', 'and 6 more'],
        field: `${spec}.initContainers[0]`,
        count: 1,
      },
    ],
  },
  {
    situation: 'a pod that shares all of its node, as one finding',
    edit: output =>
      output
        .set('dublin', members, `${spec}.hostNetwork`, true)
        .set('dublin', members, `${spec}.hostPID`, true)
        .set('dublin', members, `${spec}.volumes[0]`, { name: 'log', hostPath: { path: '/var/log' } }),
    finds: [{ at: 'settings/dublin', says: ['the pod: hostNetwork is true', 'and 2 more'], field: spec, count: 1 }],
  },
  { situation: 'a pod of a chart that is secured', edit: output => output.add('dublin', 'queue', chart('DaemonSet')), finds: [] },
  {
    situation: 'a Windows pod without what Linux alone has',
    boundary: true,
    edit: output =>
      output.add('dublin', 'queue', {
        ...chart(),
        spec: { template: { spec: { os: { name: 'windows' }, securityContext: { runAsNonRoot: true }, containers: [{ name: 'queue' }] } } },
      }),
    finds: [],
  },
];

/** Cases of the rules in lib/rules/pod-security. */
export const podSecurity: ManifestCases = {
  'pod-security/restricted': restricted,
  'pod-security/namespace': [
    {
      situation: 'a namespace that admits everything',
      edit: output => output.set('dublin', 'Namespace settings', "metadata.labels['pod-security.kubernetes.io/enforce']", 'privileged'),
      finds: [
        {
          at: 'settings/dublin',
          says: ["'privileged'"],
          object: 'Namespace settings',
          field: "metadata.labels['pod-security.kubernetes.io/enforce']",
        },
      ],
    },
    {
      situation: 'a namespace of a chart that says nothing',
      edit: output => output.unset('london', 'Namespace external-dns', 'metadata.labels'),
      finds: [{ at: 'external-dns/london', says: ['is not set'], object: 'Namespace external-dns' }],
    },
    {
      situation: 'a standard that changes with the server',
      edit: output => output.set('dublin', 'Namespace settings', version('enforce'), 'latest'),
      finds: [{ at: 'settings/dublin', says: ["'latest'"] }],
    },
    {
      situation: 'a warning by another version than what is enforced',
      edit: output => output.set('dublin', 'Namespace settings', version('warn'), 'v1.33'),
      finds: [{ at: 'settings/dublin', says: ["'v1.33'", "'v1.34'"] }],
    },
    {
      situation: 'no warning of a workload that will be refused',
      boundary: true,
      edit: output => output.unset('dublin', 'Namespace settings', "metadata.labels['pod-security.kubernetes.io/warn']"),
      finds: [{ at: 'settings/dublin', says: ['does not warn'] }],
    },
    {
      situation: 'one older version for all three',
      boundary: true,
      edit: output => pin(output, 33),
      finds: [],
    },
    {
      situation: 'a namespace without pods',
      edit: output => output.add('dublin', 'team', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } }),
      finds: [],
    },
  ],
  'pod-security/reserved-namespace': [
    {
      situation: 'pods in the namespace of everybody',
      edit: output => output.set('dublin', 'Deployment external-dns-local', 'metadata.namespace', 'default'),
      finds: [{ at: 'external-dns/dublin', says: ["'default'"], field: 'metadata.namespace' }],
    },
    {
      situation: 'pods in a namespace of Kubernetes',
      edit: output => output.add('dublin', 'queue', { ...chart(), metadata: { name: 'queue', namespace: 'kube-system' } }),
      finds: [{ at: 'queue/dublin', says: ["'kube-system'"] }],
    },
    {
      situation: 'pods in a namespace whose name only begins like one of Kubernetes',
      boundary: true,
      edit: output => output.add('dublin', 'queue', { ...chart(), metadata: { name: 'queue', namespace: 'kubernetes-dashboard' } }),
      finds: [],
    },
  ],
  'pod-security/read-only-root': [
    {
      situation: 'a member that writes where nothing is kept',
      edit: output => output.set('dublin', members, `${secured}.readOnlyRootFilesystem`, false),
      finds: [{ at: 'settings/dublin', says: ['container etcd is false'], field: `${secured}.readOnlyRootFilesystem` }],
    },
    {
      situation: 'a container that leaves it to the default',
      boundary: true,
      edit: output => output.unset('dublin', 'Deployment external-dns-local', `${secured}.readOnlyRootFilesystem`),
      finds: [{ at: 'external-dns/dublin', says: ['is not set'] }],
    },
    { situation: 'a chart whose container writes nothing', edit: output => output.add('dublin', 'queue', chart()), finds: [] },
  ],
  'pod-security/service-account': [
    {
      situation: 'members under the account of everybody',
      edit: output => output.unset('dublin', members, `${spec}.serviceAccountName`),
      finds: [{ at: 'settings/dublin', says: ["'default'"], field: `${spec}.serviceAccountName` }],
    },
    {
      situation: 'an account that is not made',
      edit: output => output.remove('dublin', 'ServiceAccount settings'),
      finds: [{ at: 'settings/dublin', says: ["'settings'", 'is missing in the namespace'] }],
    },
    {
      situation: 'an account of a chart that has another name',
      edit: output => output.set('dublin', 'Deployment external-dns-local', `${spec}.serviceAccountName`, 'external-dns'),
      finds: [{ at: 'external-dns/dublin', says: ["'external-dns'"] }],
    },
    {
      situation: 'an account in a namespace that somebody else makes',
      boundary: true,
      edit: output => output.add('dublin', 'queue', chart()),
      finds: [],
    },
  ],
  'pod-security/token': [
    {
      situation: 'members with a token that they do not use',
      edit: output => output.set('dublin', members, `${spec}.automountServiceAccountToken`, true),
      finds: [{ at: 'settings/dublin', says: ['static-peers'], field: `${spec}.automountServiceAccountToken` }],
    },
    {
      situation: 'members that leave it to an account which forbids it',
      boundary: true,
      edit: output => output.unset('dublin', members, `${spec}.automountServiceAccountToken`),
      finds: [],
    },
    {
      situation: 'members and an account that leave it to the default',
      edit: output =>
        output
          .unset('dublin', members, `${spec}.automountServiceAccountToken`)
          .unset('dublin', 'ServiceAccount settings', 'automountServiceAccountToken'),
      finds: [{ at: 'settings/dublin', says: ['have a token'] }],
    },
    {
      situation: 'members that ask the API server and have no token',
      variant: 'whitewater-kubernetes-api',
      edit: output => output.set('dublin', 'StatefulSet whitewater', `${spec}.automountServiceAccountToken`, false),
      finds: [{ at: 'whitewater/dublin', says: ['no token'] }],
    },
    {
      situation: 'members whose pods say more than their account',
      variant: 'whitewater-kubernetes-api',
      boundary: true,
      edit: output => output.set('dublin', 'ServiceAccount whitewater', 'automountServiceAccountToken', false),
      finds: [],
    },
    {
      situation: 'an ExternalDNS without a token',
      edit: output => output.set('dublin', 'ServiceAccount external-dns-local', 'automountServiceAccountToken', false),
      finds: [{ at: 'external-dns/dublin', says: ['has rights'], object: 'Deployment external-dns-local' }],
    },
  ],
  'pod-security/service-links': [
    {
      situation: 'variables for every Service',
      edit: output => output.set('dublin', members, `${spec}.enableServiceLinks`, true),
      finds: [{ at: 'settings/dublin', says: ['variables'], field: `${spec}.enableServiceLinks` }],
    },
    {
      situation: 'the default, which adds them',
      boundary: true,
      edit: output => output.unset('dublin', 'Deployment ledger-mirror', `${spec}.enableServiceLinks`),
      finds: [{ at: 'ledger/dublin', says: ['variables'] }],
    },
    { situation: 'a chart that is no Raft system', edit: output => output.add('dublin', 'queue', chart()), finds: [] },
  ],
  'pod-security/volume-owner': [
    {
      situation: 'members whose volumes belong to root',
      edit: output => output.unset('dublin', members, `${spec}.securityContext.fsGroup`),
      finds: [{ at: 'settings/dublin', says: ['no fsGroup'], field: `${spec}.securityContext.fsGroup` }],
    },
    {
      situation: 'a group that is no number',
      boundary: true,
      edit: output => output.set('dublin', members, `${spec}.securityContext.fsGroup`, 'etcd'),
      finds: [{ at: 'settings/dublin', says: ['no fsGroup'] }],
    },
    { situation: 'a chart with a volume of its own', edit: output => output.add('dublin', 'queue', chart('StatefulSet')), finds: [] },
  ],
  'pod-security/volume-owner-change': [
    {
      situation: 'a walk through every file at each start',
      edit: output => output.set('dublin', members, `${spec}.securityContext.fsGroupChangePolicy`, 'Always'),
      finds: [{ at: 'settings/dublin', says: ["'Always'"], field: `${spec}.securityContext.fsGroupChangePolicy` }],
    },
    {
      situation: 'the default, which is the same',
      boundary: true,
      edit: output => output.unset('dublin', members, `${spec}.securityContext.fsGroupChangePolicy`),
      finds: [{ at: 'settings/dublin', says: ['is not set'] }],
    },
    {
      situation: 'an ExternalDNS, which has no volume',
      edit: output => output.unset('dublin', 'Deployment external-dns-local', `${spec}.securityContext.fsGroupChangePolicy`),
      finds: [],
    },
  ],
  'pod-security/user': [
    {
      situation: 'a mirror whose user is the image’s',
      edit: output => output.unset('dublin', 'Deployment ledger-mirror', 'spec.template.spec.securityContext.runAsUser'),
      finds: [{ at: 'ledger/dublin', says: ['so the image decides'], object: 'Deployment ledger-mirror' }],
    },
    {
      situation: 'a mirror under a user of its own',
      boundary: true,
      edit: output => output.set('dublin', 'Deployment ledger-mirror', 'spec.template.spec.securityContext.runAsUser', 20000),
      finds: [],
    },
    {
      situation: 'members of one cluster under another user',
      edit: output => output.set('dublin', members, `${spec}.securityContext.runAsUser`, 10002),
      finds: [{ at: 'settings/dublin', says: ['10002', '10001 elsewhere'], field: `${spec}.securityContext.runAsUser` }],
    },
    {
      situation: 'a container that does not follow its pod',
      edit: output => output.set('dublin', members, `${secured}.runAsGroup`, 5),
      finds: [{ at: 'settings/dublin', says: ['runAsGroup', '5'] }],
    },
    {
      situation: 'members of one cluster whose user is the image’s',
      edit: output => output.unset('dublin', members, `${spec}.securityContext.runAsUser`),
      finds: [{ at: 'settings/dublin', says: ['so the image decides'] }],
    },
    {
      situation: 'a container that repeats what its pod says',
      boundary: true,
      edit: output => output.set('dublin', members, `${secured}.runAsUser`, 10001),
      finds: [],
    },
    {
      situation: 'another user in all clusters',
      boundary: true,
      edit: output => {
        for (const cluster of ['frankfurt', 'dublin', 'london']) output.set(cluster, members, `${spec}.securityContext.runAsUser`, 10002);
      },
      finds: [],
    },
  ],
};
