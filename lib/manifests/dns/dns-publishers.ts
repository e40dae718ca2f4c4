import { selectorOf } from '../objects/label-selector';
import type { ObjectSummary } from '../objects/unit-manifests';
import type { DnsSummary, NamedObject, SummarizedInstance } from './dns-summary';
import { type Flags, lastOf, plainName } from './external-dns';

/** Something that an object asks ExternalDNS to publish: a name and a record type. */
export interface Published {
  readonly object: ObjectSummary;
  readonly labels: Readonly<Record<string, string>>;
  readonly name: string;
  /** Undefined where the type depends on the addresses of the object. */
  readonly type: string | undefined;
}

/** Returns the instances that publish something, by ExternalDNS's own filters. None where the output has no instance. */
export type Publishers = (published: Published) => readonly SummarizedInstance[];

/** The source of ExternalDNS that reads a kind. */
const sources: Readonly<Record<string, string>> = {
  DNSEndpoint: 'crd',
  Service: 'service',
  Ingress: 'ingress',
  Pod: 'pod',
  HTTPRoute: 'gateway-httproute',
  GRPCRoute: 'gateway-grpcroute',
  TCPRoute: 'gateway-tcproute',
  TLSRoute: 'gateway-tlsroute',
  UDPRoute: 'gateway-udproute',
  VirtualService: 'istio-virtualservice',
};

/** Value of `--source` that reads objects of a kind; undefined for a kind without a known source. */
export const sourceOf = (kind: string): string | undefined => sources[kind];

/** Cached, since several rules ask for the same records. */
const known = new WeakMap<DnsSummary, Publishers>();

/** The publishers of an output. */
export function publishersIn(dns: DnsSummary): Publishers {
  const publishers = known.get(dns) ?? publishersOf(dns);
  known.set(dns, publishers);
  return publishers;
}

function publishersOf({ instances }: DnsSummary): Publishers {
  const byCluster = new Map<string, SummarizedInstance[]>();
  for (const instance of instances) {
    const same = byCluster.get(instance.object.cluster);
    if (same) same.push(instance);
    else byCluster.set(instance.object.cluster, [instance]);
  }
  const found = new WeakMap<Published, readonly SummarizedInstance[]>();
  return published => {
    const before = found.get(published);
    if (before) return before;
    const own = (byCluster.get(published.object.cluster) ?? []).filter(({ flags }) => publishes(flags, published));
    found.set(published, own);
    return own;
  };
}

function publishes(flags: Flags, { object, labels, name, type }: Published): boolean {
  const source = sources[object.kind];
  if (source === undefined || !flags.get('source')?.includes(source)) return false;
  const namespace = lastOf(flags, 'namespace') ?? '';
  if (namespace !== '' && namespace !== object.namespace) return false;
  if (!selectorOf(lastOf(flags, 'label-filter') ?? '')(labels)) return false;
  return (type === undefined || managedTypes(flags).has(type)) && inDomain(flags, name);
}

/** Record types that an instance manages. */
export function managedTypes(flags: Flags): ReadonlySet<string> {
  const given = flags.get('managed-record-types') ?? [];
  const excluded = new Set(flags.get('exclude-record-types') ?? []);
  return new Set((given.length > 0 ? given : ['A', 'AAAA', 'CNAME']).filter(type => !excluded.has(type)));
}

/** Whether an instance's domain filters admit a name. A regular expression replaces the other filters. */
function inDomain(flags: Flags, name: string): boolean {
  if ((lastOf(flags, 'regex-domain-filter') ?? '') !== '') return true; // Go's syntax, which is not evaluated here
  const domains = flags.get('domain-filter') ?? [];
  const excluded = flags.get('exclude-domains') ?? [];
  return (domains.length === 0 || domains.some(domain => isWithin(name, domain))) && !excluded.some(domain => isWithin(name, domain));
}

/** Whether a name is a domain or lies in it. A domain that begins with a dot does not contain itself. */
function isWithin(name: string, domain: string): boolean {
  const plain = plainName(domain.trim());
  if (plain === '') return true;
  return plain.startsWith('.') ? name.endsWith(plain) : name === plain || name.endsWith(`.${plain}`);
}

/** The names of an object that are published: those of its annotations, and those in its spec where an instance reads its kind. */
export function publishedNames(named: NamedObject, publishers: Publishers): readonly string[] {
  const read = named.hosts.filter(name => !named.hostnames.includes(name) && publishers({ ...named, name, type: undefined }).length > 0);
  return [...named.hostnames, ...read];
}
