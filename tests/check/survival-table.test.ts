import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { Access, Exposure, type Fleet, Seat, Standby, Topology } from '../../lib';
import { readPlan } from '../../lib/check/read-plan';
import { survivalTable } from '../../lib/check/survival-table';
import { type FleetDocument, fleetDocument, fleetFile } from '../../lib/plan/document/fleet-document';
import { cluster, dns, fleet, fleetOf, must, plan, route53, spread, system } from '../fixtures';
import { variants } from '../golden/variants';

const read = (name: string): FleetDocument =>
  JSON.parse(readFileSync(join(__dirname, '..', 'golden', name, 'dist', fleetFile), 'utf8')) as FleetDocument;

const example = read('example');
const lines = survivalTable(example).split('\n');

/** The lines of one system, from its heading to the next. */
const part = (name: string): readonly string[] => {
  const first = lines.findIndex(line => line.startsWith(`${name} (`));
  const rest = lines.slice(first + 1);
  const next = rest.indexOf('');
  return rest.slice(0, next < 0 ? undefined : next);
};

/** The row of a loss, by columns. */
const row = (system: string, loss: string): readonly string[] => {
  const found = part(system).filter(line => / (yes|NO ) /.test(line) && line.replace(/^(FATAL)? +/, '').startsWith(`${loss}  `));
  expect(found).toHaveLength(1);
  return must(found[0])
    .split(/ {2,}/)
    .filter(cell => cell !== '');
};

describe('the table of the example fleet', () => {
  it('has a part for each system, with a row for each loss', () => {
    for (const { name, survival } of example.systems) {
      const rows = part(name).filter(line => /^(FATAL)? {2}.* (yes|NO ) ?\d+\/\d+ /.test(line));
      expect([name, rows.length]).toEqual([name, survival.rows.length]);
      expect(rows.filter(line => line.startsWith('FATAL'))).toHaveLength(
        survival.rows.filter(({ outage }) => survival.outages[outage]?.ends === 'restore').length,
      );
    }
  });

  it('fits a terminal of 160 columns', () => {
    expect(lines.filter(line => line.length > 160)).toEqual([]);
  });

  it('is plain text', () => {
    expect(survivalTable(example)).toMatch(/^[\x20-\x7e\n…]+$/);
  });

  it.each([
    ['settings', 'frankfurt', ['frankfurt', 'yes 3/5', '10..11 20', 'dublin', 'none', 'commit active dublin', '1260 / 1085 s']],
    [
      'settings',
      'frankfurt + dublin',
      ['FATAL', 'frankfurt + dublin', 'NO', '1/5', '20', 'nobody', 'unknown', 'get it back, or restore', 'until restored'],
    ],
    [
      'settings',
      'dublin, london | frankfurt',
      ['dublin, london | frankfurt', 'yes 3/5', '10..11 20', 'dublin; not frankfurt', 'none', 'commit active dublin', '1260 / 1085 s'],
    ],
    [
      'ledger',
      'frankfurt',
      ['frankfurt', 'NO', '0/3', 'none', 'dublin', 'lag: 5 s', 'fence frankfurt; commit active dublin', '1560 / 1385 s'],
    ],
    [
      'ledger',
      'frankfurt | dublin, london',
      ['frankfurt | dublin, london', 'yes 3/3', '0..2', 'frankfurt', 'none', 'fence before promoting dublin, london', '0 s'],
    ],
    ['whitewater', 'frankfurt', ['frankfurt', 'yes 3/5', '10..11 20', 'dublin, london', 'none', '-', '104 / 69 s']],
  ])('says of %s without %s what becomes of it', (name, loss, expected) => {
    expect(row(name, loss)).toEqual(expected);
  });

  it('says where a leader is best', () => {
    expect(part('settings').filter(line => line.endsWith('best home'))).toEqual([expect.stringMatching(/frankfurt +24 ms +14 ms +25 ms/)]);
  });

  it('says what was promised, beside what is so', () => {
    expect(part('whitewater')).toContainEqual('  promised recovery time 120 s; the worst loss of one cluster: 104 / 69 s');
    expect(part('ledger')).toContainEqual('  promised recovery point 10 s; the worst loss of one cluster: 5 s');
  });
});

const tableOf = (...given: Parameters<typeof plan>): string => survivalTable(fleetDocument(plan(...given), []));

