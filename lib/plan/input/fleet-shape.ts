import type { ApiServer, Cluster, ClusterGateway, IngressController } from '../../domain/cluster';
import type { Delivery } from '../../domain/delivery';
import type { DelegatedZone, Dns, DnsCapabilities, DnsProvider } from '../../domain/dns';
import type { Finding } from '../../domain/finding';
import type { Fleet } from '../../domain/fleet';
import { isIP } from '../../domain/ip-family';
import type { Network } from '../../domain/network';
import type { OnCall } from '../../domain/on-call';
import type { RoundTrips } from '../../domain/round-trips';
import type { TerraformBackend, TerraformSettings } from '../../domain/terraform-settings';
import { anyDuration, duration } from './quantity-shape';
import { boolean, type Check, integer, list, matches, method, oneOf, optional, record, type Shape, shaped, text, tuple } from './shape';
import { fieldsOf, objectOf, someOf, unionOf } from './typed-shape';
import { validated } from './validated-shape';

/** A DNS label as Kubernetes demands it (RFC 1123): lower-case letters, digits and hyphens, 1 to 63 characters. */
export const dnsLabel = text("a DNS label: lower-case letters, digits and '-', at most 63", /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);

export const dnsName = text(
  'a DNS name in lower case without a trailing dot, at most 253 characters',
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/,
);

export const cidr: Shape<string> = shaped((value, at) => {
  const [address = '', bits = '', more] = typeof value === 'string' ? value.split('/') : [];
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const valid = family !== 0 && !address.includes('%') && more === undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  return valid ? [] : text('a CIDR such as 10.101.0.0/16', /^$a/)(value, at);
});

/** An IP address or a DNS name. */
export const address = text('an IP address or a DNS name', /^[0-9A-Za-z:.-]+$/);
const port = integer(1, 65_535);

/** The minor version of an API server. */
export const clusterVersion = text("a minor version such as '1.34'", /^1\.\d{1,2}$/);

export const apiServerShape: Shape<ApiServer> = objectOf<ApiServer>()({
  cidrs: list(cidr, 1),
  port,
});

export const clusterShape: Shape<Cluster> = objectOf<Cluster>()({
  name: dnsLabel,
  index: integer(0, 999),
  region: text('the name of a region'),
  zones: list(text('the name of a zone')),
  kubernetes: clusterVersion,
  podCidrs: list(cidr, 1),
  serviceCidrs: list(cidr, 1),
  clusterDomain: dnsName,
  storageClass: dnsName,
  ingress: optional(objectOf<IngressController>()({ className: dnsName, addresses: list(address, 1), namespace: optional(dnsLabel) })),
  gateway: optional(
    objectOf<ClusterGateway>()({ name: dnsName, namespace: dnsLabel, addresses: list(address, 1), podNamespace: optional(dnsLabel) }),
  ),
  nodeAddresses: optional(list(text('an IP address', /^[0-9A-Fa-f:.]+$/), 1)),
  apiServer: optional(apiServerShape),
  dnsCidrs: optional(list(cidr)),
  lost: optional(boolean),
});

const selections = list(oneOf('first-healthy', 'all-healthy', 'weighted', 'closest'));
const policies = list(oneOf('failover', 'weighted', 'latency', 'geolocation', 'geoproximity', 'multivalue'));

const delegatedZone = objectOf<DelegatedZone>()({
  name: dnsName,
  tags: optional(record(text('a tag'))),
  negativeTtl: duration(1, 3600),
  reconcile: duration(1, 3600),
});

const capabilities = fieldsOf<DnsCapabilities>()({
  policies,
  answers: selections,
  portAnswers: selections,
  parts: oneOf('owned', 'none'),
  delegation: list(oneOf('failover', 'round-robin', 'weighted', 'geo')),
  terraform: policies,
  checkIntervals: list(duration(1, 3600)),
  fence: oneOf('keys', 'none'),
  apex: oneOf('alias', 'addresses'),
  subtree: oneOf('apart', 'answered'),
  types: list(text('a type of record', /^[A-Z]+$/), 1),
});

