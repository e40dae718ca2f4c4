import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { readPlan } from '../../lib/check/read-plan';
import { survivalTable } from '../../lib/check/survival-table';
import { type FleetDocument, fleetDocument, fleetFile } from '../../lib/plan/document/fleet-document';
import { cluster, dns, fleet, fleetOf, must, plan, route53, spread, system } from '../fixtures';
import { variants } from '../golden/variants';
import { Access, Exposure, type Fleet, Seat, Standby, Topology } from '../nouns';

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
  it('has a part for each system, with a row for each loss, but for links and Argo CD where nobody is harmed', () => {
    for (const { name, survival } of example.systems) {
      const rows = part(name).filter(line => /^(FATAL)? {2}.* (yes|NO ) ?\d+\/\d+ /.test(line));
      const quiet = survival.rows.filter(({ loss, steps, unfenced, elections, outage }) => {
        const nothing = steps.length + unfenced.length === 0 && elections === 'settled' && survival.outages[outage]?.worstSeconds === 0;
        return loss === 'one-way' || (['link', 'ingress', 'delivery'].includes(loss) && nothing);
      });
      expect([name, rows.length]).toEqual([name, survival.rows.length - quiet.length]);
      expect(quiet.length).toBeGreaterThan(0);
      expect(rows.filter(line => line.startsWith('FATAL'))).toHaveLength(
        survival.rows.filter(({ outage }) => survival.outages[outage]?.ends === 'restore').length,
      );
    }
  });

  it('fits a terminal of 160 columns', () => {
    expect(lines.filter(line => line.length > 160)).toEqual([]);
  });

  it('is what the README shows an excerpt of', () => {
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
    const shown = must(/^`--table` prints.*?^```\n(.*?)^```$/ms.exec(readme)?.[1]).split('\n');
    expect(shown.filter(line => line.trim() !== '…' && !lines.includes(line))).toEqual([]);
    expect(shown.length).toBeGreaterThan(15);
  });

  it('is plain text', () => {
    expect(survivalTable(example)).toMatch(/^[\x20-\x7e\n…]+$/);
  });

  it.each([
    ['settings', 'frankfurt', ['frankfurt', 'yes 3/5', '10..11 20', 'dublin', 'none', 'commit active dublin', '1260 / 1085 s']],
    [
      'settings',
      'frankfurt + dublin',
      ['FATAL', 'frankfurt + dublin', 'NO', '1/5', '20', 'nobody', 'unknown', 'repair it, or restore', 'until restored'],
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
    [
      'settings',
      'frankfurt -/- dublin^',
      ['frankfurt -/- dublin^', 'yes 3/5', '10..11 20', 'dublin; not frankfurt', 'none', 'commit active dublin', '1260 / 1085 s'],
    ],
    [
      'settings',
      'frankfurt -/- london^',
      ['frankfurt -/- london^', 'yes 3/5', '10..11 20', 'dublin; not frankfurt', 'none', 'by hand: active dublin', '1260 / 1085 s'],
    ],
    [
      'settings',
      'the DNS servers',
      ['the DNS servers', 'yes 5/5', '0..1 10..11 20', 'nobody', 'none', 'repair them; restart no member', 'until repaired'],
    ],
    [
      'settings',
      'frankfurt, without Argo CD',
      ['frankfurt, without Argo CD', 'yes 3/5', '10..11 20', 'dublin', 'none', 'by hand: active dublin', '1260 / 1085 s'],
    ],
    [
      'ledger',
      'frankfurt -/- dublin',
      ['frankfurt -/- dublin', 'yes 3/3', '0..2', 'frankfurt', 'none', 'fence before promoting dublin', '0 s'],
    ],
    [
      'whitewater',
      'dublin -/- london^',
      [
        ...['dublin -/- london^', 'yes 3/5', '0..1 20', 'frankfurt, london; not dublin', 'none'],
        ...['by hand: dublin out of the name **', '1260 / 1085 s'],
      ],
    ],
    ['whitewater', 'every ingress', ['every ingress', 'yes 5/5', '0..1 10..11 20', 'nobody', 'none', 'repair it', 'until repaired']],
  ])('says of %s without %s what becomes of it', (name, loss, expected) => {
    expect(row(name, loss)).toEqual(expected);
  });

  it('folds the losses of links and of Argo CD that harm nobody into one line', () => {
    expect(part('settings')).toContainEqual(
      '  no outage: any other link or leader, one way or both; Argo CD in london, but commits wait or are applied by hand',
    );
  });

  it('explains its marks where they occur, and nowhere else', () => {
    const notes = (system: string): readonly string[] =>
      part(system).filter(line => /^ {2}(-\/-|x\^|\*\*|by hand:|the DNS servers:)/.test(line));
    expect(notes('settings')).toEqual([
      '  -/-  two clusters that reach all others but not each other; one direction alone is as bad, because connections need both',
      '  x^  the leader is in x; with a leader elsewhere there is no outage, so moving the leader also ends it',
      '  by hand: Argo CD is lost, or does not reach every cluster that must see the commit',
      '  the DNS servers: cached answers route clients for at most 60 s; peers do not find a member that restarts',
    ]);
    expect(notes('ledger').some(note => note.startsWith('  x^'))).toBe(false);
    expect(notes('whitewater')).toContainEqual(
      "  **  'whitewater' does not say whether members that are cut off from the leader can depose it ('disruptiveServers')",
    );
  });

  it('says how long a name that is new can stay unknown', () => {
    expect(survivalTable(example)).toMatch(/\na new name of a member or a cluster can stay unknown for 1200 \/ 605 s\n$/);
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
    [[2, 1], 'losing frankfurt alone costs the quorum: a witness with 2 votes in a further cluster would'],
    [[1, 1], 'losing frankfurt alone, or dublin alone costs the quorum: a witness with 1 vote in a further cluster would'],
    [
      [3, 1, 1],
      'losing frankfurt alone costs the quorum: the votes 2/2/1 would change that; a witness with 2 votes in a further cluster would',
    ],
    [[3], 'losing frankfurt alone costs the quorum: all votes are there, so a witness does not change it'],
  ])('is told so, and what would change that, with the votes %j', (votes, expected) => {
    expect(tableOf(fleet(3), { demo: system(spread(clusters, votes)) }).split('\n')).toContainEqual(`  ${expected}`);
  });

  it('is told nothing where there is none', () => {
    expect(tableOf(fleet(3), { demo: system(spread(clusters, [1, 1, 1])) })).not.toContain('costs the quorum');
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
    expect(text).toMatch(/ remove the key of frankfurt; commit active dublin {2}/);
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

  it('can be printed where an earlier program wrote it, which knew nothing of links', () => {
    const copy = structuredClone(read('example')) as unknown as {
      readonly fleet: Record<string, unknown>;
      readonly systems: readonly { readonly survival: { rows: Record<string, unknown>[]; outages: Record<string, unknown>[] } }[];
    };
    delete copy.fleet['newName'];
    for (const { survival } of copy.systems) {
      survival.rows = survival.rows.filter(({ loss }) => ['cluster', 'pair', 'zone', 'split', 'drain-and-loss'].includes(String(loss)));
      for (const one of survival.rows) for (const field of ['leader', 'elections']) delete one[field];
      for (const one of survival.outages) delete one['cachedSeconds'];
    }
    const found = readPlan({ files: [fleetFile], read: () => JSON.stringify(copy) });
    expect(found.kind).toBe('plan');
    if (found.kind === 'plan')
      expect(survivalTable(found.plan)).toMatch(/^(?![\s\S]*(undefined|NaN|no outage|-\/-))[\s\S]*frankfurt \+ dublin/);
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
