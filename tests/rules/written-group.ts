import type { Editable } from './edited-output';

/** The names of the members of a group of three. */
export const three = [0, 1, 2];

/** A list of peers as etcd takes it, of members of the group `kv`. */
export const peersOf = (ordinals: readonly number[]): string => ordinals.map(at => `kv-${at}=http://kv-${at}.kv-peers:2380`).join(',');

/** Objects of a group of etcd as somebody writes them by hand: nothing is wrong with it, and there is no plan. */
export interface WrittenGroup {
  readonly account: Editable;
  readonly peers: Editable;
  readonly budget: Editable;
  readonly members: Editable;
}

const labels = { app: 'kv' };

/** Such a group, to be changed. */
export function writtenGroup(): WrittenGroup {
  const metadata = (name: string) => ({ name, namespace: 'kv' });
  return {
    account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('kv'), automountServiceAccountToken: false },
    peers: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('kv-peers'),
      spec: {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector: labels,
        ports: [{ name: 'peers', port: 2380, targetPort: 'peers' }],
      },
    },
    budget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadata('kv'),
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    },
    members: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: metadata('kv'),
      spec: {
        replicas: 3,
        serviceName: 'kv-peers',
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: pod() },
        volumeClaimTemplates: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
          },
        ],
      },
    },
  };
}

const pod = () => ({
  serviceAccountName: 'kv',
  securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } }],
    },
  },
  containers: [
    {
      name: 'etcd',
      image: 'quay.io/coreos/etcd:v3.6.5',
      command: ['/usr/local/bin/etcd'],
      args: [
        '--name=$(POD_NAME)',
        `--initial-cluster=${peersOf(three)}`,
        '--initial-advertise-peer-urls=http://$(POD_NAME).kv-peers:2380',
        '--advertise-client-urls=http://$(POD_NAME).kv-peers:2379',
        '--listen-peer-urls=http://0.0.0.0:2380',
        '--listen-client-urls=http://0.0.0.0:2379',
        '--data-dir=/var/lib/etcd',
      ],
      env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
      ports: [
        { name: 'peers', containerPort: 2380 },
        { name: 'clients', containerPort: 2379 },
      ],
      readinessProbe: { httpGet: { path: '/readyz', port: 'clients' } },
      livenessProbe: { httpGet: { path: '/livez', port: 'clients' } },
      resources: { requests: { memory: '512Mi' }, limits: { memory: '512Mi' } },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'data', mountPath: '/var/lib/etcd' }],
    },
  ],
});

/** The container that etcd runs in. */
export const etcdOf = ({ members }: WrittenGroup): Editable => members.spec.template.spec.containers[0];

/** Exchanges a flag of etcd; without a value, takes it away. */
export function tell(group: WrittenGroup, flag: string, value?: string): void {
  const container = etcdOf(group);
  const others = container.args.filter((each: string) => !each.startsWith(`--${flag}=`));
  container.args = value === undefined ? others : [...others, `--${flag}=${value}`];
}

/** Makes the group one of so many members, in all places alike. */
export function resize(group: WrittenGroup, members: number): void {
  group.members.spec.replicas = members;
  tell(group, 'initial-cluster', peersOf(Array.from({ length: members }, (_, at) => at)));
}
