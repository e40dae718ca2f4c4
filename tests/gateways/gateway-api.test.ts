import { Duration } from 'cdk8s';
import type { GatewayAccess } from '../../lib/domain/access';
import { gatewayCapabilities } from '../../lib/plan/access/capabilities';
import { planSystem } from '../../lib/plan/system/plan-system';
import { cluster, fleetOf, generic, must, spread, system } from '../fixtures';
import { Access, type Cluster, GatewayImplementation, PartialFailure, Seat, Sessions, Standby, Topology, Traffic } from '../nouns';
import { applied, rendered } from '../plan/rendered';

const place = (index: number): Cluster =>
  cluster(index, { gateway: { name: 'public', namespace: 'gateways', addresses: [`198.51.100.${index}`] } });
const clusters = [place(0), place(1), place(2)] as const;
const [frankfurt, dublin, london] = clusters;
const fleet = fleetOf(clusters);
const spanning = (channel: 'standard' | 'experimental', change: Partial<GatewayAccess> = {}): GatewayAccess =>
  Access.gateway({
    host: 'demo.example.test',
    ttl: Duration.seconds(30),
    implementation: GatewayImplementation.gatewayApi({ channel }),
    route: 'http',
    sites: [frankfurt, dublin],
    ...change,
  });
const weighted = spread(
  clusters,
  [1, 1, 1],
  Traffic.weighted([
    [frankfurt, 70],
    [london, 30],
  ]),
);
const at = (name: string, topology: Topology, access: GatewayAccess) =>
  rendered(planSystem('demo', system(topology, { access, engine: generic }), fleet), name, fleet);

/** The one rule of a place's route. */
const rule = (name: string, topology: Topology, access: GatewayAccess, kind = 'HTTPRoute') =>
  must((must(applied(at(name, topology, access), kind, 'demo').spec)['rules'] as Record<string, unknown>[])[0]);
const weights = (given: ReturnType<typeof rule>) =>
  (given['backendRefs'] as { name: string; weight: number }[]).map(({ name, weight }) => [name, weight]);

describe('a route of the plain Gateway API', () => {
  it('shares requests out over the Services that clusters export, alike in every place', () => {
    for (const name of ['frankfurt', 'dublin']) {
      expect(weights(rule(name, weighted, spanning('standard')))).toEqual([
        ['demo-frankfurt', 70],
        ['demo-london', 30],
      ]);
    }
  });

  it('leads to the cluster that serves, and to the standby after a commit', () => {
    const standby = Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 2 }),
      standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
    });
    expect(weights(rule('frankfurt', standby, spanning('standard')))).toEqual([
      ['demo-frankfurt', 1],
      ['demo-dublin', 0],
    ]);
  });

  it('imports Services of multi-cluster Services, or of GKE', () => {
    const refs = (access: GatewayAccess) => rule('dublin', weighted, access)['backendRefs'] as object[];
    expect(refs(spanning('standard'))[0]).toMatchObject({ group: 'multicluster.x-k8s.io', kind: 'ServiceImport', port: 8080 });
    const gke = spanning('standard', { implementation: GatewayImplementation.gatewayApi({ services: 'net.gke.io' }) });
    expect(refs(gke)[0]).toMatchObject({ group: 'net.gke.io', kind: 'ServiceImport' });
  });

  it('mirrors a share to the cluster on trial, which exports its Service too', () => {
    const hot = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 3 }), standbys: [Standby.hot(london, { voters: 3 })] });
    const access = spanning('standard', { shadow: { cluster: london, percent: 5 } });
    expect(rule('frankfurt', hot, access)['filters']).toEqual([
      {
        type: 'RequestMirror',
        requestMirror: {
          backendRef: { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'demo-london', port: 8080 },
          percent: 5,
        },
      },
    ]);
    applied(at('london', hot, access), 'ServiceExport', 'demo-london');
  });

  it('sends a request again, and gives all tries together the time that they need', () => {
    const partialFailure = PartialFailure.forward({ attempts: 2, timeout: Duration.seconds(3) });
    expect(rule('dublin', weighted, spanning('experimental', { partialFailure }))).toMatchObject({
      timeouts: { request: '9s', backendRequest: '3s' },
      retry: { attempts: 2, codes: [502, 503, 504] },
    });
  });

  it('keeps sessions by a cookie in the experimental channel', () => {
    const sessions = Sessions.byCookie({ name: 'home' });
    expect(rule('dublin', weighted, spanning('experimental', { sessions }))['sessionPersistence']).toEqual({
      type: 'Cookie',
      sessionName: 'home',
    });
    expect(GatewayImplementation.gatewayApi().capabilities.sessions).toEqual([]);
  });
});

describe('a Service that is exported', () => {
  it('is in each cluster that is led to, leads to its members, and has the same name as its export', () => {
    for (const name of ['frankfurt', 'london']) {
      const objects = at(name, weighted, spanning('standard'));
      applied(objects, 'ServiceExport', `demo-${name}`);
      expect(applied(objects, 'Service', `demo-${name}`).spec).toMatchObject({
        type: 'ClusterIP',
        selector: { 'app.kubernetes.io/name': 'demo', 'app.kubernetes.io/component': 'voter' },
        ports: [{ name: 'client', port: 8080 }],
      });
    }
  });

  it('is not in a cluster that gets no clients', () => {
    expect(at('dublin', weighted, spanning('standard')).filter(({ kind }) => kind === 'ServiceExport')).toEqual([]);
  });
});

describe("a gateway's name", () => {
  const records = (access: GatewayAccess) => planSystem('demo', system(weighted, { access, engine: generic }), fleet).records;

  it('is the addresses of all places, the same from every cluster', () => {
    expect(records(spanning('standard'))).toEqual([
      {
        name: 'demo.example.test',
        type: 'A',
        targets: ['198.51.100.0', '198.51.100.1'],
        ttlSeconds: 30,
        scope: 'global',
        clusters: ['frankfurt', 'dublin', 'london'],
        properties: [],
      },
    ]);
  });
});

describe('the loss of a cluster behind a gateway', () => {
  const standby = Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 2 }),
    standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
  });
  const ends = (access: GatewayAccess): string => planSystem('demo', system(standby, { access, engine: generic }), fleet).outage.ends;

  it('ends with a decision where nothing is detected, and by itself where it is', () => {
    expect(ends(spanning('standard'))).toBe('decision');
    const outliers = { errors: 3, interval: Duration.seconds(1), ejection: Duration.seconds(30) };
    expect(ends(spanning('standard', { implementation: GatewayImplementation.istio(), outliers }))).toBe('automatic');
  });

  it('is failed back from as it was failed over: by a commit, or by what the gateway sees', () => {
    const able = (implementation: GatewayImplementation) => gatewayCapabilities({ implementation, route: 'http' });
    expect(able(GatewayImplementation.gatewayApi())).toMatchObject({ failsOver: false, failback: ['manual'] });
    expect(able(GatewayImplementation.istio())).toMatchObject({ failsOver: true, failback: ['automatic'] });
  });
});
