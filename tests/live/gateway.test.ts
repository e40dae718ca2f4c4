import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, objectAt } from '../../lib/manifests/yaml/json';
import { EditedOutput } from '../rules/edited-output';
import { ApiServer } from './api-server';
import { lab, missing, until } from './lab';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;
const running = process.env.GEORAFT_LAB === 'running';

/** The site that others of the live suite use least. */
const site = running ? 3 : 1;
const namespace = 'georaft-gateways';
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** The folder of a Go module, which holds its definitions. */
const moduleFolder = (name: string): string => {
  const said = execFileSync('go', ['mod', 'download', '-json', name], { cwd: tmpdir(), encoding: 'utf8' });
  return (JSON.parse(said) as { readonly Dir: string }).Dir;
};

/** The definitions of all files below a folder, or of one file. */
const definitionsIn = (path: string): readonly JsonObject[] =>
  (path.endsWith('.yaml')
    ? [path]
    : readdirSync(path)
        .filter(file => file.endsWith('.yaml'))
        .map(file => join(path, file))
  )
    .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS() as JsonObject | null))
    .filter((object): object is JsonObject => isObject(object ?? undefined) && object?.['kind'] === 'CustomResourceDefinition');

const kinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'DestinationRule', 'ServiceExport'];
/** Kinds of the package itself that only this output has in this form. */
const plainKinds = ['Service', 'ConfigMap', 'NetworkPolicy'];

/** Every object of these kinds that the committed output holds, moved into the namespace of this suite. */
const rendered = (wanted: readonly string[]): readonly JsonObject[] => {
  const output = new EditedOutput('ways-in');
  return output.files
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => output.in(file) as readonly JsonObject[])
    .filter(object => wanted.includes(String(object['kind'])))
    .map(object => ({ ...object, metadata: { ...objectAt(object, 'metadata'), namespace } }) as JsonObject);
};
const versionOf = (object: JsonObject): string => `${String(object['apiVersion'])} ${String(object['kind'])}`;

