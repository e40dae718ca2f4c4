import { isIP } from 'node:net';
import type { DnsAccess } from '../domain/access';
import type { Cluster } from '../domain/cluster';
import type { Dns, RecordRoute } from '../domain/dns';
import { checkIds } from '../domain/health-checks';
import type { Topology } from '../domain/topology';
import { entryOf } from './entry';
import type { Publication } from './publication';
import type { RecordPlan, SeatRole } from './system-plan';

/** What records need to know of a seat. */
export interface RecordSeat {
  readonly cluster: Cluster;
  readonly role: SeatRole;
  readonly serves: boolean;
  readonly clientHost: string | undefined;
}

/** The records of a system's host: every one that the topology and the way of publication call for. */
export function planRecords(
  access: DnsAccess,
  topology: Topology,
  how: Publication,
  seats: readonly RecordSeat[],
  dns: Dns,
): readonly RecordPlan[] {
  const serving = seats.filter(({ serves }) => serves);
  const active = serving.filter(({ role }) => role === 'active');
  switch (how.kind) {
    case 'members':
      return routed(access, topology, serving, active, dns);
    case 'shared':
      return shared(access, active, seats);
    case 'parts':
    case 'computed':
    case 'delegated':
    case 'terraform':
    case 'waiting':
      return [];
  }
}

function routed(
  access: DnsAccess,
  topology: Topology,
  serving: readonly RecordSeat[],
  active: readonly RecordSeat[],
  dns: Dns,
): readonly RecordPlan[] {
  // A group of its own is promoted by a decision: a provider that moves clients to it by itself would strand their writes.
  if (topology.kind === 'active-standby') {
    const standbys = standbysInOrder(topology, serving).filter(({ role }) => role === 'voting');
    return failover(access, [...active, ...standbys], dns);
  }
  const { traffic } = topology;
  switch (traffic.kind) {
    case 'ordered': {
      const place = (seat: RecordSeat): number => traffic.clusters.findIndex(({ name }) => name === seat.cluster.name);
      return failover(
        access,
        active.filter(seat => place(seat) >= 0).sort((a, b) => place(a) - place(b)),
        dns,
      );
    }
    case 'weighted': {
      const weight = new Map(traffic.shares.map(([cluster, share]) => [cluster.name, share]));
      return members(access, active, dns, seat => ({ policy: 'weighted', weight: weight.get(seat.cluster.name) ?? 0 }));
    }
    case 'latency':
      return members(access, active, dns, ({ cluster }) => ({ policy: 'latency', region: cluster.region }));
    case 'proximity': {
      const bias = new Map(traffic.biases.map(([cluster, value]) => [cluster.name, value]));
      return members(access, active, dns, ({ cluster }) => ({
        policy: 'geoproximity',
        region: cluster.region,
        bias: bias.get(cluster.name) ?? 0,
      }));
    }
    case 'geo': {
      const place = new Map(traffic.locations.map(([cluster, location]) => [cluster.name, location]));
      return members(
        access,
        active.filter(({ cluster }) => place.has(cluster.name)),
        dns,
        ({ cluster }) => {
          const location = place.get(cluster.name);
          return { policy: 'geolocation', location: location ?? { kind: 'default' } };
        },
      );
    }
    case 'round-robin': {
      const aliases = active.some(seat => targetsOf(access, seat).some(({ type }) => type === 'CNAME'));
      // A name has one CNAME only, so load balancers' names share it by equal weights.
      return members(access, active, dns, () => (aliases ? { policy: 'weighted', weight: 1 } : { policy: 'multivalue' }));
    }
  }
}

function standbysInOrder(topology: Extract<Topology, { kind: 'active-standby' }>, seats: readonly RecordSeat[]): readonly RecordSeat[] {
  const waiting = seats.filter(({ role }) => role !== 'active');
  const place = (seat: RecordSeat): number => topology.standbys.findIndex(({ cluster }) => cluster.name === seat.cluster.name);
  return [...waiting].sort((a, b) => place(a) - place(b));
}

/** The provider moves the name: in order for two clusters, by weights 1 and 0 for more. */
function failover(access: DnsAccess, all: readonly RecordSeat[], dns: Dns): readonly RecordPlan[] {
  return members(access, all, dns, (seat): RecordRoute => {
    const first = seat === all[0];
    if (all.length > 2) return { policy: 'weighted', weight: first ? 1 : 0 };
    return { policy: 'failover', order: first ? 'primary' : 'secondary' };
  });
}

/** A member of one record set for each cluster, published by that cluster. */
function members(
  access: DnsAccess,
  seats: readonly RecordSeat[],
  { provider }: Dns,
  route: (seat: RecordSeat) => RecordRoute,
): readonly RecordPlan[] {
  const checks = checkIds(access.healthChecks);
  return seats.flatMap(seat =>
    grouped(targetsOf(access, seat)).map(([type, targets]) => {
      const chosen = route(seat);
      const name = seat.cluster.name;
      return {
        name: access.host,
        type,
        targets,
        ttlSeconds: access.ttl.toSeconds(),
        scope: 'local',
        clusters: [name],
        setIdentifier: name,
        route: chosen,
        properties: provider.route?.(chosen, checks.get(name)) ?? [],
      };
    }),
  );
}

/** The whole answer, the same from every cluster: it does not matter which of them is lost. */
function shared(access: DnsAccess, serving: readonly RecordSeat[], all: readonly RecordSeat[]): readonly RecordPlan[] {
  return grouped(serving.flatMap(seat => targetsOf(access, seat))).map(([type, targets]) => ({
    name: access.host,
    type,
    targets,
    ttlSeconds: access.ttl.toSeconds(),
    scope: 'global',
    clusters: all.map(({ cluster }) => cluster.name),
    properties: [],
  }));
}

interface Target {
  readonly type: RecordPlan['type'];
  readonly value: string;
}

/** Where clients find one cluster: fixed addresses behind an Ingress, else the name that ExternalDNS keeps up to date. */
function targetsOf(access: DnsAccess, { cluster, clientHost }: RecordSeat): readonly Target[] {
  return entryOf(access.exposure, cluster, clientHost).map(value => ({ type: recordType(value), value }));
}

const recordType = (target: string): RecordPlan['type'] => {
  const family = isIP(target);
  return family === 4 ? 'A' : family === 6 ? 'AAAA' : 'CNAME';
};

function grouped(targets: readonly Target[]): readonly (readonly [RecordPlan['type'], readonly string[]])[] {
  const types = [...new Set(targets.map(({ type }) => type))].sort();
  return types.map(type => [type, [...new Set(targets.filter(target => target.type === type).map(({ value }) => value))].sort()] as const);
}
