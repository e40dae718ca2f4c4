import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { platform } from '../../apps/platform';
import {
  Access,
  type Cluster,
  type Dns,
  DnsProvider,
  Exposure,
  Finding,
  FleetApp,
  GeoRaft,
  HealthChecks,
  HealthRequest,
  Seat,
  Standby,
  Topology,
  Traffic,
} from '../../lib';
import { checkOutput } from '../../lib/check/check-output';
import { folderSource } from '../../lib/check/output-source';
import { catalogue } from '../../lib/rules/catalogue';
import { sample } from '../extent';
import { cluster, dns, fleetOf, rfc2136, route53, spread, system } from '../fixtures';
import { emptyFolder } from '../synth/example';

const clusters = [0, 1, 2].map(index => cluster(index)) as unknown as readonly [Cluster, Cluster, Cluster];
const [frankfurt, dublin, london] = clusters;

const topologies: Readonly<Record<string, Topology>> = {
  standby: Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 2 }),
    standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
  }),
  standbys: Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 1 }),
    standbys: [Standby.voting(dublin, { voters: 1 }), Standby.voting(london, { voters: 1 })],
  }),
  together: spread(clusters, [1, 1, 1], Traffic.roundRobin()),
  weighted: spread(
    clusters,
    [1, 1, 1],
    Traffic.weighted([
      [frankfurt, 2],
      [dublin, 1],
    ]),
  ),
};

const every = { interval: Duration.seconds(10), failures: 3 };
const ids = clusters.map(({ index }) => `5b7e2f90-0d3c-4a68-8a7f-9c2e4d1b6a0${index}`);
const checks: Readonly<Record<string, HealthChecks | undefined>> = {
  none: undefined,
  existing: HealthChecks.existing({ ...every, ids: clusters.map((each, position) => [each, ids[position] as string] as const) }),
  server: HealthChecks.server({
    ...every,
    failures: 1,
    request: HealthRequest.http({ port: 8080, path: '/' }),
    timeout: Duration.seconds(1),
  }),
};

const coreDns = DnsProvider.coreDns({ etcd: ['http://192.0.2.53:2379'] });
const providers: Readonly<Record<string, Partial<Dns>>> = {
  'Route 53': { provider: route53 },
  'a name server': { provider: rfc2136 },
  'a name server with one writer': { provider: rfc2136, writers: [london] },
  Cloudflare: { provider: DnsProvider.cloudflare() },
  CoreDNS: { provider: coreDns },
  PowerDNS: { provider: DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' }) },
  'CoreDNS with one writer': { provider: coreDns, writers: [london] },
};

/** What the rules about DNS find in the output of a system at a provider; undefined where it is refused before it is written. */
function found(at: Partial<Dns>, topology: Topology, healthChecks: HealthChecks | undefined): readonly string[] | undefined {
  const outdir = join(emptyFolder(), 'dist');
  const app = new FleetApp(fleetOf(clusters, { dns: dns(at) }), { outdir });
  platform(app);
  const ttl = Duration.seconds(30);
  const checked = healthChecks ? ({ healthChecks, failback: 'automatic' } as const) : {};
  const access = Access.dns({ host: 'clients-demo.example.test', ttl, exposure: Exposure.ingress(), ...checked });
  new GeoRaft(app, 'demo', { ...system(topology, { access }) });
  if (Finding.anyError(app.synthesize().findings)) return undefined;
  const rules = catalogue.filter(({ name }) => name.startsWith('dns/'));
  return checkOutput(folderSource(outdir), rules).findings.map(Finding.line);
}

const programs = Object.values(topologies).flatMap(topology => Object.values(checks).map(each => [topology, each] as const));

describe.each(Object.entries(providers))('a system at %s', (name, at) => {
  // Three ways to check repeat: by two, all are met. The next provider begins at the next program.
  const some = sample(programs, 2, Object.keys(providers).indexOf(name));
  const outputs = some.map(([topology, each]) => found(at, topology, each));

  it('is written for some topologies', () => {
    expect(outputs.filter(each => each !== undefined).length).toBeGreaterThan(0);
  });

  it('breaks no rule about DNS where it is written', () => {
    expect(outputs.flatMap(each => each ?? [])).toEqual([]);
  });
});
