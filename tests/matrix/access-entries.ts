import { Size } from 'cdk8s';
import {
  Access,
  DnsProvider,
  Exposure,
  GatewayImplementation,
  GatewayRoute,
  HealthChecks,
  HealthRequest,
  PartialFailure,
  Sessions,
} from '../../lib';
import { type Entry, entry } from './entry';
import {
  asked,
  balanced,
  checkedBy,
  clientCidrs,
  dns,
  existing,
  gated,
  ids,
  moved,
  name,
  one,
  outliers,
  ownGateway,
  type Program,
  seconds,
  program as store,
  together,
  two,
} from './world';

const at = 'demo.access';
const of = (access: Access): Program => ({ system: { access } });
const byHttp = (access: Access): Program => ({ system: { access, engine: store } });
const terms = { sessions: Sessions.free(), partialFailure: PartialFailure.abort() };
/** Terms of which most mechanisms keep the plainest only. */
const termNames = ['clientCidrs', 'sessions', 'shadow', 'partialFailure', 'failback', 'clientCache'];
const exposed = (exposure: Exposure): Program => of(moved(exposure, exposure?.kind === 'load-balancer' ? { clientCidrs } : {}));
const exposureAt = 'demo.access.exposure';
const powerDns = DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' });
const checksAt = 'demo.access.healthChecks';
const requested = (request: HealthRequest): Program => ({ fleet: dns(powerDns), system: { access: checkedBy(asked(request)) } });
const checked = (healthChecks: HealthChecks): Program => of(checkedBy(healthChecks));

const accessEntries = {
  'Access.dns': entry(Access.dns, {
    args: [
      {
        ...name,
        ...terms,
        clientCidrs,
        shadow: undefined as never,
        failback: 'automatic',
        exposure: Exposure.loadBalancer(),
        healthChecks: existing(),
      },
    ],
    bare: [{ host: name.host, ttl: name.ttl, exposure: Exposure.ingress() }],
    optional: [...termNames, 'healthChecks'],
    program: of,
    at,
  }),
  'Access.loadBalancer': entry(Access.loadBalancer, {
    args: [
      {
        sites: [
          { cluster: one, addresses: ['198.51.100.31'] },
          { cluster: two, addresses: ['198.51.100.32'] },
        ],
        image: 'docker.io/library/haproxy:3.0.12',
        protocol: 'http',
        exposure: Exposure.podAddresses(),
        checks: { interval: seconds(1), timeout: seconds(1), fall: 3, rise: 2 },
        name: { ...name },
        frontend: Exposure.loadBalancer(),
        connectTimeout: seconds(5),
        replicas: 3,
        resources: { cpu: '200m', memory: Size.mebibytes(256) },
        ...terms,
        clientCidrs,
        shadow: undefined as never,
        failback: 'automatic',
      },
    ],
    optional: [...termNames, 'sites[0].addresses', 'name', 'name.clientCache', 'frontend', 'connectTimeout', 'replicas', 'resources'],
    bare: [
      {
        sites: [{ cluster: one }, { cluster: two }],
        image: 'docker.io/library/haproxy:3.0.12',
        protocol: 'tcp',
        exposure: Exposure.podAddresses(),
        checks: { interval: seconds(1), timeout: seconds(1), fall: 3, rise: 2 },
      },
    ],
    program: byHttp,
    at,
  }),
  'Access.clientList': entry(Access.clientList, {
    args: [
      {
        exposure: Exposure.podAddresses(),
        connectTimeout: seconds(2),
        namespaces: ['shop'],
        ...terms,
        clientCidrs,
        shadow: undefined as never,
        failback: 'automatic',
      },
    ],
    bare: [{ exposure: Exposure.podAddresses(), connectTimeout: seconds(2), failback: 'automatic' }],
    optional: [...termNames, 'namespaces'],
    program: of,
    at,
  }),
  'Access.gateway': entry(Access.gateway, {
    args: [
      {
        ...name,
        ...terms,
        clientCidrs: undefined as never,
        shadow: undefined as never,
        failback: 'automatic',
        implementation: GatewayImplementation.istio({ retries: 'never' }),
        route: 'http',
        listener: { name: 'web', port: 80 },
        sites: [one, two],
        outliers,
      },
    ],
    bare: [{ ...name, implementation: GatewayImplementation.gatewayApi(), route: 'http', sites: [one, two] }],
    optional: [...termNames, 'listener', 'outliers', 'outliers.connectTimeout'],
    program: byHttp,
    bareProgram: access => ({ system: { access, engine: store, topology: together() } }),
    at,
  }),
  'Access.internal': entry(Access.internal, { args: [], program: of, at }),
} as const;

const exposureEntries = {
  'Exposure.ingress': entry(Exposure.ingress, {
    args: [{ path: '/v1', tlsSecretName: 'tls' }],
    optional: ['', 'path', 'tlsSecretName'],
    program: exposed,
    at: exposureAt,
  }),
  'Exposure.gateway': entry(Exposure.gateway, {
    args: [{ route: 'http', path: '/v1', listener: { name: 'web', port: 80 } }],
    optional: ['path', 'listener'],
    program: exposed,
    at: exposureAt,
  }),
  'Exposure.loadBalancer': entry(Exposure.loadBalancer, {
    args: [{ annotations: { 'example.test/scheme': 'internal' } }],
    optional: ['', 'annotations', 'annotations.example.test/scheme'],
    blank: ['annotations.example.test/scheme'],
    program: exposed,
    at: exposureAt,
  }),
  'Exposure.nodePorts': entry(Exposure.nodePorts, {
    args: [{ client: 30_080 }],
    bare: [{ client: 30_080 }],
    names: ['ports'],
    optional: ['ports.client'],
    program: exposure => of(Access.clientList({ exposure, connectTimeout: seconds(2), clientCidrs, failback: 'automatic' })),
    at: exposureAt,
  }),
  'Exposure.podAddresses': entry(Exposure.podAddresses, { args: [], program: exposed, at: exposureAt }),
} as const;

