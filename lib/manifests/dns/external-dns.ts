import type { AppliedObject } from '../objects/applied-object';
import { annotationOf } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import type { UnitManifests } from '../objects/unit-manifests';
import { containersOf, podTemplate, type TemplateContainer } from '../pods/workload';
import { type Json, listAt, textAt } from '../yaml/json';

/** The label by which the instances of a cluster (`local`, `global`, `computed`) select what they publish. */
export const dnsScopeLabel = 'georaft.io/dns-scope';

/** Both prefixes of ExternalDNS's annotations. The default changed in 0.22, and an instance reads only one of them. */
export const annotationPrefixes = ['external-dns.kubernetes.io/', 'external-dns.alpha.kubernetes.io/'] as const;

/** The names that an object asks ExternalDNS to publish, under either prefix. */
export const publishedHosts = (object: AppliedObject): readonly string[] => [
  ...new Set(
    annotationPrefixes.flatMap(prefix =>
      (annotationOf(object, `${prefix}hostname`) ?? '')
        .split(',')
        .map(host => host.trim())
        .filter(host => host !== ''),
    ),
  ),
];

/** Whether an object is a DNSEndpoint of ExternalDNS. */
export const isEndpoints = ({ kind, apiVersion }: AppliedObject): boolean =>
  kind === 'DNSEndpoint' && apiVersion.startsWith('externaldns.k8s.io/');

/** The records of a DNSEndpoint. */
export const endpointsOf = ({ data }: AppliedObject): readonly Json[] => listAt(data, 'spec', 'endpoints');

/** A name in the form in which DNS compares it: in lower case, without the trailing dot. */
export const plainName = (name: string): string => (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();

/** Flags of an instance: for each its values, in order. */
export type Flags = ReadonlyMap<string, readonly string[]>;

/** An instance of ExternalDNS. */
export interface DnsInstance {
  readonly object: AppliedObject;
  readonly container: TemplateContainer;
  readonly flags: Flags;
}

/** The effective value of a flag: its last one. Undefined where the flag is missing. */
export const lastOf = (flags: Flags, name: string): string | undefined => flags.get(name)?.at(-1);

/** Whether a switch is on. */
export const isOn = (flags: Flags, name: string): boolean => flags.has(name) && lastOf(flags, name) !== 'false';

/**
 * Whether an instance of the CoreDNS provider reads and writes only the keys of its own owner id. It then needs no registry, since each
 * key in etcd has its owner.
 */
export const isStrictlyOwned = (flags: Flags): boolean => isCoreDns(flags) && isOn(flags, 'coredns-strictly-owned');

/** Whether an instance uses the CoreDNS provider, under either of its two names. */
export const isCoreDns = (flags: Flags): boolean => ['coredns', 'skydns'].includes(lastOf(flags, 'provider') ?? '');

/** The instance of ExternalDNS that a workload runs; undefined where it runs none. */
export function dnsInstance(object: AppliedObject): DnsInstance | undefined {
  if (object.kind !== 'Deployment') return undefined;
  const template = podTemplate(object);
  for (const container of template ? containersOf(template) : []) {
    if (!(textAt(container.data, 'image') ?? '').includes('external-dns')) continue;
    const flags = flagsOf(
      listAt(container.data, 'args').filter(arg => typeof arg === 'string'),
      listAt(container.data, 'env'),
    );
    if (flags.has('provider') && flags.has('source')) return { object, container, flags };
  }
  return undefined;
}

/** The instances that publish the fleet's records, in all clusters. Other instances select other labels, or none. */
export const fleetInstances = ({ clusters }: UnitManifests): readonly DnsInstance[] =>
  clusters.flatMap(cluster =>
    objectsOf(cluster, 'Deployment').flatMap(object => {
      const instance = dnsInstance(object);
      return instance?.flags.get('label-filter')?.some(filter => filter.includes(dnsScopeLabel)) ? [instance] : [];
    }),
  );

/** Flags from arguments, and from variables such as `EXTERNAL_DNS_POLICY` where no argument sets the same flag. */
function flagsOf(args: readonly string[], variables: readonly Json[]): Flags {
  const flags = new Map<string, readonly string[]>();
  for (const [position, arg] of args.entries()) {
    if (!arg.startsWith('--')) continue;
    const [name = '', ...rest] = arg.slice(2).split('=');
    const next = args[position + 1] ?? '';
    const value = rest.length > 0 ? rest.join('=') : next.startsWith('--') ? '' : next;
    flags.set(name, [...(flags.get(name) ?? []), value]);
  }
  for (const variable of variables) {
    const [, name] = /^EXTERNAL_DNS_([A-Z0-9_]+)$/.exec(textAt(variable, 'name') ?? '') ?? [];
    const value = textAt(variable, 'value');
    const flag = name?.toLowerCase().replaceAll('_', '-');
    if (flag !== undefined && value !== undefined && !flags.has(flag)) flags.set(flag, value.split('\n'));
  }
  return flags;
}
