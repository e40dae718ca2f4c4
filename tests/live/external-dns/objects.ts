import type { DnsScope } from '../../../lib/domain/dns';
import { type LabInfo, lab, until } from '../lab';

/** The namespace of these tests, in every cluster. Names in DNS have this word in them too. */
export const namespace = 'facts';

const scopeLabel = 'georaft.io/dns-scope';

/** An object of a cluster, as far as these tests look into it. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** An endpoint of a DNSEndpoint. */
export interface Endpoint {
  readonly dnsName: string;
  readonly recordType: string;
  readonly targets: readonly string[];
  readonly recordTTL: number;
  readonly setIdentifier?: string;
  readonly providerSpecific?: readonly { readonly name: string; readonly value: string }[];
}

/** A DNSEndpoint with one endpoint of 5 s. */
export const dnsEndpoint = (
  name: string,
  endpoint: Partial<Endpoint> & Pick<Endpoint, 'dnsName' | 'targets'>,
  scope: DnsScope = 'local',
): Rendered => ({
  apiVersion: 'externaldns.k8s.io/v1alpha1',
  kind: 'DNSEndpoint',
  metadata: { name, labels: { [scopeLabel]: scope } },
  spec: { endpoints: [{ recordType: 'A', recordTTL: 5, ...endpoint }] },
});

/** What an instance of these tests looks for in place of a scope's own label: other instances may run in the same clusters. */
export const marked = (scope: string): string => `${scopeLabel}=${namespace}-${scope}`;

/** Makes an object or changes it, in the namespace of these tests, where only their instances see it. */
export function put(site: number, object: Rendered): void {
  const { metadata } = object;
  const scope = metadata.labels?.[scopeLabel];
  const [, mark] = marked(scope ?? '').split('=');
  lab.apply(site, {
    ...object,
    metadata: { ...metadata, namespace, labels: { ...metadata.labels, ...(scope ? { [scopeLabel]: mark } : {}) } },
  });
}

/** Removes an object. */
export const take = (site: number, { kind, metadata }: Rendered): void => {
  lab.kubectl(site, '-n', namespace, 'delete', kind, metadata.name);
};

/** Removes what the tests made in every cluster. */
export const clear = ({ sites }: LabInfo): void => {
  for (const { number } of sites) lab.kubectl(number, '-n', namespace, 'delete', 'dnsendpoints,services,statefulsets', '--all');
};

/** Makes the namespace in every cluster. */
export const begin = ({ sites }: LabInfo): void => {
  for (const { number } of sites) lab.apply(number, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
};

/** Removes the namespace from every cluster. */
export const end = async ({ sites }: LabInfo): Promise<void> => {
  for (const { number } of sites) lab.kubectl(number, 'delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
  for (const { number } of sites)
    await until(`the end of the namespace in s${number}`, 120, () =>
      lab.kubectl(number, 'get', 'namespace', namespace, '--ignore-not-found') === '' ? true : undefined,
    );
};
