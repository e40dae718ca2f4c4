import { Access, Delivery, Exposure, type Failback, Finding, GatewayImplementation } from '../../lib';
import type { LoadBalancerAccess } from '../../lib/domain/access';
import type { ArgoCdMode } from '../../lib/domain/delivery';
import type { RouteKind } from '../../lib/domain/exposure';
import { sample } from '../extent';
import { outcomeOf } from './run';
import {
  appOf,
  balanced,
  checkedBy,
  existing,
  gated,
  hub,
  moved,
  outliers,
  type Program,
  seconds,
  program as store,
  together,
} from './world';

const byHttp = (access: Access): Program => ({ system: { access, engine: store } });
const listener = { name: 'store', port: 8080 };

/** A route of connections is told from others by its listener alone. */
const routes: Readonly<Record<RouteKind, { readonly listener?: typeof listener }>> = { http: {}, grpc: {}, tls: {}, tcp: { listener } };

const modes: Readonly<Record<ArgoCdMode, true>> = { applications: true, 'rolling-sync': true };
const delivered = (mode: ArgoCdMode): Program => ({
  fleet: { delivery: Delivery.argoCd({ repoUrl: 'https://git.example.test/fleet.git', project: 'stateful', runsOn: hub, mode }) },
});

const protocols: Readonly<Record<LoadBalancerAccess['protocol'], true>> = { tcp: true, http: true };

/** A mechanism that brings clients back so. */
const failbacks: Readonly<Record<Failback, Readonly<Record<string, Access>>>> = {
  automatic: {
    'a name that follows checks': checkedBy(existing()),
    'a load balancer': balanced({ failback: 'automatic' }),
    'a list of endpoints': Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: seconds(2), failback: 'automatic' }),
    'a gateway that detects': gated(GatewayImplementation.istio({ retries: 'never' }), { outliers, failback: 'automatic' }),
  },
  manual: {
    'a name that a commit moves': moved(Exposure.ingress(), { failback: 'manual' }),
    'a load balancer': balanced({ failback: 'manual' }),
  },
};

const kinds = Object.keys(routes) as readonly RouteKind[];

const cases: readonly (readonly [string, Program])[] = [
  ...kinds.map(
    route => [`a route '${route}' of a cluster's own Gateway`, byHttp(moved(Exposure.gateway({ route, ...routes[route] })))] as const,
  ),
  ...kinds.map(route => {
    const access = gated(GatewayImplementation.gatewayApi({ channel: 'experimental' }), { route, ...routes[route] });
    return [`a route '${route}' of the Gateway API over clusters`, { system: { access, engine: store, topology: together() } }] as const;
  }),
  ...kinds.map(route => {
    const implementation = GatewayImplementation.istio({ channel: 'experimental', retries: 'never' });
    return [
      `a route '${route}' of Istio`,
      byHttp(gated(implementation, { route, outliers, failback: 'automatic', ...routes[route] })),
    ] as const;
  }),
  ...(Object.keys(modes) as readonly ArgoCdMode[]).map(mode => [`delivery in the mode '${mode}'`, delivered(mode)] as const),
  ...(Object.keys(protocols) as readonly (keyof typeof protocols)[]).map(
    protocol => [`load balancers of the protocol '${protocol}'`, byHttp(balanced({ protocol }))] as const,
  ),
  ...Object.entries(failbacks).flatMap(([failback, mechanisms]) =>
    Object.entries(mechanisms).map(([mechanism, access]) => [`${mechanism}, back by '${failback}'`, byHttp(access)] as const),
  ),
];

describe('a whole fleet with', () => {
  it.each(sample(cases, 5))('%s is synthesized and checked without a finding', (_, program) => {
    const { findings, checked } = outcomeOf(folder => appOf(folder, program));
    expect(findings.map(Finding.line)).toEqual([]);
    expect(checked).toEqual({ code: 0, says: expect.stringContaining('nothing found') });
  });
});
