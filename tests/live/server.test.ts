import { typeOfKind } from '../../lib/manifests/api/schema';
import type { JsonObject } from '../../lib/manifests/json';
import { api } from '../rules/cases/api';
import { apiPods } from '../rules/cases/api-pods';
import { EditedOutput } from '../rules/edited-output';
import { type Mutation, mutations, namespace, originals } from '../rules/mutations';
import { isAltered, said, type Verdict } from '../rules/server-verdict';
import { ApiServer } from './api-server';
import { changes } from './changes';
import { lab, missing, until } from './lab';
import { publishedDifferences } from './published';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;
const running = process.env.GEORAFT_LAB === 'running';

/** All of them take a minute and a half: `GEORAFT_MUTATIONS=all`. */
const share = process.env.GEORAFT_MUTATIONS === 'all' ? 1 : 5;

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

  /** What the server does with some mutations, and where the rules say otherwise. */
  async function judged(
    all: readonly Mutation[],
  ): Promise<{ readonly verdicts: Readonly<Record<Verdict, number>>; readonly disagreements: readonly string[] }> {
    const verdicts = { refuses: 0, takes: 0, alters: 0 };
    const disagreements: string[] = [];
    await server.each(all, async mutation => {
      const { code, body } = await server.apply(mutation.object);
      const found = said(mutation.object, kubernetes);
      const verdict: Verdict = code >= 300 ? 'refuses' : isAltered(mutation, found, body) ? 'alters' : 'takes';
      verdicts[verdict] += 1;
      if ((verdict === 'takes') === (found.length === 0)) return;
      const why = verdict === 'refuses' ? String(body['message']) : found.map(({ rule, problem }) => `${rule}: ${problem}`).join('; ');
      disagreements.push(`${mutation.name}: the server ${verdict} it (${code}): ${why.slice(0, 400)}`);
    });
    return { verdicts, disagreements };
  }

  it('agree about every object as it is', async () => {
    const { verdicts, disagreements } = await judged(
      originals.map(object => ({ name: JSON.stringify(object['metadata']), path: [], object })),
    );
    expect(disagreements).toEqual([]);
    expect(verdicts).toEqual({ refuses: 0, takes: originals.length, alters: 0 });
  }, 60_000);

  it('agree about thousands of objects with one change', async () => {
    const all = mutations().filter((_, at) => at % share === 0);
    expect(all.length).toBeGreaterThan(1000);
    const { verdicts, disagreements } = await judged(all);
    process.stderr.write(`${all.length} mutations: ${JSON.stringify(verdicts)}\n`);
    expect(disagreements).toEqual([]);
    expect(verdicts.refuses).toBeGreaterThan(500);
    expect(verdicts.takes).toBeGreaterThan(500);
    expect(verdicts.alters).toBeGreaterThan(5);
  }, 300_000);

  it('agree about every case of these rules', async () => {
    const all = Object.entries({ ...api, ...apiPods }).flatMap(([rule, cases]) =>
      cases.flatMap(({ situation, variant, edit }) =>
        changed(variant, edit).map(object => ({ name: `${rule}: ${situation}`, path: [], object })),
      ),
    );
    const { verdicts, disagreements } = await judged(all);
    expect(disagreements).toEqual([]);
    expect(verdicts.refuses).toBeGreaterThan(100);
    expect(verdicts.takes).toBeGreaterThan(60);
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
