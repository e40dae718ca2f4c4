import type { Access, ClientName, LoadBalancerAccess, LoadBalancerChecks, LoadBalancerSite } from '../../domain/access';
import type { ClientRequirements, PartialFailure, Sessions, Shadow } from '../../domain/client-terms';
import type { Exposure, GatewayListener } from '../../domain/exposure';
import type { GatewayCapabilities, GatewayImplementation, OutlierDetection } from '../../domain/gateway';
import type { HealthChecks, HealthRequest } from '../../domain/health-checks';
import { address, cidr, clusterShape, dnsLabel, dnsName } from './fleet-shape';
import { cpu, duration, size } from './quantity-shape';
import { integer, list, method, oneOf, optional, record, type Shape, shaped, text, tuple } from './shape';
import { fieldsOf, objectOf, unionOf } from './typed-shape';
import { validated } from './validated-shape';

/** The image of a container. That it has a full version or a digest is the demand of another rule. */
export const image = text('an image with a full version or a digest', /^[^\s@]+(@sha256:[0-9a-f]{64})?$/);

const path = text("a path that begins with '/'", /^\/[^\n]*$/);
/** A pattern for paths without the elements that the API server refuses where it matches paths element by element. */
const elements = String.raw`(?!.*(\/\/|\/\.\.?(\/|$)|%2[fF]))`;
const ingressPath = text("a path that begins with '/', without '//', '/./', '/../' and '%2F'", new RegExp(`^${elements}\\/[^\\n]*$`));
/** A path of an HTTPRoute, which allows fewer characters (Gateway API 1.4, HTTPPathMatch). */
const routePath = text(
  "a path that begins with '/', of characters that a URL may have, without '//', '/./', '/../' and '%2F'",
  new RegExp(`^${elements}\\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$`),
);
const port = integer(1, 65_535);
export const routeKind = oneOf('http', 'grpc', 'tls', 'tcp');

const listener = optional(objectOf<GatewayListener>()({ name: dnsLabel, port }));

/** Keys of annotations that the API server accepts. */
const annotationKey = text(
  "keys such as 'example.com/name': letters, digits, '-', '_' and '.', at most 63 after a DNS name",
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/,
);
const annotations = shaped<Readonly<Record<string, string>>>((value, at) => [
  ...record(text('text', /^[\s\S]*$/))(value, at),
  ...Object.keys(value ?? {}).flatMap(key => annotationKey(key, at)),
]);

const exposures = {
  'load-balancer': { annotations },
  'node-ports': { ports: record(integer(30_000, 32_767)) },
  'pod-addresses': {},
};
const exposure = unionOf<Exposure>()({
  ingress: { path: ingressPath, tlsSecretName: optional(dnsName) },
  gateway: { route: routeKind, path: optional(routePath), listener },
  ...exposures,
});

const name = fieldsOf<ClientName>()({
  host: dnsName,
  ttl: duration(5, 3600),
  clientCache: optional(duration(0, 86_400)),
});

const terms = fieldsOf<ClientRequirements>()({
  clientCidrs: optional(list(cidr)),
  sessions: optional(
    unionOf<Sessions>()({ free: {}, source: {}, cookie: { name: text('the name of a cookie', /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/) } }),
  ),
  shadow: optional(objectOf<Shadow>()({ cluster: clusterShape, percent: integer(1, 100) })),
  partialFailure: optional(unionOf<PartialFailure>()({ abort: {}, forward: { attempts: integer(1, 10), timeout: duration(1, 3600) } })),
  failback: optional(oneOf('manual', 'automatic')),
});

const web = { port, path, contains: optional(text('a text of one line')) };
const request = unionOf<HealthRequest>()({ http: web, https: web, tcp: { port } });
const ids = list(tuple(clusterShape, text('the id of a health check')));
const timing = { interval: duration(1, 3600), failures: integer(1, 10) };
const healthChecks = unionOf<HealthChecks>()({
  existing: { ...timing, ids },
  terraform: { ...timing, request, records: oneOf('external-dns', 'terraform'), ids },
  server: { ...timing, request, timeout: duration(1, 60) },
});

/** The shape of a system's access. */
export const accessShape: Shape<Access> = unionOf<Access>()({
  internal: {},
  dns: { ...name, ...terms, exposure, healthChecks: optional(healthChecks) },
  'load-balancer': {
    ...terms,
    sites: list(objectOf<LoadBalancerSite>()({ cluster: clusterShape, addresses: optional(list(address, 1)) }), 1),
    image,
    protocol: oneOf('tcp', 'http'),
    exposure,
    checks: objectOf<LoadBalancerChecks>()({
      interval: duration(1, 60),
      timeout: duration(1, 60),
      fall: integer(1, 10),
      rise: integer(1, 10),
    }),
    name: optional(objectOf<ClientName>()(name)),
    frontend: optional(unionOf<NonNullable<LoadBalancerAccess['frontend']>>()(exposures)),
    connectTimeout: optional(duration(1, 3600)),
    replicas: optional(integer(1, 10)),
    resources: optional(objectOf<NonNullable<LoadBalancerAccess['resources']>>()({ cpu, memory: size })),
  },
  'client-list': { ...terms, exposure, connectTimeout: duration(1, 3600), namespaces: list(dnsLabel) },
  gateway: {
    ...name,
    ...terms,
    implementation: validated(
      objectOf<GatewayImplementation>()(
        {
          name: text('a name'),
          capabilities: objectOf<GatewayCapabilities>()(
            {
              routes: list(routeKind, 1),
              traffic: list(oneOf('ordered', 'weighted', 'round-robin', 'latency', 'geo', 'proximity')),
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
          validate: optional(method),
        },
        'ignored',
      ),
    ),
    route: routeKind,
    listener,
    sites: list(clusterShape, 1),
    outliers: optional(
      objectOf<OutlierDetection>()({
        errors: integer(1, 100),
        interval: duration(1, 3600),
        ejection: duration(1, 3600),
        connectTimeout: optional(duration(1, 60)),
      }),
    ),
  },
});
