import type { JsonObject } from '../../lib/manifests/yaml/json';

const meta = (name: string): JsonObject => ({ name, labels: { 'app.kubernetes.io/name': name } });
const labels = { app: 'tools' };

/** A pod with much of what pods can have and the examples' do not. */
const richPod: JsonObject = {
  serviceAccountName: 'default',
  restartPolicy: 'Always',
  dnsPolicy: 'None',
  dnsConfig: { nameservers: ['10.0.0.10'], searches: ['example.com', '.'], options: [{ name: 'ndots', value: '2' }] },
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['gateway.example.com'] }],
  hostname: 'tools',
  subdomain: 'peers',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  priorityClassName: 'system-node-critical',
  schedulerName: 'default-scheduler',
  terminationGracePeriodSeconds: 60,
  shareProcessNamespace: false,
  hostNetwork: false,
  os: { name: 'linux' },
  imagePullSecrets: [{ name: 'registry' }],
  readinessGates: [{ conditionType: 'example.com/ready' }],
  tolerations: [
    { key: 'dedicated', operator: 'Equal', value: 'raft', effect: 'NoSchedule' },
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
  ],
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      minDomains: 2,
      nodeAffinityPolicy: 'Honor',
      nodeTaintsPolicy: 'Ignore',
      matchLabelKeys: ['pod-template-hash'],
      labelSelector: { matchLabels: labels, matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['test'] }] },
    },
    { maxSkew: 2, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } },
  ],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'disk', operator: 'In', values: ['ssd'] },
              { key: 'cores', operator: 'Gt', values: ['4'] },
              { key: 'spot', operator: 'DoesNotExist' },
            ],
            matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }],
          },
        ],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 10, preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['nvme'] }] } },
      ],
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: labels },
          namespaces: ['default'],
          namespaceSelector: { matchLabels: { team: 'storage' } },
          matchLabelKeys: ['pod-template-hash'],
          mismatchLabelKeys: ['other'],
        },
      ],
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: labels } } },
      ],
    },
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } }],
    },
  },
  securityContext: {
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
    supplementalGroups: [1001],
    fsGroupChangePolicy: 'OnRootMismatch',
    supplementalGroupsPolicy: 'Merge',
    sysctls: [{ name: 'net.ipv4.tcp_keepalive_time', value: '600' }],
    seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/raft.json' },
    appArmorProfile: { type: 'RuntimeDefault' },
    seLinuxOptions: { level: 's0:c123,c456' },
  },
  volumes: [
    { name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    { name: 'config', configMap: { name: 'tools', defaultMode: 420, items: [{ key: 'a', path: 'a.conf', mode: 256 }], optional: true } },
    { name: 'keys', secret: { secretName: 'tools', defaultMode: 256, items: [{ key: 'tls.key', path: 'tls.key' }] } },
    { name: 'node', hostPath: { path: '/var/log', type: 'Directory' } },
    { name: 'claim', persistentVolumeClaim: { claimName: 'tools', readOnly: false } },
    { name: 'block', persistentVolumeClaim: { claimName: 'raw' } },
    { name: 'share', nfs: { server: 'nfs.example.com', path: '/export' } },
    {
      name: 'driver',
      csi: { driver: 'secrets.csi.example.com', readOnly: true, volumeAttributes: { a: 'b' }, nodePublishSecretRef: { name: 'csi' } },
    },
    {
      name: 'own',
      ephemeral: {
        volumeClaimTemplate: {
          metadata: { labels: { a: 'b' } },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
    {
      name: 'pod',
      downwardAPI: {
        defaultMode: 420,
        items: [
          { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
          { path: 'memory', resourceFieldRef: { containerName: 'main', resource: 'limits.memory', divisor: '1Mi' } },
        ],
      },
    },
    {
      name: 'all',
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { path: 'token', expirationSeconds: 3600, audience: 'raft' } },
          { configMap: { name: 'roots', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          { secret: { name: 'keys', items: [{ key: 'k', path: 'k' }] } },
          { downwardAPI: { items: [{ path: 'name', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] } },
        ],
      },
    },
  ],
  initContainers: [
    { name: 'first', image: 'busybox:1.36', command: ['true'], volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }] },
    {
      name: 'beside',
      image: 'busybox:1.36',
      restartPolicy: 'Always',
      startupProbe: { exec: { command: ['true'] } },
      ports: [{ containerPort: 9000, name: 'beside' }],
    },
  ],
  containers: [
    {
      name: 'main',
      image: 'tools:1.0.0',
      imagePullPolicy: 'IfNotPresent',
      command: ['/bin/tools'],
      args: ['--all'],
      workingDir: '/work',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'FallbackToLogsOnError',
      stdin: false,
      tty: false,
      ports: [
        { containerPort: 8080, name: 'http', protocol: 'TCP', hostPort: 18_080 },
        { containerPort: 8080, name: 'http-udp', protocol: 'UDP', hostPort: 18_080, hostIP: '127.0.0.1' },
      ],
      env: [
        { name: 'PLAIN', value: 'text' },
        { name: 'NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
        { name: 'LABEL', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
        { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi', containerName: 'main' } } },
        { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'tools', key: 'password', optional: true } } },
        { name: 'CONFIG', valueFrom: { configMapKeyRef: { name: 'tools', key: 'level' } } },
      ],
      envFrom: [{ prefix: 'A_', configMapRef: { name: 'tools' } }, { secretRef: { name: 'tools', optional: true } }],
      resources: {
        requests: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '1Gi' },
        limits: { cpu: '1', memory: '128Mi', 'example.com/gpu': '1', 'hugepages-2Mi': '4Mi' },
      },
      resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
      volumeMounts: [
        { name: 'scratch', mountPath: '/scratch', readOnly: true, recursiveReadOnly: 'Disabled', mountPropagation: 'None' },
        { name: 'config', mountPath: '/config', subPath: 'a/b' },
        { name: 'claim', mountPath: '/claim', subPathExpr: '$(NAME)' },
      ],
      volumeDevices: [{ name: 'block', devicePath: '/dev/raw' }],
      lifecycle: { preStop: { sleep: { seconds: 5 } }, postStart: { exec: { command: ['true'] } } },
      livenessProbe: { exec: { command: ['true'] }, initialDelaySeconds: 1, successThreshold: 1, terminationGracePeriodSeconds: 10 },
      readinessProbe: {
        httpGet: { path: '/ready', port: 8080, scheme: 'HTTPS', host: 'example.com', httpHeaders: [{ name: 'X-Probe', value: 'yes' }] },
        successThreshold: 2,
      },
      startupProbe: { tcpSocket: { port: 'http' }, periodSeconds: 1 },
      securityContext: {
        runAsUser: 1000,
        runAsGroup: 1000,
        runAsNonRoot: true,
        privileged: false,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        procMount: 'Default',
        capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
        appArmorProfile: { type: 'Localhost', localhostProfile: 'raft' },
      },
    },
    {
      name: 'second',
      image: 'tools:1.0.0',
      livenessProbe: { grpc: { port: 9090, service: 'health' } },
      lifecycle: { preStop: { httpGet: { port: 8080 } } },
    },
  ],
};

const smallPod: JsonObject = { containers: [{ name: 'main', image: 'tools:1.0.0' }] };
const template = (spec: JsonObject): JsonObject => ({ metadata: { labels, annotations: { 'example.com/note': 'any text' } }, spec });

/** Objects of the kinds that users commonly add to a fleet, and what the examples leave out of the kinds that they use. */
export const commonObjects: readonly JsonObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...meta('tools'),
      annotations: { 'example.com/Note': 'any text' },
      finalizers: ['example.com/keep'],
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'f00', controller: true, blockOwnerDeletion: false }],
    },
    spec: {
      replicas: 2,
      minReadySeconds: 5,
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 120,
      paused: false,
      selector: { matchLabels: labels, matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: 1 } },
      template: template(richPod),
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: meta('agent'),
    spec: {
      minReadySeconds: 1,
      revisionHistoryLimit: 2,
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      template: template(smallPod),
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta('queue'),
    spec: {
      serviceName: 'queue',
      selector: { matchLabels: labels },
      updateStrategy: { type: 'OnDelete' },
      template: template({ hostname: 'Ignored', ...smallPod }),
      volumeClaimTemplates: [
        {
          metadata: { name: 'raw', labels: { a: 'b' } },
          spec: {
            accessModes: ['ReadWriteOncePod'],
            volumeMode: 'Block',
            storageClassName: 'fast',
            volumeAttributesClassName: 'gold',
            selector: { matchLabels: { tier: 'fast' } },
            dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'last' },
            resources: { requests: { storage: '10Gi' }, limits: { storage: '20Gi' } },
          },
        },
      ],
    },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: meta('migrate'),
    spec: {
      parallelism: 2,
      completions: 4,
      completionMode: 'Indexed',
      backoffLimit: 3,
      backoffLimitPerIndex: 1,
      maxFailedIndexes: 2,
      activeDeadlineSeconds: 600,
      ttlSecondsAfterFinished: 100,
      suspend: false,
      podReplacementPolicy: 'Failed',
      podFailurePolicy: {
        rules: [
          { action: 'FailIndex', onExitCodes: { containerName: 'main', operator: 'In', values: [1, 42] } },
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        ],
      },
      template: template({ restartPolicy: 'Never', ...smallPod }),
    },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: meta('backup'),
    spec: {
      schedule: '*/5 3-6 * JAN,feb 1-5',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      suspend: false,
      jobTemplate: { metadata: { labels }, spec: { backoffLimit: 1, template: template({ restartPolicy: 'OnFailure', ...smallPod }) } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: meta('scratch'),
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      storageClassName: 'standard',
      selector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['fast', 'faster'] }] },
      dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'source' },
      resources: { requests: { storage: '1Gi' } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('outside'),
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Cluster',
      internalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: ['198.51.100.0/24'],
      loadBalancerClass: 'example.com/inner',
      allocateLoadBalancerNodePorts: true,
      externalIPs: ['198.51.100.7'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } },
      trafficDistribution: 'PreferClose',
      ipFamilyPolicy: 'SingleStack',
      ipFamilies: ['IPv4'],
      selector: labels,
      ports: [
        { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
        { name: 'quic', port: 443, targetPort: 8443, protocol: 'UDP' },
      ],
    },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: meta('elsewhere'), spec: { type: 'ExternalName', externalName: 'db.example.com.' } },
  { apiVersion: 'v1', kind: 'Service', metadata: meta('on-nodes'), spec: { type: 'NodePort', selector: labels, ports: [{ port: 80 }] } },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: meta('tools'),
    spec: {
      minAvailable: '50%',
      selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['tools'] }] },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: meta('tools'),
    spec: {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.3.0/24'] } }],
          ports: [{ port: 8000, endPort: 8010, protocol: 'TCP' }, { port: 'http' }],
        },
      ],
      egress: [{ to: [{ ipBlock: { cidr: '2001:db8::/32' } }] }, {}],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: meta('tools'),
    spec: {
      ingressClassName: 'nginx',
      defaultBackend: { service: { name: 'tools', port: { name: 'http' } } },
      tls: [{ hosts: ['tools.example.com', '*.example.org'], secretName: 'tools-tls' }],
      rules: [
        {
          host: '*.example.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: 'tools', port: { number: 80 } } } },
              { path: '/exact', pathType: 'Exact', backend: { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'static' } } },
            ],
          },
        },
        { http: { paths: [{ pathType: 'ImplementationSpecific', backend: { service: { name: 'tools', port: { number: 80 } } } }] } },
      ],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: meta('inner'),
    spec: {
      controller: 'example.com/ingress',
      parameters: { apiGroup: 'example.com', kind: 'Parameters', name: 'inner', scope: 'Namespace', namespace: 'default' },
    },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: meta('reader'),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'example.com/aggregate': 'true' } }] },
    rules: [
      { nonResourceURLs: ['/healthz'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], resourceNames: ['a'], verbs: ['get'] },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: meta('reader'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [
      { kind: 'ServiceAccount', name: 'default', namespace: 'default' },
      { kind: 'User', name: 'jane', apiGroup: 'rbac.authorization.k8s.io' },
      { kind: 'Group', name: 'team' },
    ],
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta('tools'),
    spec: {
      minReplicas: 1,
      maxReplicas: 4,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'tools' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        { type: 'Pods', pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '10' } } },
      ],
      behavior: {
        scaleDown: { stabilizationWindowSeconds: 300, selectPolicy: 'Min', policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
      },
    },
  },
  {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: meta('members'),
    value: 1000,
    globalDefault: false,
    description: 'members before tools',
    preemptionPolicy: 'PreemptLowerPriority',
  },
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: meta('fast'),
    provisioner: 'csi.example.com',
    parameters: { type: 'ssd' },
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    mountOptions: ['noatime'],
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: meta('tools'),
    type: 'Opaque',
    immutable: false,
    data: { password: 'c2VjcmV0' },
    stringData: { user: 'root' },
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: meta('certificate'), type: 'kubernetes.io/tls', data: { 'tls.crt': '', 'tls.key': '' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('tools'), immutable: true, data: { level: 'info' }, binaryData: { blob: 'AAEC' } },
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: meta('tools'),
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: 'registry' }],
    secrets: [{ name: 'old' }],
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta('once'),
    spec: {
      restartPolicy: 'OnFailure',
      activeDeadlineSeconds: 30,
      automountServiceAccountToken: false,
      containers: [{ name: 'main', image: 'busybox:1.36', ports: [{ containerPort: 80 }] }],
    },
  },
];
