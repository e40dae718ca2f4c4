import { Duration } from 'cdk8s';
import { Access, type Cluster, DnsProvider, Exposure, Seat, Standby, Topology } from '../../lib';
import { planUpdatePolicies } from '../../lib/plan/names/update-policy';
import { dns, fleet, must, plan, system } from '../fixtures';
import { Bind } from './bind';
import { lab, missing, until } from './lab';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;
const running = process.env.GEORAFT_LAB === 'running';

const zone = 'example.test';
const clusters = ['frankfurt', 'dublin', 'london'] as const;
const sharedKeyName = { frankfurt: 'frankfurt-shared', dublin: 'dublin-shared', london: 'london-shared' };

/** The policies of a system over three clusters, and the keys that they name. */
function policies(separate: boolean): { readonly text: (variant: string) => string; readonly keys: readonly string[] } {
  const provider = DnsProvider.rfc2136({ host: '192.0.2.53', ...(separate ? { sharedKeyName } : {}) });
  const described = fleet(3, { dns: dns({ provider }) });
  const [frankfurt, dublin, london] = described.clusters as readonly [Cluster, Cluster, Cluster];
  const topology = Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 2 }),
    standbys: [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })],
  });
  const access = Access.dns({ host: `demo.${zone}`, ttl: Duration.seconds(30), exposure: Exposure.podAddresses() });
  const files = planUpdatePolicies(plan(described, { demo: system(topology, { access }) }));
  const text = (variant: string): string => must(files.find(({ path }) => path === `names/${zone}${variant}.update-policy`)).text;
  return { text, keys: [...clusters, ...(separate ? Object.values(sharedKeyName) : [])] };
}

/** What ExternalDNS writes of a cluster's own: members, their domain, clients, and what says whose they are. */
const ownNames = (cluster: string, first: number): readonly (readonly [name: string, type: string, value: string])[] => {
  const domain = `${cluster}.demo.${zone}`;
  const names = [
    `demo-${first}.${domain}`,
    domain,
    ...(cluster === 'london' ? [] : [`clients.${domain}`, `demo-${first}.clients.${domain}`]),
  ];
  return names.flatMap(name => [
    [name, 'A', '192.0.2.1'],
    [`a-${name}`, 'TXT', '"heritage=external-dns"'],
  ]);
};
const own = { frankfurt: ownNames('frankfurt', 0), dublin: ownNames('dublin', 10), london: ownNames('london', 20) };
const sharedNames = [
  [`cname-demo.${zone}`, 'TXT', '"heritage=external-dns"'],
  [`demo.${zone}`, 'CNAME', `clients.frankfurt.demo.${zone}.`],
] as const;
const foreign = [
  [`other.${zone}`, 'A', '192.0.2.9'],
  [zone, 'NS', `ns.demo.${zone}.`],
  [zone, 'TXT', '"v=spf1 -all"'],
  [`ns.${zone}`, 'A', '192.0.2.9'],
  [`demo-0.frankfurt.other.${zone}`, 'A', '192.0.2.9'],
] as const;

live.each([
  ['one key for each cluster', false],
  ['a key of its own for shared names', true],
] as const)('what BIND lets clusters write, with %s', (_, separate) => {
  const { text, keys } = policies(separate);
  const sharedKey = (cluster: keyof typeof own): string => (separate ? sharedKeyName[cluster] : cluster);
  let server: Bind;

  beforeAll(async () => {
    if (!running) lab.run('up', '1');
    server = await Bind.with(zone, text(''), keys);
  });

  afterAll(async () => {
    try {
      await server.stop();
    } finally {
      // Whatever failed, the next suite finds no lab that is still up.
      if (!running) await until('the end of the lab', 120, () => lab.run('down') !== undefined || undefined);
    }
  });

  it.each(['', ...clusters.map(cluster => `.without-${cluster}`)])('is a policy that named-checkconf takes (%s)', variant => {
    expect(Bind.refusal(zone, text(variant), keys)).toBe('');
  });

  it('is not taken with a word that BIND does not know', () => {
    expect(Bind.refusal(zone, text('').replace('grant', 'grunt'), keys)).not.toBe('');
  });

  it.each(clusters)('is what %s publishes, and takes away again', cluster => {
    for (const [name, type, value] of own[cluster]) {
      expect([name, server.add(cluster, name, type, value)]).toEqual([name, 'NOERROR']);
      expect([name, server.answers(name, type)]).toEqual([name, expect.stringContaining(value.replaceAll('"', ''))]);
      expect([name, server.remove(cluster, name, type)]).toEqual([name, 'NOERROR']);
    }
    for (const [name, type, value] of sharedNames) {
      expect([name, server.add(sharedKey(cluster), name, type, value)]).toEqual([name, 'NOERROR']);
      expect([name, server.remove(sharedKey(cluster), name, type)]).toEqual([name, 'NOERROR']);
    }
  });

  it.each(clusters)('is nothing else for %s', cluster => {
    const others = clusters.filter(other => other !== cluster).flatMap(other => own[other]);
    for (const [name, type, value] of [...others, ...foreign]) {
      expect([name, server.add(cluster, name, type, value)]).toEqual([name, 'REFUSED']);
      if (separate) expect([name, server.add(sharedKey(cluster), name, type, value)]).toEqual([name, 'REFUSED']);
    }
    expect(server.add(cluster, `demo-0.${cluster}.demo.${zone}`, 'MX', `10 mail.${zone}.`)).toBe('REFUSED');
    if (separate) for (const [name, type, value] of sharedNames) expect(server.add(cluster, name, type, value)).toBe('REFUSED');
  });

  it('is no shared name for a cluster that is shut out, and its own names still', async () => {
    await server.change(text('.without-frankfurt'), keys);
    try {
      const key = sharedKey('frankfurt');
      await until('the policy to hold', 20, () => server.add(key, `demo.${zone}`, 'CNAME', `old.${zone}.`) === 'REFUSED' || undefined);
      for (const [name, type, value] of sharedNames) {
        expect([name, server.add(key, name, type, value)]).toEqual([name, 'REFUSED']);
        expect([name, server.add(sharedKey('dublin'), name, type, value)]).toEqual([name, 'NOERROR']);
        expect([name, server.remove(key, name, type)]).toEqual([name, 'REFUSED']);
      }
      expect(server.answers(`demo.${zone}`, 'CNAME')).toContain('clients.frankfurt');
      for (const [name, type, value] of own.frankfurt)
        expect([name, server.add('frankfurt', name, type, value)]).toEqual([name, 'NOERROR']);
    } finally {
      await server.change(text(''), keys);
    }
  });
});
