import { Duration } from 'cdk8s';
import { planUpdatePolicies } from '../../lib/plan/names/update-policy';
import { cluster, dns, fleet, fleetOf, must, plan, rfc2136, route53, spread, system } from '../fixtures';
import { Access, type Cluster, Dns, DnsProvider, Exposure, type Fleet, Seat, Standby, Topology } from '../nouns';

const [frankfurt, dublin, london] = fleet(3).clusters as readonly [Cluster, Cluster, Cluster];
const topology = Topology.activeStandby({
  active: Seat.of(frankfurt, { voters: 2 }),
  standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
});
const access = Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.podAddresses() });
const files = (over: Fleet = fleet(3)): ReadonlyMap<string, string> =>
  new Map(planUpdatePolicies(plan(over, { demo: system(topology, { access }) })).map(({ path, text }) => [path, text]));
const grants = (text: string | undefined): readonly string[] => must(text).match(/grant [^;]*;/g) ?? [];

const own = (name: string): readonly string[] => [
  `grant "${name}" subdomain ${name}.demo.example.test. A TXT;`,
  `grant "${name}" name a-${name}.demo.example.test. TXT;`,
];
const shared = (key: string): readonly string[] => [
  `grant "${key}" name demo.example.test. A AAAA CNAME;`,
  `grant "${key}" name a-demo.example.test. TXT;`,
  `grant "${key}" name aaaa-demo.example.test. TXT;`,
  `grant "${key}" name cname-demo.example.test. TXT;`,
];

describe('who may write which name', () => {
  it('is each cluster its own names, and every writer the shared ones', () => {
    const written = files();
    expect([...written.keys()]).toEqual([
      'names/example.test.update-policy',
      'names/example.test.without-frankfurt.update-policy',
      'names/example.test.without-dublin.update-policy',
      'names/example.test.without-london.update-policy',
    ]);
    expect(grants(written.get('names/example.test.update-policy'))).toEqual(
      ['frankfurt', 'dublin', 'london'].flatMap(name => [...own(name), ...shared(name)]),
    );
  });

  it('is without a cluster that is shut out everybody else, and that cluster its own names', () => {
    expect(grants(files().get('names/example.test.without-dublin.update-policy'))).toEqual([
      ...own('frankfurt'),
      ...shared('frankfurt'),
      ...own('dublin'),
      ...own('london'),
      ...shared('london'),
    ]);
  });

  it('is of shared names the named writers alone, and only these can be shut out', () => {
    const written = files(fleet(3, { dns: dns({ writers: [london] }) }));
    expect([...written.keys()]).toEqual(['names/example.test.update-policy', 'names/example.test.without-london.update-policy']);
    expect(grants(written.get('names/example.test.update-policy'))).toEqual([
      ...own('frankfurt'),
      ...own('dublin'),
      ...own('london'),
      ...shared('london'),
    ]);
  });

  it('is told by a key of its own for shared names, where there is one', () => {
    const sharedKeyName = { frankfurt: 'f-shared', dublin: 'd-shared', london: 'l-shared' };
    const provider = DnsProvider.rfc2136({ host: '192.0.2.53', sharedKeyName });
    expect(grants(files(fleet(3, { dns: dns({ provider }) })).get('names/example.test.without-frankfurt.update-policy'))).toEqual([
      ...own('frankfurt'),
      ...own('dublin'),
      ...shared('d-shared'),
      ...own('london'),
      ...shared('l-shared'),
    ]);
  });

  it('can be taken from nobody who shares the key with another cluster', () => {
    const sharedKeyName = { frankfurt: 'all', dublin: 'all', london: 'l-shared' };
    const provider = DnsProvider.rfc2136({ host: '192.0.2.53', sharedKeyName });
    expect([...files(fleet(3, { dns: dns({ provider }) })).keys()]).toEqual([
      'names/example.test.update-policy',
      'names/example.test.without-london.update-policy',
    ]);
  });

  it.each([
    [16, 17, 'names that clusters share'],
    [17, 1, 'To keep a cluster from writing a moved name again: remove its lines'],
  ])('has, of %i writers, %i files', (clusters, count, says) => {
    const over = fleet(clusters);
    const policies = planUpdatePolicies(
      plan(over, {
        demo: system(
          spread(
            over.clusters,
            over.clusters.map(() => 1),
          ),
          { access },
        ),
      }),
    );
    expect(policies).toHaveLength(count);
    expect(policies[0]?.text).toContain(says);
    expect(policies[0]?.text.match(/, names that clusters share\n/g)).toHaveLength(clusters);
  });

  it('is of both families where pods have both', () => {
    const both = cluster(0, { podCidrs: ['10.0.0.0/18', 'fd00::/56'] });
    const [file] = planUpdatePolicies(plan(fleetOf([both]), { demo: system(spread([both], [3])) }));
    expect(grants(file?.text)).toEqual([
      'grant "frankfurt" subdomain frankfurt.demo.example.test. A AAAA TXT;',
      'grant "frankfurt" name a-frankfurt.demo.example.test. TXT;',
      'grant "frankfurt" name aaaa-frankfurt.demo.example.test. TXT;',
    ]);
  });

  it('is said by nobody where no keys are', () => {
    expect(files(fleet(3, { dns: Dns.externalDns({ zone: 'example.test', provider: route53 }) })).size).toBe(0);
    expect(files(fleet(3, { dns: Dns.externalDns({ zone: 'example.test', provider: rfc2136 }) })).size).toBe(4);
  });
});
