import type { DnsAccess } from '../../domain/access';
import type { AnswerSelection, ComputedAnswer, Dns } from '../../domain/dns';
import { checkIds } from '../../domain/health-checks';
import type { RecordRoute, RoutingPolicy } from '../../domain/record-route';
import type { Topology } from '../../domain/topology';
import { candidatesOf, type NamedSeat, sharesOf } from '../access/candidates';
import { endpointsOf } from '../access/endpoints';
import { computedAnswers, providerProperties } from '../input/answer-shape';
import { answered } from '../input/strategy-answer';
import type { Publication } from '../model/publication-plan';
import type { RecordPlan } from '../model/system-plan';
import { type AddressType, sharedRecords, targetsByType } from './shared-record';
import { writersOf } from './writers';

/** The records that ExternalDNS publishes for the name of a system, by the kind of publication. */
export function planRecords(
  access: DnsAccess,
  topology: Topology,
  how: Publication,
  seats: readonly NamedSeat[],
  dns: Dns,
): readonly RecordPlan[] {
  const candidates = candidatesOf(topology, seats);
  const active = seats.filter(({ serves, role }) => serves && role === 'active');
  const clusters = seats.map(({ cluster }) => cluster.name);
  switch (how.kind) {
    case 'members':
      return members(
        access,
        planRoutes(access, topology, how.policy, candidates).filter(({ cluster }) => !how.waiting.includes(cluster)),
        dns,
      );
    case 'parts':
      return active.flatMap(seat => parts(access, seat));
    case 'computed':
      return computed(access, topology, how.selection, candidates, writersOf(dns, clusters), dns);
    case 'shared':
      return sharedRecords(
        access,
        active.flatMap(seat => targetsOf(access, seat)),
        dns,
        clusters,
      );
    case 'delegated':
    case 'terraform':
    case 'waiting':
      return [];
  }
}

/** One cluster's record of a name that several clusters share by a routing policy. */
export interface RoutedRecord {
  readonly cluster: string;
  readonly type: AddressType;
  readonly targets: readonly string[];
  readonly route: RecordRoute;
}

/** The records of a name with a routing policy: one for each cluster and record type. */
export function planRoutes(
  access: DnsAccess,
  topology: Topology,
  policy: RoutingPolicy,
  candidates: readonly NamedSeat[],
): readonly RoutedRecord[] {
  const route = routing(topology, policy, candidates);
  return candidates.flatMap(seat =>
    targetsByType(targetsOf(access, seat)).map(([type, targets]) => ({ cluster: seat.cluster.name, type, targets, route: route(seat) })),
  );
}

function routing(topology: Topology, policy: RoutingPolicy, candidates: readonly NamedSeat[]): (seat: NamedSeat) => RecordRoute {
  switch (policy) {
    case 'failover':
      return seat => ({ policy, order: seat === candidates[0] ? 'primary' : 'secondary' });
    case 'multivalue':
      return () => ({ policy });
    case 'latency':
      return ({ cluster }) => ({ policy, region: cluster.region });
    case 'weighted': {
      const traffic = topology.kind === 'active-active' ? topology.traffic.kind : 'ordered';
      const share = sharesOf(topology);
      if (traffic === 'weighted') return ({ cluster }) => ({ policy, weight: share.get(cluster.name) ?? 0 });
      return seat => ({ policy, weight: traffic === 'ordered' && seat !== candidates[0] ? 0 : 1 });
    }
    case 'geolocation': {
      const locations = topology.kind === 'active-active' && topology.traffic.kind === 'geo' ? topology.traffic.locations : [];
      const locationOf = new Map(locations.map(([cluster, location]) => [cluster.name, location]));
      return ({ cluster }) => ({ policy, location: locationOf.get(cluster.name) ?? { kind: 'default' } });
    }
    case 'geoproximity': {
      const biases = topology.kind === 'active-active' && topology.traffic.kind === 'proximity' ? topology.traffic.biases : [];
      const bias = new Map(biases.map(([cluster, value]) => [cluster.name, value]));
      return ({ cluster }) => ({ policy, region: cluster.region, bias: bias.get(cluster.name) ?? 0 });
    }
  }
}

/** The records of all clusters under one name; each cluster publishes its own. */
function members(access: DnsAccess, routed: readonly RoutedRecord[], { provider }: Dns): readonly RecordPlan[] {
  const checks = checkIds(access.healthChecks);
  return routed.map(({ cluster, type, targets, route }) => ({
    ...recordOf(access, type, targets),
    scope: 'local',
    clusters: [cluster],
    setIdentifier: cluster,
    route,
    properties: propertiesFor(route, checks.get(cluster), provider),
  }));
}

/** The provider-specific properties of ExternalDNS that express a route. */
function propertiesFor(route: RecordRoute, check: string | undefined, provider: Dns['provider']): RecordPlan['properties'] {
  if (!provider.route) return [];
  const at = 'fleet.dns.provider.route()';
  return answered(at, at, providerProperties, () => provider.route?.(route, check));
}

/** The part that one cluster adds to an answer that is the union of all parts. */
const parts = (access: DnsAccess, seat: NamedSeat): readonly RecordPlan[] =>
  targetsByType(targetsOf(access, seat)).map(([type, targets]) => ({
    ...recordOf(access, type, targets),
    scope: 'local',
    clusters: [seat.cluster.name],
    properties: [],
  }));

/** The record whose answer the DNS server computes, the same from every writer. */
function computed(
  access: DnsAccess,
  topology: Topology,
  selection: AnswerSelection,
  candidates: readonly NamedSeat[],
  writing: readonly string[],
  { provider }: Dns,
): readonly RecordPlan[] {
  const { healthChecks: checks, host } = access;
  if (checks?.kind !== 'server') return [];
  const share = sharesOf(topology);
  const input: ComputedAnswer = {
    host,
    selection,
    members: candidates.map(seat => ({
      cluster: seat.cluster.name,
      weight: share.get(seat.cluster.name) ?? 0,
      addresses: endpointsOf(access.exposure, seat.cluster, seat.clientHost),
    })),
    request: checks.request,
    intervalSeconds: checks.interval.toSeconds(),
    timeoutSeconds: checks.timeout.toSeconds(),
  };
  const at = 'fleet.dns.provider.answer()';
  const answers = provider.answer ? answered(at, at, computedAnswers, () => provider.answer?.(input)) : [];
  return answers.map(({ type, targets }) => ({
    ...recordOf(access, type, targets),
    scope: 'computed',
    clusters: writing,
    properties: [],
  }));
}

const recordOf = (access: DnsAccess, type: RecordPlan['type'], targets: readonly string[]) => ({
  name: access.host,
  type,
  targets,
  ttlSeconds: access.ttl.toSeconds(),
});

/** The targets of one cluster: the fixed addresses of its entry point, or else the name that ExternalDNS keeps up to date. */
const targetsOf = ({ exposure }: DnsAccess, { cluster, clientHost }: NamedSeat): readonly string[] =>
  endpointsOf(exposure, cluster, clientHost);
