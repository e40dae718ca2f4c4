import { typeOfKind } from '../../lib/manifests/api/schema';
import type { JsonObject } from '../../lib/manifests/yaml/json';
import { api } from '../rules/cases/api';
import { apiPods } from '../rules/cases/api-pods';
import { EditedOutput } from '../rules/edited-output';
import { added, type Mutation, mutations, namespace, originals } from '../rules/mutations';
import { record } from '../rules/recorded';
import { isAltered, said, type Verdict } from '../rules/server-verdict';
import { ApiServer } from './api-server';
import { changes } from './changes';
import { lab, missing, until } from './lab';
import { publishedDifferences } from './published';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;
const running = process.env.GEORAFT_LAB === 'running';

/** One of so many. All of them take two minutes: `GEORAFT_MUTATIONS=all`; `record` also writes down what tests/rules/server.test.ts holds the rules to. */
const share = process.env.GEORAFT_MUTATIONS ? 1 : 8;

interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly disagreements: readonly string[];
  readonly refuses: number;
  readonly takes: number;
  readonly alters: number;
}

live('the rules about what a server takes, and a real server', () => {
  let server: ApiServer;
  let kubernetes: string;

  beforeAll(async () => {
    if (!running) lab.run('up', '1');
    kubernetes = lab.info().kubernetes;
    server = await ApiServer.of(1);
    await server.send('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    // A pod cannot even be tried without its account, which a controller makes.
    await until('the account of the namespace', 60, async () => {
      const { code } = await server.send('GET', `/api/v1/namespaces/${namespace}/serviceaccounts/default`);
      return code === 200 ? true : undefined;
    });
  }, 5 * 60_000);

  afterAll(async () => {
    await server.send('DELETE', `/api/v1/namespaces/${namespace}`);
    await until('the end of the namespace', 120, async () => {
      const { code } = await server.send('GET', `/api/v1/namespaces/${namespace}`);
      return code === 404 ? true : undefined;
    });
    server.close();
    if (!running) await until('the end of the lab', 120, () => lab.run('down') !== undefined || undefined);
  }, 5 * 60_000);

  /** What the server does with some mutations, in their order, and where the rules say otherwise. */
  async function judged(all: readonly Mutation[]): Promise<Judged> {
    const verdicts: Verdict[] = [];
    const disagreements: string[] = [];
    await server.each([...all.entries()], async ([at, mutation]) => {
      const { code, body } = await server.apply(mutation.object);
      const found = said(mutation.object, kubernetes);
      const verdict: Verdict = code >= 300 ? 'refuses' : isAltered(mutation, found, body) ? 'alters' : 'takes';
      verdicts[at] = verdict;
      if ((verdict === 'takes') === (found.length === 0)) return;
      const why = verdict === 'refuses' ? String(body['message']) : found.map(({ rule, problem }) => `${rule}: ${problem}`).join('; ');
      disagreements.push(`${mutation.name}: the server ${verdict} it (${code}): ${why.slice(0, 400)}`);
    });
    const count = (wanted: Verdict): number => verdicts.filter(verdict => verdict === wanted).length;
    return { verdicts, disagreements, refuses: count('refuses'), takes: count('takes'), alters: count('alters') };
  }

  it('agree about every object as it is', async () => {
    const { takes, disagreements } = await judged(
      originals.map(object => ({ name: JSON.stringify(object['metadata']), path: [], object })),
    );
    expect(disagreements).toEqual([]);
    expect(takes).toBe(originals.length);
  }, 60_000);

  it('agree about thousands of objects with one change', async () => {
    const all = mutations().filter((_, at) => at % share === 0);
    expect(all.length).toBeGreaterThan(1000);
    const { disagreements, refuses, takes, alters } = await judged(all);
    process.stderr.write(`${all.length} mutations: ${refuses} refused, ${takes} taken, ${alters} taken as something else\n`);
    expect(disagreements).toEqual([]);
    expect(refuses).toBeGreaterThan(500);
    expect(takes).toBeGreaterThan(500);
    expect(alters).toBeGreaterThan(5);
  }, 300_000);

  if (process.env.GEORAFT_MUTATIONS === 'record')
    it('write down what it does with objects that users add', async () => {
      const all = mutations(added);
      const { verdicts, disagreements } = await judged(all);
      expect(disagreements).toEqual([]);
      record(kubernetes, all, verdicts);
    }, 300_000);

  it('agree about every case of these rules', async () => {
    const all = Object.entries({ ...api, ...apiPods }).flatMap(([rule, cases]) =>
      cases.flatMap(({ situation, variant, edit }) =>
        changed(variant, edit).map(object => ({ name: `${rule}: ${situation}`, path: [], object })),
      ),
    );
    const { disagreements, refuses, takes } = await judged(all);
    expect(disagreements).toEqual([]);
    expect(refuses).toBeGreaterThan(100);
    expect(takes).toBeGreaterThan(60);
  }, 60_000);

  it('know the same fields', async () => {
    const { body } = await server.send('GET', '/openapi/v2');
    const { differences, types, kinds } = publishedDifferences(body, kubernetes);
    expect(differences).toEqual([]);
    expect(types).toBeGreaterThan(150);
    expect(kinds).toBeGreaterThan(50);
  }, 60_000);

  describe.each(changes)('$of', ({ before, cases }) => {
    beforeAll(async () => {
      for (const object of before) {
        const { code, body } = await server.apply(object, 'for good');
        expect([code < 300, code < 300 ? '' : body['message']]).toEqual([true, '']);
      }
    }, 30_000);

    it.each(cases)('$what: $verdict', async ({ after, verdict, says }) => {
      const { code, body } = await server.apply(after);
      expect([code < 300 ? 'taken' : 'refused', code < 300 ? '' : body['message']]).toEqual([
        verdict,
        verdict === 'taken' ? '' : expect.stringContaining(says ?? ''),
      ]);
    });
  });
});

const known = new Map<string, ReadonlySet<string>>();

/** Objects of the cluster that the cases edit: what an edit of a committed output changed or added, of the kinds that are known. */
function changed(variant: string | undefined, edit: (output: EditedOutput) => void): readonly JsonObject[] {
  const before = known.get(variant ?? '') ?? new Set(objectsOf(new EditedOutput(variant)).map(object => JSON.stringify(object)));
  known.set(variant ?? '', before);
  const output = new EditedOutput(variant);
  edit(output);
  return objectsOf(output)
    .filter(object => !before.has(JSON.stringify(object)))
    .filter(object => typeOfKind(String(object['apiVersion']), String(object['kind'])) && (object['metadata'] as JsonObject)['name'])
    .map(object => {
      const metadata = object['metadata'] as JsonObject;
      return metadata['namespace'] === undefined ? object : { ...object, metadata: { ...metadata, namespace } };
    });
}

const objectsOf = (output: EditedOutput): readonly JsonObject[] =>
  output.files.filter(path => path.startsWith('dublin/')).flatMap(path => output.in(path));
