import type {
  ClientListAccess,
  ClientName,
  DnsAccess,
  GatewayAccess,
  InternalAccess,
  LoadBalancerAccess,
  LoadBalancerChecks,
  LoadBalancerSite,
} from '../../domain/access';
import type { ClientRequirements, PartialFailure, Sessions, Shadow } from '../../domain/client-terms';
import type { Exposure } from '../../domain/exposure';
import type { GatewayImplementation, OutlierDetection } from '../../domain/gateway';
import type { HealthChecks, HealthRequest } from '../../domain/health-checks';
import { atSynthesis, type FieldLine, type FieldTable, linesOf, linesOfKinds } from './field-line';

const outage = ['outage.longer', 'outage.shorter'] as const;
const led = ['access.balancer', 'access.gateway', 'object.way-in'] as const;
const checks = ['record.content', 'record.policy', 'dns.publication', ...outage] as const;

/** What is promised to clients, whatever leads them. */
const requirements = {
  clientCidrs: ['access.clients-more', 'access.clients-fewer', 'network.opened', 'network.closed'],
  sessions: led,
  shadow: led,
  partialFailure: led,
  failback: [...led, ...outage],
} as const;

const name = {
  host: ['access.host', 'record.appears', 'record.stays-behind', 'record.goes'],
  ttl: ['record.ttl-lower', 'record.ttl-higher'],
  clientCache: outage,
} as const;

const kind: FieldLine = ['access.kind'];

/** Fields of how clients come in. */
export const accessFields: FieldTable = {
  ClientName: linesOf<ClientName>()(name),
  ClientRequirements: linesOf<ClientRequirements>()(requirements),
  "Access 'internal'": linesOf<InternalAccess>()({ kind }),
  "Access 'dns'": linesOf<DnsAccess>()({
    kind,
    ...name,
    ...requirements,
    exposure: ['access.exposure', 'object.way-in', 'record.content', 'record.type'],
    healthChecks: checks,
  }),
  "Access 'load-balancer'": linesOf<LoadBalancerAccess>()({
    kind,
    ...requirements,
    sites: ['access.balancer', 'access.balancer-place'],
    image: ['access.balancer'],
    protocol: ['access.balancer'],
    exposure: ['access.exposure', 'access.balancer'],
    checks: ['access.balancer', ...outage],
    name: ['access.host', 'record.appears', 'record.stays-behind', 'record.goes'],
    frontend: ['access.balancer', 'service.clients', 'object.way-in'],
    connectTimeout: ['access.balancer', ...outage],
    replicas: ['access.balancer', 'object.mirror'],
    resources: ['object.mirror'],
  }),
  "Access 'client-list'": linesOf<ClientListAccess>()({
    kind,
    ...requirements,
    exposure: ['access.exposure', 'access.client-list'],
    connectTimeout: outage,
    namespaces: ['access.client-list-gone', 'object.appears'],
  }),
  "Access 'gateway'": linesOf<GatewayAccess>()({
    kind,
    ...name,
    ...requirements,
    implementation: ['access.gateway-implementation'],
    route: ['access.route', 'object.way-in'],
    listener: ['object.way-in'],
    sites: ['access.gateway', 'object.appears', 'object.goes'],
    outliers: ['object.way-in', ...outage],
  }),
  LoadBalancerSite: linesOf<LoadBalancerSite>()({ cluster: ['access.balancer', 'access.balancer-place'], addresses: ['record.content'] }),
  LoadBalancerChecks: linesOf<LoadBalancerChecks>()({
    interval: ['access.balancer', ...outage],
    timeout: ['access.balancer', ...outage],
    fall: ['access.balancer', ...outage],
    rise: ['access.balancer'],
  }),
  OutlierDetection: linesOf<OutlierDetection>()({
    errors: ['object.way-in', ...outage],
    interval: ['object.way-in', ...outage],
    ejection: ['object.way-in', ...outage],
    connectTimeout: ['object.way-in', ...outage],
  }),
  GatewayImplementation: linesOf<GatewayImplementation>()({
    name: ['access.gateway-implementation'],
    capabilities: atSynthesis,
    bind: ['object.way-in', 'object.other', 'object.appears', 'object.goes'],
    exports: ['object.way-in', 'object.other', 'object.appears', 'object.goes'],
    refusals: atSynthesis,
    validate: atSynthesis,
  }),
  ...linesOfKinds<Exposure>()('Exposure', ['access.exposure'], {
    ingress: { path: ['object.way-in'], tlsSecretName: ['object.way-in'] },
    gateway: { route: ['access.route', 'object.way-in'], path: ['object.way-in'], listener: ['object.way-in'] },
    'load-balancer': { annotations: ['service.clients', 'object.metadata'] },
    'node-ports': { ports: ['access.node-ports', 'service.clients'] },
    'pod-addresses': {},
  }),
  ...linesOfKinds<HealthChecks>()('HealthChecks', checks, {
    existing: { ids: checks, interval: outage, failures: outage },
    terraform: { request: checks, records: ['dns.publication'], ids: checks, interval: outage, failures: outage },
    server: { request: checks, timeout: checks, interval: checks, failures: outage },
  }),
  ...linesOfKinds<HealthRequest>()('HealthRequest', checks, {
    http: { port: checks, path: checks, contains: checks },
    https: { port: checks, path: checks, contains: checks },
    tcp: { port: checks },
  }),
  ...linesOfKinds<Sessions>()('Sessions', led, { free: {}, source: {}, cookie: { name: led } }),
  Shadow: linesOf<Shadow>()({ cluster: led, percent: led }),
  ...linesOfKinds<PartialFailure>()('PartialFailure', led, { abort: {}, forward: { attempts: led, timeout: led } }),
};
