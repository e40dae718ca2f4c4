import { Duration } from 'cdk8s';
import { platform } from '../../apps/platform';
import { Access, Dns, DnsProvider, Exposure, GeoRaft, HealthChecks, HealthRequest, Seat, Standby, Topology } from '../../lib';
import { dublin, emptyApp, emptyFolder, frankfurt, london, stretched } from '../synth/example';
import { objectsIn, ofKind } from '../synth/output';

const zone = 'gslb.example.test';
const folder = emptyFolder();
const provider = DnsProvider.k8gb({ edge: DnsProvider.route53(), zone, geoTags: { frankfurt: 'eu-1', dublin: 'eu-2' } });
const app = emptyApp(folder, { dns: Dns.externalDns({ zone: 'example.test', provider }) });
platform(app);
new GeoRaft(
  app,
  'store',
  stretched({
    topology: Topology.activeStandby({
      active: Seat.of(frankfurt, { voters: 2 }),
      standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
    }),
    access: Access.dns({
      host: `store.${zone}`,
      ttl: Duration.seconds(30),
      exposure: Exposure.ingress(),
      failback: 'automatic',
      healthChecks: HealthChecks.server({
        request: HealthRequest.tcp({ port: 443 }),
        interval: Duration.seconds(30),
        timeout: Duration.seconds(5),
        failures: 1,
      }),
    }),
  }),
);
const { findings } = app.synthesize();
const objects = objectsIn(`${folder}/dist`);

describe('a name that k8gb answers', () => {
  it('is planned without an error', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is told to each cluster that runs k8gb in the same words, and to no other', () => {
    const told = ofKind(objects, 'Gslb');
    expect(told.map(({ place }) => place).sort()).toEqual(['dublin', 'frankfurt']);
    expect(told[1]?.object).toEqual(told[0]?.object);
  });

  it('makes exactly those clusters name servers of its zone', () => {
    const zones = ofKind(objects, 'ZoneDelegation');
    expect(zones.map(({ place }) => place).sort()).toEqual(['dublin', 'frankfurt']);
    expect(zones[1]?.object).toEqual(zones[0]?.object);
    expect(zones[0]?.object.metadata.namespace).toBeUndefined();
  });

  it('is behind an object of the same cluster that has the host', () => {
    for (const { place, object } of ofKind(objects, 'Gslb')) {
      const behind = ofKind(objects, object.spec.resourceRef.kind).filter(
        other => other.place === place && other.object.metadata.name === object.spec.resourceRef.name,
      );
      expect(behind.map(other => other.object.spec.rules[0].host)).toEqual([`store.${zone}`]);
    }
  });

  it('is published by nobody else', () => {
    const names = ofKind(objects, 'DNSEndpoint').flatMap(({ object }) =>
      object.spec.endpoints.map((each: { dnsName: string }) => each.dnsName),
    );
    expect(names.filter((name: string) => name.endsWith(zone))).toEqual([]);
  });

  it('is in no endpoint that an ExternalDNS of the fleet would take, for each looks for a label that k8gb does not give', () => {
    const instances = ofKind(objects, 'Deployment').filter(({ object }) => object.metadata.name.startsWith('external-dns-'));
    expect(instances.length).toBeGreaterThan(0);
    for (const { object } of instances) {
      const [container] = object.spec.template.spec.containers;
      expect(container.args.filter((arg: string) => /^--label-filter=georaft\.io\/dns-scope=\w+$/.test(arg))).toHaveLength(1);
    }
  });
});