live('gateways and real definitions', () => {
  let server: ApiServer;
  const made: string[] = [];

  const define = async (all: readonly JsonObject[]): Promise<void> => {
    for (const definition of all) {
      const { name } = objectAt(definition, 'metadata');
      const { code } = await server.send('GET', `${definitions}/${String(name)}`);
      if (code === 404) made.push(String(name));
      const { code: applied, body } = await server.apply(definition, 'for good');
      if (applied >= 300) throw new Error(`${String(name)}: ${String(body['message'])}`);
    }
    for (const definition of all) {
      const name = String(objectAt(definition, 'metadata')['name']);
      await until(`the definition of ${name}`, 60, async () => {
        const { body } = await server.send('GET', `${definitions}/${name}`);
        const conditions = (objectAt(body, 'status')['conditions'] ?? []) as readonly JsonObject[];
        return conditions.some(({ type, status }) => type === 'Established' && status === 'True') || undefined;
      });
    }
  };
  /** Applies without keeping; what the server says of those that it refuses, by the name of the object. */
  const refused = async (all: readonly JsonObject[]): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const object of all) {
      const { code, body } = await server.apply(object);
      if (code >= 300) found.push(`${versionOf(object)} ${String(objectAt(object, 'metadata')['name'])}: ${String(body['message'])}`);
    }
    return found;
  };
  const gatewayApi = moduleFolderOnce('sigs.k8s.io/gateway-api@v1.4.0');

  beforeAll(async () => {
    if (!running) lab.run('up', '1');
    server = await ApiServer.of(site);
    await server.send('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    const istio = definitionsIn(join(moduleFolder('istio.io/api@v1.27.0'), 'kubernetes', 'customresourcedefinitions.gen.yaml'));
    await define(istio.filter(definition => objectAt(definition, 'spec', 'names')['kind'] === 'DestinationRule'));
    await define(definitionsIn(join(moduleFolder('sigs.k8s.io/mcs-api@v0.3.0'), 'config', 'crd')));
  }, 10 * 60_000);

  afterAll(async () => {
    for (const name of made) await server.send('DELETE', `${definitions}/${name}`);
    await server.send('DELETE', `/api/v1/namespaces/${namespace}`);
    await until('the end of the namespace', 120, async () => {
      const { code } = await server.send('GET', `/api/v1/namespaces/${namespace}`);
      return code === 404 ? true : undefined;
    });
    server.close();
    if (!running) await until('the end of the lab', 120, () => lab.run('down') !== undefined || undefined);
  }, 5 * 60_000);

  it('take what the package renders of its own kinds', async () => {
    const all = rendered(plainKinds);
    expect(all.length).toBeGreaterThan(20);
    expect(await refused(all)).toEqual([]);
  }, 60_000);

  it('of the standard channel take its routes, and know nothing of the experimental one', async () => {
    await define(definitionsIn(join(gatewayApi(), 'config', 'crd', 'standard')));
    const routes = rendered(['HTTPRoute', 'GRPCRoute']);
    const experimental = (object: JsonObject): boolean => /"(sessionPersistence|retry)"/.test(JSON.stringify(object));
    expect(await refused(routes.filter(object => !experimental(object)))).toEqual([]);
    const unknown = routes.filter(experimental);
    expect(unknown.length).toBeGreaterThan(0);
    expect(await refused(unknown)).toEqual(unknown.map(() => expect.stringMatching(/sessionPersistence|retry/)));
    expect(await refused(rendered(['TCPRoute']))).not.toEqual([]);
  }, 120_000);

  it('of the experimental channel, of Istio and of multi-cluster Services take every object', async () => {
    await define(
      definitionsIn(join(gatewayApi(), 'config', 'crd', 'experimental')).filter(
        definition => !/\.x-k8s\.io$/.test(String(objectAt(definition, 'spec')['group'])),
      ),
    );
    // GKE's own definitions are not published.
    const all = rendered(kinds).filter(object => object['apiVersion'] !== 'net.gke.io/v1');
    expect(new Set(all.map(versionOf))).toEqual(
      new Set([
        'gateway.networking.k8s.io/v1 HTTPRoute',
        'gateway.networking.k8s.io/v1 GRPCRoute',
        'gateway.networking.k8s.io/v1alpha2 TCPRoute',
        'networking.istio.io/v1 DestinationRule',
        'multicluster.x-k8s.io/v1alpha1 ServiceExport',
      ]),
    );
    expect(await refused(all)).toEqual([]);
  }, 120_000);

  it('give back what was applied: nothing is filled in that a diff would show for ever', async () => {
    const differing: string[] = [];
    for (const object of rendered(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'DestinationRule'])) {
      const { body } = await server.apply(object);
      const given = JSON.stringify(sorted(object['spec']));
      if (JSON.stringify(sorted(body['spec'])) !== given)
        differing.push(`${versionOf(object)}: ${given}, ${JSON.stringify(sorted(body['spec']))}`);
    }
    expect(differing).toEqual([]);
  }, 60_000);

  it('refuse a mirrored share of more than everything, and a weight below nothing', async () => {
    const [trial] = rendered(['GRPCRoute']);
    const text = JSON.stringify(trial);
    expect(await refused([JSON.parse(text.replace('"percent":5', '"percent":101')) as JsonObject])).toEqual([
      expect.stringContaining('percent'),
    ]);
    expect(await refused([JSON.parse(text.replace(/"weight":1\b/, '"weight":-1')) as JsonObject])).toEqual([
      expect.stringContaining('weight'),
    ]);
  }, 60_000);
});

/** Keys in order, all the way down. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** The folder of a module, which is downloaded when it is first asked for. */
function moduleFolderOnce(name: string): () => string {
  let folder: string | undefined;
  return () => {
    folder ??= moduleFolder(name);
    return folder;
  };
}
