import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { type ClusterFacts, image, type SystemFacts, zone, zones } from '../workload';

const confirm = { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' };
const wave = (value: number) => ({ 'argocd.argoproj.io/sync-wave': String(value) });
const quantity = k8s.Quantity.fromString;
const named = k8s.IntOrString.fromString;
const numbered = k8s.IntOrString.fromNumber;

/** Everything that one cluster applies for one system, with the typed classes of cdk8s-plus-28. */
export class SystemObjects extends Chart {
  constructor(scope: Construct, { name }: SystemFacts, cluster: ClusterFacts, active: ClusterFacts) {
    super(scope, name);
    const serves = cluster.index === active.index;
    const domain = `${cluster.name}.${name}.${zone}`;
    const first = cluster.index * 10;
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'georaft' };
    const selector = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'voter' };
    const meta = (object: string, at: number): k8s.ObjectMeta => ({ name: object, namespace: name, labels, annotations: wave(at) });
    const bootstrap = (key: string): k8s.EnvVar => ({ name: key, valueFrom: { configMapKeyRef: { name: `${name}-bootstrap`, key } } });
    const tcp = (port: number): k8s.NetworkPolicyPort => ({ port: numbered(port), protocol: 'TCP' });

    new k8s.KubeNamespace(this, 'namespace', {
      metadata: {
        name,
        labels: {
          ...labels,
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': `v${cluster.kubernetes}`,
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/audit-version': `v${cluster.kubernetes}`,
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/warn-version': `v${cluster.kubernetes}`,
        },
        annotations: { ...wave(-3), ...confirm },
      },
    });
    new k8s.KubeServiceAccount(this, 'account', { metadata: meta(name, -2), automountServiceAccountToken: false });
    new k8s.KubeConfigMap(this, 'bootstrap', {
      metadata: meta(`${name}-bootstrap`, -2),
      data: {
        ETCD_INITIAL_CLUSTER: [0, 1, 2].map(n => `${name}-${first + n}=http://${name}-${first + n}.${domain}:2380`).join(','),
        ETCD_INITIAL_CLUSTER_STATE: 'new',
        ETCD_INITIAL_CLUSTER_TOKEN: serves ? `bench.${name}` : `bench.${name}.${cluster.name}`,
      },
    });
    new k8s.KubeNetworkPolicy(this, 'default-deny', {
      metadata: meta('default-deny', -2),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    new k8s.KubeNetworkPolicy(this, 'policy', {
      metadata: meta(`${name}-voter`, -2),
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { from: [{ podSelector: { matchLabels: selector } }], ports: [tcp(2380)] },
          { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }], ports: [tcp(2379)] },
        ],
        egress: [
          { to: [{ podSelector: { matchLabels: selector } }], ports: [tcp(2380)] },
          {
            to: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
            ports: [tcp(53), { port: numbered(53), protocol: 'UDP' }],
          },
        ],
      },
    });
    new k8s.KubeService(this, 'peers', {
      metadata: {
        name: `${name}-peer`,
        namespace: name,
        labels: { ...labels, 'georaft.io/dns-scope': 'local' },
        annotations: {
          ...wave(-1),
          'external-dns.kubernetes.io/hostname': domain,
          'external-dns.kubernetes.io/ttl': '5',
          'external-dns.alpha.kubernetes.io/hostname': domain,
          'external-dns.alpha.kubernetes.io/ttl': '5',
        },
      },
      spec: {
        type: 'ClusterIP',
        clusterIp: 'None',
        publishNotReadyAddresses: true,
        selector,
        ports: [
          { name: 'peer', port: 2380, targetPort: named('peer'), protocol: 'TCP' },
          { name: 'client', port: 2379, targetPort: named('client'), protocol: 'TCP' },
        ],
      },
    });
    new k8s.KubeService(this, 'clients', {
      metadata: meta(name, -1),
      spec: { type: 'ClusterIP', selector, ports: [{ name: 'client', port: 2379, targetPort: named('client'), protocol: 'TCP' }] },
    });
    new k8s.KubePodDisruptionBudget(this, 'budget', {
      metadata: meta(name, -1),
      spec: { maxUnavailable: numbered(1), unhealthyPodEvictionPolicy: 'IfHealthyBudget', selector: { matchLabels: selector } },
    });
    new ApiObject(this, 'records', {
      apiVersion: 'externaldns.k8s.io/v1alpha1',
      kind: 'DNSEndpoint',
      metadata: {
        name: `${name}-global`,
        namespace: name,
        labels: { ...labels, 'georaft.io/dns-scope': 'global' },
        annotations: { ...wave(-1), 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' },
      },
      spec: { endpoints: [{ dnsName: `${name}.${zone}`, recordType: 'A', targets: [active.ingressAddress], recordTTL: 30 }] },
    });
    const http = (path: string): k8s.Probe => ({ httpGet: { path, port: named('metrics') }, timeoutSeconds: 5 });
    const members = k8s.KubeStatefulSet.manifest({
      metadata: {
        name,
        namespace: name,
        labels: { ...labels, ...selector },
        annotations: { ...wave(0), ...confirm, 'georaft.io/role': serves ? 'active' : 'cold', 'georaft.io/epoch': '1' },
      },
      spec: {
        replicas: serves ? 3 : 0,
        serviceName: `${name}-peer`,
        podManagementPolicy: 'Parallel',
        ordinals: { start: first },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } },
        minReadySeconds: 10,
        revisionHistoryLimit: 10,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: { ...labels, ...selector } },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            terminationGracePeriodSeconds: 32,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 10_001,
              runAsGroup: 10_001,
              fsGroup: 10_001,
              fsGroupChangePolicy: 'OnRootMismatch',
              seccompProfile: { type: 'RuntimeDefault' },
            },
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'kubernetes.io/hostname',
                whenUnsatisfiable: 'DoNotSchedule',
                labelSelector: { matchLabels: selector },
              },
              {
                maxSkew: 1,
                topologyKey: 'topology.kubernetes.io/zone',
                whenUnsatisfiable: 'DoNotSchedule',
                minDomains: zones.length,
                labelSelector: { matchLabels: selector },
              },
            ],
            containers: [
              {
                name: 'etcd',
                image,
                imagePullPolicy: 'IfNotPresent',
                command: ['/usr/local/bin/etcd'],
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
                ports: [
                  { name: 'peer', containerPort: 2380, protocol: 'TCP' },
                  { name: 'client', containerPort: 2379, protocol: 'TCP' },
                  { name: 'metrics', containerPort: 2381, protocol: 'TCP' },
                ],
                env: [
                  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                  bootstrap('ETCD_INITIAL_CLUSTER'),
                  bootstrap('ETCD_INITIAL_CLUSTER_STATE'),
                  bootstrap('ETCD_INITIAL_CLUSTER_TOKEN'),
                ],
                resources: {
                  requests: { cpu: quantity('250m'), memory: quantity('512Mi') },
                  limits: { memory: quantity('512Mi') },
                },
                startupProbe: { ...http('/livez'), periodSeconds: 5, failureThreshold: 82 },
                livenessProbe: { ...http('/livez'), periodSeconds: 10, failureThreshold: 6 },
                readinessProbe: { ...http('/readyz'), periodSeconds: 5, failureThreshold: 3 },
                securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
                volumeMounts: [
                  { name: 'data', mountPath: '/var/lib/etcd' },
                  { name: 'tmp', mountPath: '/tmp' },
                ],
              },
            ],
            volumes: [{ name: 'tmp', emptyDir: {} }],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data', annotations: confirm },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: 'standard',
              volumeMode: 'Filesystem',
              resources: { requests: { storage: quantity('8Gi') } },
            },
          },
        ],
      },
    });
    // The typed class drops what every claim template needs, even from a patch; without it Argo CD sees a difference for ever.
    new ApiObject(this, 'members', members).addJsonPatch(
      JsonPatch.add('/spec/volumeClaimTemplates/0/apiVersion', 'v1'),
      JsonPatch.add('/spec/volumeClaimTemplates/0/kind', 'PersistentVolumeClaim'),
    );
    new k8s.KubeIngress(this, 'ingress', {
      metadata: meta(name, 2),
      spec: {
        ingressClassName: cluster.ingressClass,
        rules: [
          {
            host: `${name}.${zone}`,
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'client' } } } }] },
          },
        ],
      },
    });
  }
}
