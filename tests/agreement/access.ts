import { Duration, Size } from 'cdk8s';
import { Access, type Cluster, Exposure, GatewayImplementation, HealthChecks, HealthRequest, PartialFailure, Sessions } from '../../lib';
import type { ClientRequirements } from '../../lib/domain/client-terms';
import { must } from '../fixtures';
import type { Clusters } from './build';
import type { AccessDraft, ChecksDraft, EngineDraft, ExposureDraft, SystemDraft, TermsDraft } from './draft';
import { portsOf } from './engines';

/** Position of a system in its fleet, by which ports of nodes and listeners are told apart. */
const numberOf = ({ name }: Pick<SystemDraft, 'name'>): number =>
  [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 90, 7);

/** The access that a draft describes. */
export function accessOf({ access, engine, ...system }: SystemDraft, clusters: Clusters): Access {
  const number = numberOf(system);
  const at = (name: string): Cluster => must(clusters.get(name), name);
  switch (access.kind) {
    case 'internal':
      return Access.internal();
    case 'dns':
      return Access.dns({
        host: access.host,
        ttl: Duration.seconds(access.ttl),
        exposure: exposureOf(access.exposure, engine, number),
        ...termsOf(access.terms, at),
        ...(access.checks ? { healthChecks: checksOf(access.checks, at) } : {}),
      });
    case 'load-balancer':
      return balancer(access, engine, number, at);
    case 'client-list':
      return Access.clientList({
        exposure: exposureOf(access.exposure, engine, number),
        connectTimeout: Duration.seconds(2),
        namespaces: access.namespaces,
        ...termsOf(access.terms, at),
      });
    case 'gateway': {
      const { implementation, channel, quiet } = access;
      return Access.gateway({
        host: access.host,
        ttl: Duration.seconds(30),
        implementation:
          implementation === 'istio'
            ? GatewayImplementation.istio({ channel, retries: quiet ? 'never' : 'twice' })
            : GatewayImplementation.gatewayApi({ channel, services: quiet ? 'net.gke.io' : 'multicluster.x-k8s.io' }),
        route: access.route,
        ...(access.listener ? { listener: { name: `l${number}`, port: 9000 + number } } : {}),
        sites: access.places.map(at),
        ...(implementation === 'istio' ? { outliers: { errors: 3, interval: Duration.seconds(2), ejection: Duration.seconds(30) } } : {}),
        ...termsOf(access.terms, at),
      });
    }
  }
}

function balancer(
  access: Extract<AccessDraft, { kind: 'load-balancer' }>,
  engine: EngineDraft,
  number: number,
  at: (name: string) => Cluster,
): Access {
  const { host, entry } = access;
  const ways = {
    'load-balancer': Exposure.loadBalancer(),
    'node-ports': Exposure.nodePorts(nodePorts(engine, 31_000 + 10 * number)),
    'pod-addresses': Exposure.podAddresses(),
  };
  return Access.loadBalancer({
    sites: access.places.map(name => ({
      cluster: at(name),
      ...(host === undefined ? {} : { addresses: [`203.0.113.${at(name).index}`] }),
    })),
    image: 'docker.io/library/haproxy:3.0.12',
    protocol: access.protocol,
    exposure: exposureOf(access.exposure, engine, number),
    checks: { interval: Duration.seconds(2), timeout: Duration.seconds(1), fall: access.fall, rise: 2 },
    ...(host === undefined ? {} : { name: { host, ttl: Duration.seconds(60) } }),
    ...(entry === undefined ? {} : { frontend: ways[entry] }),
    replicas: access.replicas,
    ...(access.resources ? { resources: { cpu: access.resources.cpu, memory: Size.mebibytes(access.resources.memory) } } : {}),
    ...termsOf(access.terms, at),
  });
}

function exposureOf(draft: ExposureDraft, engine: EngineDraft, number: number): Exposure {
  switch (draft.kind) {
    case 'ingress':
      return Exposure.ingress({
        ...(draft.path === undefined ? {} : { path: draft.path }),
        ...(draft.tls ? { tlsSecretName: 'clients-tls' } : {}),
      });
    case 'gateway':
      return Exposure.gateway({
        route: draft.route,
        ...(draft.path === undefined ? {} : { path: draft.path }),
        ...(draft.listener ? { listener: { name: `l${number}`, port: 9000 + number } } : {}),
      });
    case 'load-balancer':
      return Exposure.loadBalancer(draft.annotation === undefined ? {} : { annotations: { [draft.annotation]: 'network' } });
    case 'node-ports':
      return Exposure.nodePorts(nodePorts(engine, 30_000 + 10 * number));
    case 'pod-addresses':
      return Exposure.podAddresses();
  }
}

/** A port of nodes for each port that serves clients. */
const nodePorts = (engine: EngineDraft, first: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    portsOf(engine)
      .filter(({ serves }) => serves.includes('clients'))
      .map(({ name }, position) => [name, first + position]),
  );

function termsOf({ clients, sessions, shadow, forward, failback }: TermsDraft, at: (name: string) => Cluster): ClientRequirements {
  const kinds = { free: Sessions.free(), source: Sessions.bySource(), cookie: Sessions.byCookie({ name: 'at' }) };
  return {
    ...(clients ? { clientCidrs: clients } : {}),
    ...(sessions ? { sessions: kinds[sessions] } : {}),
    ...(shadow === undefined ? {} : { shadow: { cluster: at(shadow), percent: 5 } }),
    ...(forward === undefined
      ? {}
      : { partialFailure: forward ? PartialFailure.forward({ attempts: 2, timeout: Duration.seconds(3) }) : PartialFailure.abort() }),
    ...(failback ? { failback } : {}),
  };
}

function checksOf({ kind, interval, failures, request, records, ids }: ChecksDraft, at: (name: string) => Cluster): HealthChecks {
  const known = ids.map(name => [at(name), `check-${name}`] as const);
  const timing = { interval: Duration.seconds(interval), failures };
  const asks = {
    http: HealthRequest.http({ port: 80, path: `/ready?a='b"&c=\\d$%20`, contains: `it's "ok" $\{1}` }),
    https: HealthRequest.https({ port: 443, path: '/ready' }),
    tcp: HealthRequest.tcp({ port: 443 }),
  };
  switch (kind) {
    case 'existing':
      return HealthChecks.existing({ ...timing, ids: known });
    case 'terraform':
      return HealthChecks.terraform({ ...timing, request: asks[request], records, ids: known });
    case 'server':
      return HealthChecks.server({ ...timing, request: asks[request], timeout: Duration.seconds(1) });
  }
}
