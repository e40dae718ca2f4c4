import type { ClientName, DnsAccess } from '../domain/access';
import type { AnswerSelection, DelegationStrategy, Dns, RoutingPolicy } from '../domain/dns';
import { checkIds, type HealthChecks } from '../domain/health-checks';
import type { Topology } from '../domain/topology';
import { candidatesOf, type NamedSeat } from './candidates';
import { entryOf } from './entry';
import { isIP } from './ip-family';
import { type NameWish, wishOf } from './name-wish';
import { type Refusal, refusedBy } from './publication-refusal';
import { writersOf } from './writers';

/** Who publishes a name that clusters share, and how. */
export type Publication =
  /** Each cluster a record of its own, told apart by a set identifier; the provider chooses. */
  | {
      readonly kind: 'members';
      readonly policy: RoutingPolicy;
      /** Clusters whose own record waits until the health check that Terraform makes has an id; empty as a rule. */
      readonly waiting: readonly string[];
    }
  /** Each cluster a part of one record set; the answer is the union. */
  | { readonly kind: 'parts' }
  /** One record whose answer the server computes, the same from every writer. */
  | { readonly kind: 'computed'; readonly selection: AnswerSelection }
  /** A controller in the clusters answers; the objects that tell it so are the same in every cluster. */
  | { readonly kind: 'delegated'; readonly strategy: DelegationStrategy }
  /** Terraform publishes the records; ExternalDNS leaves the name alone. */
  | { readonly kind: 'terraform'; readonly policy: RoutingPolicy }
  /** The whole answer, the same from every writer; a commit changes it. */
  | { readonly kind: 'shared' }
  /** Nothing yet: the ids of the health checks that Terraform makes are not there. */
  | { readonly kind: 'waiting'; readonly clusters: readonly string[] };

/** How a name is published, and what could not be done as it was asked. */
export interface PublicationPlan {
  readonly how: Publication;
  /** What the provider cannot do, and the way out; undefined where everything is as asked. */
  readonly refused: Refusal | undefined;
}

/** Everything that a decision depends on. */
interface Asked {
  readonly access: DnsAccess;
  readonly topology: Topology;
  readonly dns: Dns;
  readonly seats: readonly NamedSeat[];
  readonly candidates: readonly NamedSeat[];
  readonly wish: NameWish;
}

/**
 * Decides how the name of a system is published: by what its provider can do, and by what is asked of it.
 *
 * Total: a name that is refused is planned as a shared one, so that everything else that is wrong is found as well.
 */
export function planPublication(access: DnsAccess, topology: Topology, seats: readonly NamedSeat[], dns: Dns): PublicationPlan {
  const candidates = candidatesOf(topology, seats);
  const decided = decide({ access, topology, dns, seats, candidates, wish: wishOf(access, topology, candidates) });
  return 'problem' in decided ? { how: { kind: 'shared' }, refused: decided } : { how: decided, refused: undefined };
}

function decide(asked: Asked): Publication | Refusal {
  const { access, candidates } = asked;
  const checks = access.healthChecks;
  if (!checks) return unchecked(asked);
  const [first] = candidates;
  if (first && alone(asked)) {
    return {
      problem: `the health checks of '${access.host}' lead nowhere: ${first.cluster.name} is the only cluster that may serve without a decision`,
      fix: 'take healthChecks away, and move the name by a commit; or add a cluster of the same group that can serve',
    };
  }
  switch (checks.kind) {
    case 'existing':
      return routed(asked);
    case 'terraform':
      return checks.records === 'terraform' ? byTerraform(asked) : withChecksOfTerraform(asked, checks);
    case 'server':
      return answered(asked, checks);
  }
}

/**
 * Whether checks never have another cluster to lead to. A promoted group of one cluster has none for now, and keeps the way of
 * publication: the records that a lost group left behind must still be of the same kind.
 */
const alone = ({ topology, candidates }: Asked): boolean =>
  candidates.length < 2 && !(topology.kind === 'active-standby' && topology.standbys.some(({ kind }) => kind === 'voting'));

/** Nobody asks whether a cluster is healthy. */
function unchecked(asked: Asked): Publication | Refusal {
  const { topology, dns } = asked;
  if (topology.kind === 'active-standby') return whole(asked);
  if (topology.traffic.kind === 'ordered') {
    return {
      problem: `traffic to the first healthy cluster has no health checks, so nobody knows which one that is`,
      fix: 'add healthChecks; or make it an active-standby system, whose name a commit moves',
    };
  }
  const policy = supported(asked, dns.provider.capabilities.policies);
  if (policy) return { kind: 'members', policy, waiting: [] };
  if (topology.traffic.kind !== 'round-robin') return cannot(asked);
  return dns.provider.capabilities.parts === 'owned' ? { kind: 'parts' } : whole(asked);
}

/** Each cluster's own record, which follows a check that has an id. */
function routed(asked: Asked): Publication | Refusal {
  const policy = supported(asked, asked.dns.provider.capabilities.policies);
  return policy ? { kind: 'members', policy, waiting: [] } : cannot(asked);
}

