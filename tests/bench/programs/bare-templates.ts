import { type ClusterFacts, image, repository, type SystemFacts, zone, zones } from '../workload';

const confirm = { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' };
const wave = (value: number) => ({ 'argocd.argoproj.io/sync-wave': String(value) });

/** Everything that one cluster applies for one system, as plain data with sorted keys. */
export function systemObjects(system: SystemFacts, cluster: ClusterFacts, active: ClusterFacts): readonly object[] {
  const { name } = system;
  const serves = cluster.index === active.index;
  const domain = `${cluster.name}.${name}.${zone}`;
  const first = cluster.index * 10;
  const labels = { 'app.kubernetes.io/managed-by': 'georaft', 'app.kubernetes.io/name': name };
  const selector = { 'app.kubernetes.io/component': 'voter', 'app.kubernetes.io/name': name };
  const podLabels = { 'app.kubernetes.io/component': 'voter', ...labels };
  const meta = (object: string, at: number) => ({ annotations: wave(at), labels, name: object, namespace: name });
  const bootstrap = (key: string) => ({ name: key, valueFrom: { configMapKeyRef: { key, name: `${name}-bootstrap` } } });
  const dnsPorts = [
    { port: 53, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
  ];
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        annotations: { ...confirm, ...wave(-3) },
        labels: {
          ...labels,
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/audit-version': `v${cluster.kubernetes}`,
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': `v${cluster.kubernetes}`,
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/warn-version': `v${cluster.kubernetes}`,
        },
        name,
      },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta(name, -2), automountServiceAccountToken: false },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: meta(`${name}-bootstrap`, -2),
      data: {
        ETCD_INITIAL_CLUSTER: [0, 1, 2].map(n => `${name}-${first + n}=http://${name}-${first + n}.${domain}:2380`).join(','),
        ETCD_INITIAL_CLUSTER_STATE: 'new',
        ETCD_INITIAL_CLUSTER_TOKEN: serves ? `bench.${name}` : `bench.${name}.${cluster.name}`,
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta('default-deny', -2),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta(`${name}-voter`, -2),
      spec: {
        egress: [
          { ports: [{ port: 2380, protocol: 'TCP' }], to: [{ podSelector: { matchLabels: selector } }] },
          {
            ports: dnsPorts,
            to: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
          },
        ],
        ingress: [
          { from: [{ podSelector: { matchLabels: selector } }], ports: [{ port: 2380, protocol: 'TCP' }] },
          {
            from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
            ports: [{ port: 2379, protocol: 'TCP' }],
          },
        ],
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        annotations: {
          ...wave(-1),
          'external-dns.alpha.kubernetes.io/hostname': domain,
          'external-dns.alpha.kubernetes.io/ttl': '5',
          'external-dns.kubernetes.io/hostname': domain,
          'external-dns.kubernetes.io/ttl': '5',
        },
        labels: { ...labels, 'georaft.io/dns-scope': 'local' },
        name: `${name}-peer`,
        namespace: name,
      },
      spec: {
        clusterIP: 'None',
        ports: [
          { name: 'peer', port: 2380, protocol: 'TCP', targetPort: 'peer' },
          { name: 'client', port: 2379, protocol: 'TCP', targetPort: 'client' },
        ],
        publishNotReadyAddresses: true,
        selector,
        type: 'ClusterIP',
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(name, -1),
      spec: { ports: [{ name: 'client', port: 2379, protocol: 'TCP', targetPort: 'client' }], selector, type: 'ClusterIP' },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: meta(name, -1),
      spec: { maxUnavailable: 1, selector: { matchLabels: selector }, unhealthyPodEvictionPolicy: 'IfHealthyBudget' },
    },
    {
      apiVersion: 'externaldns.k8s.io/v1alpha1',
      kind: 'DNSEndpoint',
      metadata: {
        annotations: { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true', ...wave(-1) },
        labels: { ...labels, 'georaft.io/dns-scope': 'global' },
        name: `${name}-global`,
        namespace: name,
      },
      spec: { endpoints: [{ dnsName: `${name}.${zone}`, recordTTL: 30, recordType: 'A', targets: [active.ingressAddress] }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: {
        annotations: { ...confirm, ...wave(0), 'georaft.io/epoch': '1', 'georaft.io/role': serves ? 'active' : 'cold' },
        labels: podLabels,
        name,
        namespace: name,
      },
      spec: {
        minReadySeconds: 10,
        ordinals: { start: first },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        podManagementPolicy: 'Parallel',
        replicas: serves ? 3 : 0,
        revisionHistoryLimit: 10,
        selector: { matchLabels: selector },
        serviceName: `${name}-peer`,
        template: {
          metadata: { labels: podLabels },
          spec: {
            automountServiceAccountToken: false,
            containers: [
              {
                args: [
                  '--name=$(POD_NAME)',
                  '--data-dir=/var/lib/etcd/data',
                  '--listen-peer-urls=http://0.0.0.0:2380',
                  `--initial-advertise-peer-urls=http://$(POD_NAME).${domain}:2380`,
                  '--listen-client-urls=http://0.0.0.0:2379',
                  `--advertise-client-urls=http://$(POD_NAME).${domain}:2379`,
                  '--listen-metrics-urls=http://0.0.0.0:2381',
                  '--heartbeat-interval=100',
                  '--election-timeout=1000',
                  '--quota-backend-bytes=2147483648',
                  '--auto-compaction-mode=periodic',
                  '--auto-compaction-retention=1h',
                ],
                command: ['/usr/local/bin/etcd'],
                env: [
                  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                  bootstrap('ETCD_INITIAL_CLUSTER'),
                  bootstrap('ETCD_INITIAL_CLUSTER_STATE'),
                  bootstrap('ETCD_INITIAL_CLUSTER_TOKEN'),
                ],
                image,
                imagePullPolicy: 'IfNotPresent',
                livenessProbe: { failureThreshold: 6, httpGet: { path: '/livez', port: 'metrics' }, periodSeconds: 10, timeoutSeconds: 5 },
                name: 'etcd',
                ports: [
                  { containerPort: 2380, name: 'peer', protocol: 'TCP' },
                  { containerPort: 2379, name: 'client', protocol: 'TCP' },
                  { containerPort: 2381, name: 'metrics', protocol: 'TCP' },
                ],
                readinessProbe: { failureThreshold: 3, httpGet: { path: '/readyz', port: 'metrics' }, periodSeconds: 5, timeoutSeconds: 5 },
                resources: { limits: { memory: '512Mi' }, requests: { cpu: '250m', memory: '512Mi' } },
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
                startupProbe: { failureThreshold: 82, httpGet: { path: '/livez', port: 'metrics' }, periodSeconds: 5, timeoutSeconds: 5 },
                volumeMounts: [
                  { mountPath: '/var/lib/etcd', name: 'data' },
                  { mountPath: '/tmp', name: 'tmp' },
                ],
              },
            ],
            enableServiceLinks: false,
            securityContext: {
              fsGroup: 10_001,
              fsGroupChangePolicy: 'OnRootMismatch',
              runAsGroup: 10_001,
              runAsNonRoot: true,
              runAsUser: 10_001,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            serviceAccountName: name,
            terminationGracePeriodSeconds: 32,
            topologySpreadConstraints: [
              {
                labelSelector: { matchLabels: selector },
                maxSkew: 1,
                topologyKey: 'kubernetes.io/hostname',
                whenUnsatisfiable: 'DoNotSchedule',
              },
              {
                labelSelector: { matchLabels: selector },
                maxSkew: 1,
                minDomains: zones.length,
                topologyKey: 'topology.kubernetes.io/zone',
                whenUnsatisfiable: 'DoNotSchedule',
              },
            ],
            volumes: [{ emptyDir: {}, name: 'tmp' }],
          },
        },
        updateStrategy: { rollingUpdate: { partition: 3 }, type: 'RollingUpdate' },
        volumeClaimTemplates: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { annotations: confirm, name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '8Gi' } },
              storageClassName: 'standard',
              volumeMode: 'Filesystem',
            },
          },
        ],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta(name, 2),
      spec: {
        ingressClassName: cluster.ingressClass,
        rules: [
          {
            host: `${name}.${zone}`,
            http: { paths: [{ backend: { service: { name, port: { name: 'client' } } }, path: '/', pathType: 'Prefix' }] },
          },
        ],
      },
    },
  ];
}

/** What Argo CD is told of one system in one cluster. */
export const application = (system: SystemFacts, cluster: ClusterFacts) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' },
    labels: { 'app.kubernetes.io/managed-by': 'georaft' },
    name: `${system.name}-${cluster.name}`,
    namespace: 'argocd',
  },
  spec: {
    destination: { name: cluster.name, namespace: system.name },
    project: 'bench',
    source: { path: `dist/${cluster.name}/${system.name}`, repoURL: repository, targetRevision: 'main' },
    syncPolicy: {
      automated: { enabled: true, prune: true, selfHeal: true },
      retry: { backoff: { duration: '5s', factor: 2, maxDuration: '3m' }, limit: -1, refresh: true },
      syncOptions: [
        'ServerSideApply=true',
        'FailOnSharedResource=true',
        'PruneLast=true',
        'RespectIgnoreDifferences=true',
        'CreateNamespace=false',
        'ApplyOutOfSyncOnly=true',
      ],
    },
  },
});

/** The project that all Applications are in. */
export const project = (systems: readonly SystemFacts[], clusters: readonly ClusterFacts[]) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { labels: { 'app.kubernetes.io/managed-by': 'georaft' }, name: 'bench', namespace: 'argocd' },
  spec: {
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    description: 'Raft systems over the fleet',
    destinations: clusters.flatMap(({ name }) => systems.map(system => ({ name, namespace: system.name }))),
    namespaceResourceWhitelist: [
      { group: '', kind: 'ConfigMap' },
      { group: '', kind: 'Service' },
      { group: '', kind: 'ServiceAccount' },
      { group: 'apps', kind: 'StatefulSet' },
      { group: 'externaldns.k8s.io', kind: 'DNSEndpoint' },
      { group: 'networking.k8s.io', kind: 'Ingress' },
      { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
      { group: 'policy', kind: 'PodDisruptionBudget' },
    ],
    sourceRepos: [repository],
  },
});
