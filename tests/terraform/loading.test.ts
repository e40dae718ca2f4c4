import { runProgram } from '../synth/compiled';
import { emptyFolder } from '../synth/example';
import { difference, tree } from '../synth/output';

/** Code only: which version is installed, their package.json says. */
const count = `const loaded = Object.keys(require.cache).filter(file => /node_modules\\/(cdktf|@cdktf)\\/.*\\.js$/.test(file)).length;
  process.stdout.write(String(loaded));`;

const run = (
  text: string,
  env: Readonly<Record<string, string>> = {},
): { readonly loaded: number; readonly written: ReadonlyMap<string, string> } => {
  const folder = emptyFolder();
  const { code, out, err } = runProgram(text.replaceAll('FOLDER', JSON.stringify(folder)), folder, env);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return { loaded: Number(out), written: tree(folder) };
};

describe('a program that imports georaft', () => {
  it('does not load cdktf', () => {
    expect(run(`load('lib'); ${count}`).loaded).toBe(0);
  });
});

describe('a program whose fleet asks for no stacks', () => {
  it('is synthesized without loading cdktf', () => {
    const { loaded, written } = run(`
      const { exampleApp } = load('tests/synth/example.js');
      const { findings } = exampleApp(FOLDER, { terraform: undefined }).synthesize();
      if (findings.length > 0) throw new Error(JSON.stringify(findings));
      ${count}`);
    expect(written.has('dist/fleet.json')).toBe(true);
    expect(loaded).toBe(0);
  });
});

describe('a program whose fleet asks for stacks', () => {
  const stack = 'cdktf.out/stacks/london/cdk.tf.json';
  const synthesize = (namespace: string, env?: Readonly<Record<string, string>>): ReturnType<typeof run> =>
    run(
      `
      const { exampleApp, london } = load('tests/synth/example.js');
      const app = exampleApp(FOLDER);
      const { Chart } = load('node_modules/cdk8s');
      const { Manifest } = load('lib');
      const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: '${namespace}' } };
      new Manifest(new Chart(app.cluster(london), 'other'), 'namespace', object);
      app.synthesize();
      ${count}
      const provider = Object.keys(require.cache).filter(file => file.includes('@cdktf/provider-kubernetes/lib/'));
      if (provider.length > 30) throw new Error(provider.length + ' files of the provider are loaded');`,
      env,
    );

  let plain: ReturnType<typeof run>;
  beforeAll(() => {
    plain = synthesize('other');
  });

  it('is synthesized without loading cdktf', () => {
    const { loaded, written } = plain;
    expect(written.has(stack)).toBe(true);
    expect(loaded).toBe(0);
  });

  it("loads cdktf under cdktf's command line, and writes the same then", () => {
    const { loaded, written } = synthesize('other', { CDKTF_CONTEXT_JSON: '{}' });
    expect(loaded).toBeGreaterThan(0);
    expect(difference(written, plain.written)).toEqual([]);
  });

  it('loads cdktf where it shortens an address, and of its provider only what it uses', () => {
    const { loaded, written } = synthesize('n'.repeat(250));
    expect(written.has(stack)).toBe(true);
    expect(loaded).toBeGreaterThan(0);
  });
});

describe('a program that imports georaft/terraform', () => {
  it('has the stacks at hand', () => {
    const { loaded } = run(`
      const { ClusterStack, planStacks, synthesizeStacks, TerraformSettings } = load('lib/terraform');
      for (const each of [ClusterStack, planStacks, synthesizeStacks, TerraformSettings]) if (!each) throw new Error('missing');
      ${count}`);
    expect(loaded).toBeGreaterThan(0);
  });
});
