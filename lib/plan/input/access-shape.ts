import { address, cidr, clusterShape, dnsLabel, dnsName } from './fleet-shape';
import { duration, size } from './quantity-shape';
import { integer, list, method, object, oneOf, optional, record, type Shape, text, tuple, union } from './shape';

/** The image of a container: it needs a version or a digest, which a rule of its own demands. */
export const image = text('an image with a full version or a digest', /^[^\s@]+(@sha256:[0-9a-f]{64})?$/);

const path = text("a path that begins with '/'", /^\/[^\n]*$/);
const port = integer(1, 65_535);
const routeKind = oneOf('http', 'grpc', 'tls', 'tcp');

const listener = optional(object({ name: dnsLabel, port }));

const exposures = {
  'load-balancer': { annotations: record(text('text', /^[\s\S]*$/)) },
  'node-ports': { ports: record(integer(30_000, 32_767)) },
  'pod-addresses': {},
};
const exposure = union({
  ingress: { path, tlsSecretName: optional(dnsName) },
  gateway: { route: routeKind, path: optional(path), listener },
  ...exposures,
});

const name = {
  host: dnsName,
  ttl: duration(5, 3600),
  clientCache: optional(duration(0, 86_400)),
};

const terms = {
  clientCidrs: optional(list(cidr)),
  sessions: optional(union({ free: {}, source: {}, cookie: { name: text('the name of a cookie', /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/) } })),
  shadow: optional(object({ cluster: clusterShape, percent: integer(1, 100) })),
  partialFailure: optional(union({ abort: {}, forward: { attempts: integer(1, 10), timeout: duration(1, 3600) } })),
  failback: optional(oneOf('manual', 'automatic')),
};

const web = { port, path, contains: optional(text('a text of one line')) };
const request = union({ http: web, https: web, tcp: { port } });
const ids = list(tuple(clusterShape, text('the id of a health check')));
const timing = { interval: duration(1, 3600), failures: integer(1, 10) };
const healthChecks = union({
  existing: { ...timing, ids },
  terraform: { ...timing, request, records: oneOf('external-dns', 'terraform'), ids },
  server: { ...timing, request, timeout: duration(1, 60) },
});

/** The form of a system's access. */
export const accessShape: Shape = union({
  internal: {},
  dns: { ...name, ...terms, exposure, healthChecks: optional(healthChecks) },
  'load-balancer': {
    ...terms,
    sites: list(object({ cluster: clusterShape, addresses: optional(list(address, 1)) }), 1),
    image,
    protocol: oneOf('tcp', 'http'),
    exposure,
    checks: object({ interval: duration(1, 60), timeout: duration(1, 60), fall: integer(1, 10), rise: integer(1, 10) }),
    name: optional(object(name)),
    frontend: optional(union(exposures)),
    connectTimeout: optional(duration(1, 3600)),
    replicas: optional(integer(1, 10)),
    resources: optional(object({ cpu: text("a quantity such as '100m'", /^\d+(\.\d+)?m?$/), memory: size })),
  },
  'client-list': { ...terms, exposure, connectTimeout: duration(1, 3600), namespaces: list(dnsLabel) },
  gateway: {
    ...name,
    ...terms,
    implementation: object(
      {
        name: text('a name'),
        capabilities: object(
          {
            routes: list(routeKind, 1),
            traffic: list(text('a kind of traffic')),
            sessions: list(oneOf('source', 'cookie')),
            shadow: oneOf('percent', 'none'),
            partialFailure: list(oneOf('abort', 'forward')),
            outliers: oneOf('detected', 'none'),
          },
          'ignored',
        ),
        bind: method,
        exports: optional(method),
        refusals: optional(method),
      },
      'ignored',
    ),
    route: routeKind,
    listener,
    sites: list(clusterShape, 1),
    outliers: optional(
      object({
        errors: integer(1, 100),
        interval: duration(1, 3600),
        ejection: duration(1, 3600),
        connectTimeout: optional(duration(1, 60)),
      }),
    ),
  },
});