const checkEntries = {
  'HealthChecks.existing': entry(HealthChecks.existing, {
    args: [{ ids: ids(), interval: seconds(10), failures: 3 }],
    program: checked,
    at: checksAt,
  }),
  'HealthChecks.terraform': entry(HealthChecks.terraform, {
    args: [
      {
        request: HealthRequest.http({ port: 80, path: '/health' }),
        records: 'external-dns',
        ids: ids(),
        interval: seconds(10),
        failures: 3,
      },
    ],
    bare: [{ request: HealthRequest.http({ port: 80, path: '/health' }), records: 'terraform', interval: seconds(10), failures: 3 }],
    optional: ['records', 'ids'],
    program: checked,
    at: checksAt,
  }),
  'HealthChecks.server': entry(HealthChecks.server, {
    args: [{ request: HealthRequest.http({ port: 80, path: '/health' }), interval: seconds(30), timeout: seconds(5), failures: 1 }],
    program: healthChecks => ({ fleet: dns(powerDns), system: { access: checkedBy(healthChecks) } }),
    at: checksAt,
  }),
  'HealthRequest.http': entry(HealthRequest.http, {
    args: [{ port: 80, path: '/health', contains: 'ok' }],
    optional: ['contains'],
    program: requested,
    at: `${checksAt}.request`,
  }),
  'HealthRequest.https': entry(HealthRequest.https, {
    args: [{ port: 443, path: '/health', contains: 'ok' }],
    optional: ['contains'],
    program: requested,
    at: `${checksAt}.request`,
  }),
  'HealthRequest.tcp': entry(HealthRequest.tcp, {
    args: [{ port: 80 }],
    program: request => ({ fleet: dns(powerDns), system: { topology: together(), access: checkedBy(asked(request)) } }),
    at: `${checksAt}.request`,
  }),
} as const;

const termEntries = {
  'Sessions.free': entry(Sessions.free, { args: [], program: sessions => byHttp(balanced({ sessions })), at: `${at}.sessions` }),
  'Sessions.bySource': entry(Sessions.bySource, { args: [], program: sessions => byHttp(balanced({ sessions })), at: `${at}.sessions` }),
  'Sessions.byCookie': entry(Sessions.byCookie, {
    args: [{ name: 'at' }],
    program: sessions => byHttp(balanced({ sessions })),
    at: `${at}.sessions`,
  }),
  'PartialFailure.abort': entry(PartialFailure.abort, {
    args: [],
    program: partialFailure => byHttp(balanced({ partialFailure })),
    at: `${at}.partialFailure`,
  }),
  'PartialFailure.forward': entry(PartialFailure.forward, {
    args: [{ attempts: 2, timeout: seconds(5) }],
    program: partialFailure => byHttp(balanced({ partialFailure })),
    at: `${at}.partialFailure`,
  }),
} as const;

const gatewayEntries = {
  'GatewayImplementation.gatewayApi': entry(GatewayImplementation.gatewayApi, {
    args: [{ channel: 'experimental', services: 'net.gke.io' }],
    optional: ['', 'channel', 'services'],
    program: made => ({ system: { access: gated(made), engine: store, topology: together() } }),
    at: `${at}.implementation`,
  }),
  'GatewayImplementation.istio': entry(GatewayImplementation.istio, {
    args: [{ channel: 'experimental', retries: 'never' }],
    optional: ['', 'channel', 'retries'],
    program: made => byHttp(gated(made, { outliers, failback: 'automatic' })),
    // A mesh that sends requests again by itself is refused, so what it does has to be said.
    bare: [{ retries: 'never' }],
    at: `${at}.implementation`,
  }),
  'GatewayRoute.of': entry(GatewayRoute.of, {
    args: [
      {
        kind: 'http',
        metadata: { name: 'demo', namespace: 'demo', labels: { team: 'a' }, annotations: { note: 'b' } },
        gateway: { name: 'edge', namespace: 'edge' },
        listener: { name: 'web' },
        host: name.host,
        path: '/v1',
        backends: [{ name: 'demo', port: 8080, group: '', kind: 'Service', weight: 1 }],
        rule: { timeouts: { request: '10s' } },
      },
    ],
    bare: [
      {
        kind: 'http',
        metadata: { name: 'demo', namespace: 'demo' },
        gateway: { name: 'edge', namespace: 'edge' },
        host: name.host,
        backends: [{ name: 'demo', port: 8080 }],
      },
    ],
    optional: [
      ...['metadata.namespace', 'metadata.labels', 'metadata.labels.team', 'metadata.annotations', 'metadata.annotations.note'],
      ...[
        'listener',
        'host',
        'path',
        'backends[0].group',
        'backends[0].kind',
        'backends[0].weight',
        'rule',
        'rule.timeouts',
        'rule.timeouts.request',
      ],
    ],
    open: ['rule', 'metadata.labels', 'metadata.annotations'],
    blank: ['backends[0].group'],
    program: route => ({ system: { access: gated(ownGateway(() => [route])), engine: store, topology: together() } }),
    at: `${at}.implementation.bind()[0]`,
  }),
} as const;

/** Every mechanism that leads clients, and everything that it is made of. */
export const accessEntryTables: Readonly<Record<string, Entry>> = {
  ...accessEntries,
  ...exposureEntries,
  ...checkEntries,
  ...termEntries,
  ...gatewayEntries,
};