function withChecksOfTerraform(asked: Asked, checks: HealthChecks): Publication | Refusal {
  if (asked.dns.provider.capabilities.terraform.length === 0) return cannot(asked);
  const policy = supported(asked, asked.dns.provider.capabilities.policies);
  if (!policy) return cannot(asked);
  const ids = checkIds(checks);
  if (asked.candidates.length < 2) return { kind: 'members', policy, waiting: [] }; // promoted, and led to by the commit
  const known = asked.candidates.filter(({ cluster }) => ids.has(cluster.name));
  const waiting = asked.candidates.map(({ cluster }) => cluster.name).filter(cluster => !ids.has(cluster));
  return waiting.length === 0 || standsAlone(policy, known, asked)
    ? { kind: 'members', policy, waiting }
    : { kind: 'waiting', clusters: waiting };
}

/** Whether the records of some clusters lead clients rightly without those of the others: one that is added later must not take a name away. */
function standsAlone(policy: RoutingPolicy, known: readonly NamedSeat[], { topology, candidates }: Asked): boolean {
  const [first] = candidates;
  if (known.length === 0 || policy === 'failover' || !first) return false;
  const has = (clusters: readonly { readonly name: string }[]): boolean =>
    clusters.some(({ name }) => known.some(({ cluster }) => cluster.name === name));
  if (topology.kind === 'active-standby') return known.includes(first);
  const { traffic } = topology;
  switch (traffic.kind) {
    case 'ordered':
      return known.includes(first);
    case 'weighted':
      return has(traffic.shares.filter(([, share]) => share > 0).map(([cluster]) => cluster));
    case 'geo':
      return has(traffic.locations.filter(([, { kind }]) => kind === 'default').map(([cluster]) => cluster));
    case 'round-robin':
    case 'latency':
    case 'proximity':
      return true;
  }
}

function byTerraform(asked: Asked): Publication | Refusal {
  const policy = supported(asked, asked.dns.provider.capabilities.terraform);
  return policy ? { kind: 'terraform', policy } : cannot(asked);
}

/** The DNS server asks, or a controller in the clusters. */
function answered(asked: Asked, checks: Extract<HealthChecks, { kind: 'server' }>): Publication | Refusal {
  const { wish, dns } = asked;
  const { answers, delegation } = dns.provider.capabilities;
  if (wish.selection && answers.includes(wish.selection)) return computed(asked, checks, wish.selection);
  if (wish.strategy && delegation.includes(wish.strategy.kind)) return { kind: 'delegated', strategy: wish.strategy };
  return cannot(asked);
}

function computed(asked: Asked, checks: Extract<HealthChecks, { kind: 'server' }>, selection: AnswerSelection): Publication | Refusal {
  const { access, candidates, dns } = asked;
  const { name, capabilities } = dns.provider;
  if (checks.request.kind === 'tcp' && !capabilities.portAnswers.includes(selection)) {
    return {
      problem: `${asked.wish.words} needs an HTTP request at DNS provider '${name}', and its health checks only open a connection`,
      fix: 'use HealthRequest.http or HealthRequest.https',
    };
  }
  if (checks.failures !== 1) {
    return {
      problem: `its health checks let ${checks.failures} failures pass, and a server that computes the answer takes a cluster out at the first`,
      fix: 'say failures: 1',
    };
  }
  for (const { cluster, clientHost } of candidates) {
    const named = entryOf(access.exposure, cluster, clientHost).find(target => isIP(target) === 0);
    if (named !== undefined) {
      return {
        problem: `${cluster.name} is reached by the name '${named}', and DNS provider '${name}' computes answers from addresses only`,
        fix: 'take an Ingress, a Gateway or node ports with declared addresses',
      };
    }
  }
  const writable = whole(asked);
  return 'problem' in writable ? writable : { kind: 'computed', selection };
}

/** One answer, which every writer publishes alike. */
const whole = ({ access, seats, dns }: Asked): Publication | Refusal =>
  unwritten(
    access,
    seats.map(({ cluster }) => cluster.name),
    dns,
  ) ?? { kind: 'shared' };

/** Why nobody, or too many, would write one answer for all clusters; undefined where it is written. */
export function unwritten({ host }: ClientName, clusters: readonly string[], dns: Dns): Refusal | undefined {
  const { provider, writers } = dns;
  const writing = writersOf(dns, clusters);
  if (writing.length === 0) {
    return {
      problem: `nobody publishes '${host}': of dns.writers, ${(writers ?? []).map(({ name }) => name).join(', ')}, none takes part in the system`,
      fix: 'add a cluster of the system to dns.writers, or give a writer a seat',
    };
  }
  if (provider.capabilities.parts === 'owned' && (writers === undefined || writers.length > 1)) {
    return {
      problem: `DNS provider '${provider.name}' answers with what all clusters have written together, and ${writing.length} clusters would write '${host}'`,
      fix: 'name exactly one cluster as dns.writers, best one that serves nobody',
    };
  }
  return undefined;
}

const supported = ({ wish }: Asked, known: readonly RoutingPolicy[]): RoutingPolicy | undefined =>
  wish.policies.find(policy => known.includes(policy));

const cannot = ({ access, topology, dns, wish }: Asked): Refusal => refusedBy(dns.provider, wish, topology, access.healthChecks);
