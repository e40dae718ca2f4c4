import type { EditedOutput } from './edited-output';

/** A record set of a DNSEndpoint, as a hand writes it. What is left out is an A record of `shop.example.test` for 30 s. */
export type GivenRecord = Readonly<Record<string, unknown>>;

/** Adds a DNSEndpoint of another tool to each of these clusters, for the instances that look for `app: <unit>`. */
export const publish = (
  output: EditedOutput,
  endpoints: Readonly<Record<string, GivenRecord>>,
  unit = 'shop',
  labels: object = { app: unit },
): EditedOutput => {
  for (const [cluster, endpoint] of Object.entries(endpoints))
    output.add(cluster, unit, {
      apiVersion: 'externaldns.k8s.io/v1alpha1',
      kind: 'DNSEndpoint',
      metadata: { name: unit, namespace: unit, labels },
      spec: { endpoints: [{ dnsName: 'shop.example.test', recordType: 'A', targets: ['192.0.2.1'], recordTTL: 30, ...endpoint }] },
    });
  return output;
};

/** A record with properties of its provider: `{ 'aws/weight': '1' }`. */
export const routed = (setIdentifier: string, properties: Readonly<Record<string, string>>, more: GivenRecord = {}): GivenRecord => ({
  setIdentifier,
  providerSpecific: Object.entries(properties).map(([name, value]) => ({ name, value })),
  ...more,
});

/** Adds an instance of ExternalDNS for `app=shop` to a cluster, that reads DNSEndpoints and Services. Arguments are without their `--`. */
export const instance = (output: EditedOutput, cluster: string, ...args: readonly string[]): EditedOutput =>
  instanceOf(output, cluster, 'v0.21.0', [`txt-owner-id=shop-${cluster}`, 'policy=sync', ...args]);

/** The same of a version, with nothing but its sources and these arguments. */
export const instanceOf = (
  output: EditedOutput,
  cluster: string,
  version: string,
  args: readonly string[],
  env: readonly object[] = [],
): EditedOutput =>
  output.add(cluster, 'shop-dns', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop-dns', namespace: 'shop' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'external-dns',
              image: `registry.k8s.io/external-dns/external-dns:${version}`,
              args: ['source=crd', 'source=service', 'label-filter=app=shop', ...args].map(arg => `--${arg}`),
              env,
            },
          ],
        },
      },
    },
  });

/** Adds an object that asks ExternalDNS for names: its annotations are without their prefix, and under both. */
export const ask = (
  output: EditedOutput,
  cluster: string,
  { kind = 'Service', apiVersion = 'v1', name = 'shop', ...spec }: Readonly<Record<string, unknown>>,
  annotations: Readonly<Record<string, string>>,
  prefixes: readonly string[] = ['external-dns.kubernetes.io/', 'external-dns.alpha.kubernetes.io/'],
): EditedOutput =>
  output.add(cluster, 'shop', {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: 'shop',
      labels: { app: 'shop' },
      annotations: Object.fromEntries(
        prefixes.flatMap(prefix => Object.entries(annotations).map(([key, value]) => [`${prefix}${key}`, value])),
      ),
    },
    spec,
  });