/** The capabilities that a user declares for a provider; the others have defaults. */
export const someCapabilities: Shape<Partial<DnsCapabilities>> = objectOf<Partial<DnsCapabilities>>()(
  someOf<DnsCapabilities>(capabilities),
);

const providerFields = objectOf<DnsProvider>()(
  {
    name: text('a name'),
    capabilities: objectOf<DnsCapabilities>()(capabilities),
    propagation: duration(0, 86_400),
    negativeTtl: optional(duration(0, 86_400)),
    bind: method,
    route: optional(method),
    answer: optional(method),
    delegate: optional(method),
    delegatedZone: optional(delegatedZone),
    delegateZone: optional(method),
    terraform: optional(method),
    validate: optional(method),
  },
  'ignored',
);

/** The members that a provider must have for each capability. */
const needs: readonly (readonly [capability: keyof DnsCapabilities, member: keyof DnsProvider, shape: Check])[] = [
  ['policies', 'route', method],
  ['answers', 'answer', method],
  ['delegation', 'delegate', method],
  ['delegation', 'delegatedZone', delegatedZone],
  ['delegation', 'delegateZone', method],
  ['terraform', 'terraform', method],
];

/** A provider that declares a capability must also have the functions for it. */
export const providerShape: Shape<DnsProvider> = validated(
  shaped((value, at) => {
    const given = (value ?? {}) as Readonly<Record<string, unknown>>;
    const declared = (given.capabilities ?? {}) as Readonly<Record<string, unknown>>;
    const can = (capability: string): boolean => Array.isArray(declared[capability]) && (declared[capability] as unknown[]).length > 0;
    const missing = needs.filter(([capability, member]) => can(capability) && given[member] === undefined);
    return [...providerFields(value, at), ...missing.flatMap(([, member, shape]) => shape(undefined, `${at}.${member}`))];
  }),
);

export const dnsShape: Shape<Dns> = objectOf<Dns>()({
  zone: dnsName,
  provider: providerShape,
  namespace: dnsLabel,
  peerTtl: duration(5, 3600),
  negativeTtl: duration(0, 86_400),
  interval: duration(1, 3600),
  writers: optional(list(clusterShape, 1)),
});

/** A setting of a Terraform backend: Terraform accepts only texts and numbers here. */
const setting: Shape<string | number> = matches(
  'a text or a number',
  value => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)),
);

export const fleetShape: Shape<Fleet> = objectOf<Fleet>()({
  name: dnsLabel,
  clusters: list(clusterShape, 1),
  roundTrips: optional(objectOf<RoundTrips>()({ pairs: list(tuple(clusterShape, clusterShape, anyDuration(0, 5))) })),
  network: validated(
    objectOf<Network>()({ name: text('a name'), sharedAddresses: boolean, bind: method, validate: optional(method) }, 'ignored'),
  ),
  dns: dnsShape,
  delivery: optional(
    unionOf<Delivery>()({
      'argo-cd': {
        repoUrl: text('the URL of a repository'),
        revision: text('a branch, tag or commit'),
        path: text("a path in the repository without '..', or '.'", /^(?!(.*\/)?\.\.(\/|$))(\.|[^/\n][^\n]*)$/),
        project: dnsLabel,
        runsOn: clusterShape,
        namespace: dnsLabel,
        mode: oneOf('applications', 'rolling-sync'),
        poll: duration(1, 86_400),
      },
    }),
  ),
  onCall: optional(objectOf<OnCall>()({ notice: duration(0, 604_800), decide: duration(0, 604_800), fence: duration(0, 604_800) })),
  terraform: optional(
    objectOf<TerraformSettings>()({
      backend: unionOf<TerraformBackend>()({ local: {}, other: { type: text('a type of backend'), config: record(setting) } }),
      providerVersion: text('a version constraint'),
      outdir: optional(text('a folder')),
    }),
  ),
  retired: list(objectOf<Fleet['retired'][number]>()({ name: dnsLabel, index: integer(0, 999) })),
  ordinalStride: integer(1, 1000),
});

/** What is wrong with the shape of a fleet. Nothing else is checked until the shape is right. */
export const checkFleetShape = (fleet: unknown): readonly Finding[] => fleetShape(fleet, 'fleet');