describe('a design that one cluster ends', () => {
  const { clusters } = fleet(3);

  it.each([
    [[2, 1], 'losing frankfurt alone takes the quorum: a witness with 2 votes in a further cluster would'],
    [[1, 1], 'losing frankfurt alone, or dublin alone takes the quorum: a witness with 1 vote in a further cluster would'],
    [
      [3, 1, 1],
      'losing frankfurt alone takes the quorum: the votes 2/2/1 would change that; a witness with 2 votes in a further cluster would',
    ],
    [[3], 'losing frankfurt alone takes the quorum: all votes are there, so that no witness changes it'],
  ])('is told so, and what would change that, with the votes %j', (votes, expected) => {
    expect(tableOf(fleet(3), { demo: system(spread(clusters, votes)) }).split('\n')).toContainEqual(`  ${expected}`);
  });

  it('is told nothing where there is none', () => {
    expect(tableOf(fleet(3), { demo: system(spread(clusters, [1, 1, 1])) })).not.toContain('takes the quorum');
  });
});

describe('a fleet of which little is declared', () => {
  it('is told what is not: round trips, lags, people', () => {
    const described = fleet(3, { roundTrips: { pairs: [] } });
    const [one, two, three] = described.clusters as [never, never, never];
    const topology = Topology.activeStandby({
      active: Seat.of(one, { voters: 2 }),
      standbys: [Standby.voting(two, { voters: 1 }), Standby.hot(three, { voters: 3 })],
    });
    const table = tableOf(described, { demo: system(topology) });
    expect(table).toContain('round trip undeclared');
    expect(table).toContain('lag: undeclared');
    expect(table).toMatch(/ \+ people\n/);
    expect(table).toContain("('onCall')");
  });
});

describe('a name that nothing fences', () => {
  const { clusters } = fleet(3);
  const [one, two, three] = clusters as [never, never, never];
  const topology = Topology.activeStandby({
    active: Seat.of(one, { voters: 1 }),
    standbys: [Standby.voting(two, { voters: 1 }), Standby.witness(three, { voters: 1 })],
  });
  const access = Access.dns({ host: 'demo.example.test', ttl: Duration.seconds(30), exposure: Exposure.ingress() });
  const table = (over: Fleet): string => tableOf(over, { demo: system(topology, { access }) });

  it('is marked, and it is said plainly who may write it back', () => {
    const text = table(fleet(3, { dns: dns({ provider: route53 }) }));
    expect(text).toMatch(/ commit active dublin \* /);
    expect(text).toContain('  * nothing keeps frankfurt from writing demo.example.test back once it has moved\n');
  });

  it('is not marked where keys are taken away first', () => {
    const text = table(fleet(3));
    expect(text).toMatch(/ take the key of frankfurt away; commit active dublin {2}/);
    expect(text).not.toContain('nothing keeps');
  });
});

describe('a system over a hundred clusters', () => {
  it('has its losses counted', () => {
    const clusters = Array.from({ length: 100 }, (_, index) => cluster(index));
    const table = tableOf(fleetOf(clusters), {
      demo: system(
        spread(
          clusters,
          clusters.map((_, index) => (index < 51 ? 1 : 0)),
        ),
      ),
    });
    expect(table).toContain('losses of two clusters: 4950, all keep the quorum, 0 fatal');
    expect(table.split('\n').length).toBeLessThan(250);
  });
});

describe('a plan that is read back', () => {
  const source = (change: (system: Record<string, unknown>) => void) => {
    const copy = structuredClone(example) as unknown as { readonly systems: Record<string, unknown>[] };
    change(must(copy.systems[0]));
    return { files: [fleetFile], read: () => JSON.stringify(copy) };
  };

  it.each(variants.map(({ name }) => name))('can be printed: %s', name => {
    const found = readPlan({ files: [fleetFile], read: () => JSON.stringify(read(name)) });
    expect(found.kind).toBe('plan');
    if (found.kind === 'plan') expect(survivalTable(found.plan)).not.toMatch(/undefined|NaN|\[object/);
  });

  it.each<[string, (system: Record<string, unknown>) => void, string]>([
    ['without survival', system => delete system['survival'], 'fleet.json.systems[0].survival'],
    [
      'with a loss of another kind',
      system => Object.assign(must((system['survival'] as { rows: object[] }).rows[0]), { loss: 'weather' }),
      '.loss',
    ],
    ['with a latency in words', system => Object.assign(system, { latency: 'fast' }), '.latency'],
    ['with an endless outage', system => Object.assign(system['outage'] as object, { worstSeconds: 'long' }), '.worstSeconds'],
  ])('is refused %s', (_, change, at) => {
    const found = readPlan(source(change));
    expect(found).toEqual({ kind: 'broken', problem: expect.stringContaining(at) });
  });
});
