import type { ClientName, DnsAccess } from '../../domain/access';
import type { AnswerSelection, Dns } from '../../domain/dns';
import { checkIds, type HealthChecks } from '../../domain/health-checks';
import { isIP } from '../../domain/ip-family';
import type { RoutingPolicy } from '../../domain/record-route';
import type { Topology } from '../../domain/topology';
import { candidatesOf, type NamedSeat } from '../access/candidates';
import { endpointsOf } from '../access/endpoints';
import type { Publication, PublicationPlan, Refusal } from '../model/publication-plan';
import { type NameRequirements, nameRequirements } from './name-requirements';
import { providerRefusal } from './provider-refusal';
import { writersOf } from './writers';

/** The facts that the decision depends on. */
interface PublicationInput {
  readonly access: DnsAccess;
  readonly topology: Topology;
  readonly dns: Dns;
  readonly seats: readonly NamedSeat[];
  readonly candidates: readonly NamedSeat[];
  readonly requirements: NameRequirements;
}

/**
 * Decides how the name of a system is published, from what the system requires and what the provider can do.
 *
 * Total: a refused name is planned as a shared one, so that the rules still find everything else that is wrong.
 */
export function planPublication(access: DnsAccess, topology: Topology, seats: readonly NamedSeat[], dns: Dns): PublicationPlan {
  const candidates = candidatesOf(topology, seats);
  const decided = decide({ access, topology, dns, seats, candidates, requirements: nameRequirements(access, topology, candidates) });
  return 'problem' in decided ? { how: { kind: 'shared' }, refused: decided } : { how: decided, refused: undefined };
}

function decide(input: PublicationInput): Publication | Refusal {
  const { access, candidates } = input;
  const checks = access.healthChecks;
  if (!checks) return unchecked(input);
  const [first] = candidates;
  if (first && alone(input)) {
    return {
      problem: `the health checks of '${access.host}' have nothing to fail over to: ${first.cluster.name} is the only cluster that can serve without a decision`,
      fix: 'remove healthChecks and move the name by a commit, or add a cluster of the same group that can serve',
    };
  }
  switch (checks.kind) {
    case 'existing':
      return routed(input);
    case 'terraform':
      return checks.records === 'terraform' ? byTerraform(input) : withChecksOfTerraform(input, checks);
    case 'server':
      return answered(input, checks);
  }
}

/**
 * Whether the health checks can never fail over, because the topology has no second cluster of the group. A promoted group with one cluster
 * has none for now, but keeps its kind of publication: its records must be of the same kind as those that the lost group left behind.
 */
const alone = ({ topology, candidates }: PublicationInput): boolean =>
  candidates.length < 2 && !(topology.kind === 'active-standby' && topology.standbys.some(({ kind }) => kind === 'voting'));

/** The publication of a name without health checks. */
function unchecked(input: PublicationInput): Publication | Refusal {
  const { topology, dns } = input;
  if (topology.kind === 'active-standby') return whole(input);
  if (topology.traffic.kind === 'ordered') {
    return {
      problem: 'ordered traffic has no health checks, so DNS cannot know which cluster is the first healthy one',
      fix: 'add healthChecks, or use Topology.activeStandby, whose name a commit moves',
    };
  }
  const policy = supported(input, dns.provider.capabilities.policies);
  if (policy) return { kind: 'members', policy, waiting: [] };
  if (topology.traffic.kind !== 'round-robin') return cannot(input);
  return dns.provider.capabilities.parts === 'owned' ? { kind: 'parts' } : whole(input);
}

/** A record for each cluster, with the id of an existing health check. */
function routed(input: PublicationInput): Publication | Refusal {
  const policy = supported(input, input.dns.provider.capabilities.policies);
  return policy ? { kind: 'members', policy, waiting: [] } : cannot(input);
}

function withChecksOfTerraform(input: PublicationInput, checks: HealthChecks): Publication | Refusal {
  if (input.dns.provider.capabilities.terraform.length === 0) return cannot(input);
  const policy = supported(input, input.dns.provider.capabilities.policies);
  if (!policy) return cannot(input);
  const ids = checkIds(checks);
  if (input.candidates.length < 2) return { kind: 'members', policy, waiting: [] }; // promoted: the commit moves clients, not a check
  const known = input.candidates.filter(({ cluster }) => ids.has(cluster.name));
  const waiting = input.candidates.map(({ cluster }) => cluster.name).filter(cluster => !ids.has(cluster));
  return waiting.length === 0 || standsAlone(policy, known, input)
    ? { kind: 'members', policy, waiting }
    : { kind: 'waiting', clusters: waiting };
}

