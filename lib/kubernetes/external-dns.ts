import { Construct } from 'constructs';
import type { Cluster } from '../domain/cluster';
import type { DnsScope } from '../domain/dns';
import type { EnvironmentVariable } from '../domain/engine';
import type { Fleet } from '../domain/fleet';
import type { Metadata } from '../domain/kubernetes-object';
import { environmentVariable } from '../plan/input/environment-shape';
import { clusterShape, dnsShape, fleetShape } from '../plan/input/fleet-shape';
import { list, oneOf, optional, type Shape, text } from '../plan/input/shape';
import { checkProviderAnswer } from '../plan/input/strategy-shape';
import { objectOf } from '../plan/input/typed-shape';
import { planExternalDns, scopesOf } from '../plan/names/external-dns';
import { checkedScope } from './checked-scope';
import { dnsScopeLabel } from './labels';
import { Manifest } from './manifest';
import { kubernetes, type PolicyRule } from './plain';
import { environment, restrictedContainer, restrictedPod } from './pod';
import { refuseProps } from './refused-props';

/** The fleet, the cluster and the scope of an instance. */
export interface ExternalDnsProps {
  readonly fleet: Fleet;
  /** The cluster of this instance. */
  readonly cluster: Cluster;
  /**
   * `local` publishes this cluster's own names, as their only owner. `global` publishes shared names, the same from each cluster, and
   * never removes one. `computed` does the same for answers that the DNS server computes.
   */
  readonly scope: DnsScope;
  /** Image with a full version, for example `registry.k8s.io/external-dns/external-dns:v0.21.0`. 0.19 or newer. */
  readonly image: string;
  /** @default - the version that the provider needs */
  readonly env?: readonly EnvironmentVariable[];
}

/** One instance of ExternalDNS: its Deployment, and the rights to read its sources. */
export class ExternalDns extends Construct {
  /**
   * The instances that a cluster of a fleet needs, by scope. Empty if the fleet or the cluster is invalid; the check of
   * the fleet reports that.
   */
  static scopesOf(fleet: Fleet, cluster: Cluster): readonly DnsScope[] {
    const wrong = [...dnsShape(fleet?.dns, 'fleet.dns'), ...clusterShape(cluster, 'cluster')];
    return wrong.length > 0 ? [] : scopesOf(fleet, cluster);
  }

  constructor(scope: Construct, id: string, props: ExternalDnsProps) {
    super(checkedScope(scope), id);
    const given = propsShape(props, 'ExternalDns');
    const wrong = given.length > 0 ? given : checkProviderAnswer(props.fleet.dns, props.cluster, props.scope);
    if (wrong.length > 0) {
      refuseProps(this, wrong);
      return;
    }
    const { args, env, secret } = planExternalDns(props.fleet, props.cluster, props.scope);
    const files = secret?.folder === undefined ? undefined : { secretName: secret.name, mountPath: secret.folder };
    const variables = [...env, ...(props.env ?? [])];
    const name = `external-dns-${props.scope}`;
    const labels = { 'app.kubernetes.io/name': 'external-dns', 'app.kubernetes.io/component': props.scope };
    const named: Metadata = { name, labels };
    const { namespace } = props.fleet.dns;
    const namespaced: Metadata = { ...named, namespace };
    new Manifest(this, 'account', kubernetes('ServiceAccount', { metadata: namespaced }));
    new Manifest(this, 'role', kubernetes('ClusterRole', { metadata: named, rules: rules(props.scope) }));
    new Manifest(
      this,
      'binding',
      kubernetes('ClusterRoleBinding', {
        metadata: named,
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      }),
    );
    new Manifest(
      this,
      'deployment',
      kubernetes('Deployment', {
        metadata: namespaced,
        spec: {
          replicas: 1,
          strategy: { type: 'Recreate' }, // two of one owner would write against each other
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              serviceAccountName: name,
              enableServiceLinks: false,
              securityContext: restrictedPod(65_532),
              containers: [
                {
                  name: 'external-dns',
                  image: props.image,
                  imagePullPolicy: 'IfNotPresent',
                  args: [...args, `--label-filter=${dnsScopeLabel}=${props.scope}`],
                  ...(variables.length > 0 ? { env: environment(variables) } : {}),
                  ports: [{ name: 'http', containerPort: 7979, protocol: 'TCP' }],
                  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } },
                  livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
                  readinessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10, timeoutSeconds: 5 },
                  securityContext: restrictedContainer,
                  ...(files ? { volumeMounts: [{ name: 'credentials', mountPath: files.mountPath, readOnly: true }] } : {}),
                },
              ],
              ...(files ? { volumes: [{ name: 'credentials', secret: { secretName: files.secretName } }] } : {}),
            },
          },
        },
      }),
    );
  }
}

const propsShape: Shape<ExternalDnsProps> = objectOf<ExternalDnsProps>()({
  fleet: fleetShape,
  cluster: clusterShape,
  scope: oneOf('local', 'global', 'computed'),
  image: text('an image with a full version or a digest'),
  env: optional(list(environmentVariable)),
});

const rules = (scope: DnsScope): readonly PolicyRule[] => [
  { apiGroups: ['externaldns.k8s.io'], resources: ['dnsendpoints'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['externaldns.k8s.io'], resources: ['dnsendpoints/status'], verbs: ['update'] },
  ...(scope === 'local'
    ? [
        { apiGroups: [''], resources: ['services', 'pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
      ]
    : []),
];
