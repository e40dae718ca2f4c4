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
const routing = ['access.balancer', 'access.gateway', 'object.exposure'] as const;
const checks = ['record.content', 'record.policy', 'dns.publication', ...outage] as const;

/** Fields of what is promised to clients, whichever access mechanism they use. */
const requirements = {
  clientCidrs: ['access.clients-more', 'access.clients-fewer', 'network.opened', 'network.closed'],
  sessions: routing,
  shadow: routing,
  partialFailure: routing,
  failback: [...routing, ...outage],
} as const;

const name = {
  host: ['access.host', 'access.host-in-steps', 'record.appears', 'record.stays-behind', 'record.goes'],
  ttl: ['record.ttl-lower', 'record.ttl-higher'],
  clientCache: outage,
} as const;

const kind: FieldLine = ['access.kind'];

/** Fields of how clients reach a system. */
export const accessFields: FieldTable = {
  ClientName: linesOf<ClientName>()(name),
  ClientRequirements: linesOf<ClientRequirements>()(requirements),
  "Access 'internal'": linesOf<InternalAccess>()({ kind }),
  "Access 'dns'": linesOf<DnsAccess>()({
    kind,
    ...name,
    ...requirements,
    exposure: ['access.exposure', 'object.exposure', 'record.content', 'record.type'],
    healthChecks: checks,
  }),
  "Access 'load-balancer'": linesOf<LoadBalancerAccess>()({
    kind,
    ...requirements,
    sites: ['access.balancer', 'access.balancer-site'],
    image: ['access.balancer'],
    protocol: ['access.balancer'],
    exposure: ['access.exposure', 'access.balancer'],
    checks: ['access.balancer', ...outage],
    name: ['access.host', 'record.appears', 'record.stays-behind', 'record.goes'],
    frontend: ['access.balancer', 'service.clients', 'object.exposure'],
    connectTimeout: ['access.balancer', ...outage],
    replicas: ['access.balancer'],
    resources: ['access.balancer'],
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
    route: ['access.route', 'object.exposure'],
    listener: ['object.exposure'],
    sites: ['access.gateway', 'object.appears', 'object.goes'],
    outliers: ['object.exposure', ...outage],
  }),
  LoadBalancerSite: linesOf<LoadBalancerSite>()({ cluster: ['access.balancer', 'access.balancer-site'], addresses: ['record.content'] }),
  LoadBalancerChecks: linesOf<LoadBalancerChecks>()({
    interval: ['access.balancer', ...outage],
    timeout: ['access.balancer', ...outage],
    fall: ['access.balancer', ...outage],
    rise: ['access.balancer'],
  }),
  OutlierDetection: linesOf<OutlierDetection>()({
    errors: ['object.exposure', ...outage],
    interval: ['object.exposure', ...outage],
    ejection: ['object.exposure', ...outage],
    connectTimeout: ['object.exposure', ...outage],
  }),
  GatewayImplementation: linesOf<GatewayImplementation>()({
    name: ['access.gateway-implementation'],
    capabilities: atSynthesis,
    bind: ['object.exposure', 'object.other', 'object.appears', 'object.goes'],
    exports: ['object.exposure', 'object.other', 'object.appears', 'object.goes'],
    refusals: atSynthesis,
    validate: atSynthesis,
  }),
  ...linesOfKinds<Exposure>()('Exposure', ['access.exposure'], {
    ingress: { path: ['object.exposure'], tlsSecretName: ['object.exposure'] },
    gateway: { route: ['access.route', 'object.exposure'], path: ['object.exposure'], listener: ['object.exposure'] },
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
  ...linesOfKinds<Sessions>()('Sessions', routing, { free: {}, source: {}, cookie: { name: routing } }),
  Shadow: linesOf<Shadow>()({ cluster: routing, percent: routing }),
  ...linesOfKinds<PartialFailure>()('PartialFailure', routing, { abort: {}, forward: { attempts: routing, timeout: routing } }),
};