/** Whether the records of some clusters route clients correctly without those of the others. So a new cluster does not take a name away. */
function standsAlone(policy: RoutingPolicy, known: readonly NamedSeat[], { topology, candidates }: PublicationInput): boolean {
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

function byTerraform(input: PublicationInput): Publication | Refusal {
  const policy = supported(input, input.dns.provider.capabilities.terraform);
  return policy ? { kind: 'terraform', policy } : cannot(input);
}

/** The publication where the DNS server or a controller in the clusters checks the clusters. */
function answered(input: PublicationInput, checks: Extract<HealthChecks, { kind: 'server' }>): Publication | Refusal {
  const { requirements, dns } = input;
  const { answers, delegation } = dns.provider.capabilities;
  if (requirements.selection && answers.includes(requirements.selection)) return computed(input, checks, requirements.selection);
  if (requirements.strategy && delegation.includes(requirements.strategy.kind))
    return { kind: 'delegated', strategy: requirements.strategy };
  return cannot(input);
}

function computed(
  input: PublicationInput,
  checks: Extract<HealthChecks, { kind: 'server' }>,
  selection: AnswerSelection,
): Publication | Refusal {
  const { access, candidates, dns } = input;
  const { name, capabilities } = dns.provider;
  if (checks.request.kind === 'tcp' && !capabilities.portAnswers.includes(selection)) {
    return {
      problem: `${input.requirements.description} needs an HTTP request at DNS provider '${name}', but its health checks only open a connection`,
      fix: 'use HealthRequest.http or HealthRequest.https',
    };
  }
  if (checks.failures !== 1) {
    return {
      problem: `its health checks need ${checks.failures} failures, but a server that computes the answer removes a cluster after the first one`,
      fix: 'set failures: 1',
    };
  }
  for (const { cluster, clientHost } of candidates) {
    const named = endpointsOf(access.exposure, cluster, clientHost).find(target => isIP(target) === 0);
    if (named !== undefined) {
      return {
        problem: `${cluster.name} is reached by the name '${named}', but DNS provider '${name}' computes answers from addresses only`,
        fix: 'use an Ingress, a Gateway or node ports with declared addresses',
      };
    }
  }
  const writable = whole(input);
  return 'problem' in writable ? writable : { kind: 'computed', selection };
}

/** One answer, which every writer publishes in the same way. */
const whole = ({ access, seats, dns }: PublicationInput): Publication | Refusal =>
  writerRefusal(
    access,
    seats.map(({ cluster }) => cluster.name),
    dns,
  ) ?? { kind: 'shared' };

/** Why no cluster, or too many clusters, would write a shared name; undefined where its writers are correct. */
export function writerRefusal({ host }: ClientName, clusters: readonly string[], dns: Dns): Refusal | undefined {
  const { provider, writers } = dns;
  const writing = writersOf(dns, clusters);
  if (writing.length === 0) {
    return {
      problem: `no cluster publishes '${host}': none of dns.writers (${(writers ?? []).map(({ name }) => name).join(', ')}) is a cluster of the system`,
      fix: 'add a cluster of the system to dns.writers, or give a writer a seat',
    };
  }
  if (provider.capabilities.parts === 'owned' && (writers === undefined || writers.length > 1)) {
    return {
      problem: `DNS provider '${provider.name}' merges what all clusters write, and ${writing.length} clusters would write '${host}'`,
      fix: 'name exactly one cluster in dns.writers, best one that does not serve',
    };
  }
  return undefined;
}

const supported = ({ requirements }: PublicationInput, known: readonly RoutingPolicy[]): RoutingPolicy | undefined =>
  requirements.policies.find(policy => known.includes(policy));

const cannot = ({ access, topology, dns, requirements }: PublicationInput): Refusal =>
  providerRefusal(dns.provider, requirements, topology, access.healthChecks);
