import { GeoRaft, RaftEngine, TerraformSettings } from '../../lib';
import { dublin, emptyApp, emptyFolder, everything, exampleApp, frankfurt, london, seats, stretched } from '../synth/example';
import { difference, objectsIn, ofKind, tree, type Written } from '../synth/output';

/** A stack as Terraform reads it. */
type Stack = Written;

const folder = emptyFolder();
everything(folder).synthesize();
const all = objectsIn(`${folder}/dist`);

const stacksOf = (written: ReadonlyMap<string, string>): readonly (readonly [string, Stack])[] =>
  [...written].flatMap(([path, text]) => {
    const name = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
    return name ? [[name, JSON.parse(text) as Stack] as const] : [];
  });

const stacks = stacksOf(tree(`${folder}/cdktf.out`));
const resources = (stack: Stack, type: string): readonly Written[] => Object.values(stack.resource?.[type] ?? {});

describe('the stacks', () => {
  it('are one for each cluster', () => {
    expect(stacks.map(([name]) => name).sort()).toEqual(['dublin', 'frankfurt', 'london']);
  });

  it('are the same bytes in another folder', () => {
    const other = emptyFolder();
    everything(other).synthesize();
    expect(difference(tree(`${folder}/cdktf.out`), tree(`${other}/cdktf.out`))).toEqual([]);
  });

  it.each(stacks)('of %s keep their state in a backend that names no folder of this machine', (name, { terraform }) => {
    expect(terraform.backend).toEqual({ local: { path: `${name}.tfstate` } });
  });

  it.each(stacks)('of %s take the provider by its whole name and a version', (_, { terraform }) => {
    expect(terraform.required_providers).toEqual({ kubernetes: { source: 'hashicorp/kubernetes', version: '~> 2.38' } });
  });

  it('may keep their state elsewhere, and nowhere else then', () => {
    const other = emptyFolder();
    const backend = { kind: 'other', type: 's3', config: { bucket: 'states', key: 'fleet/{cluster}', region: 'eu-central-1' } } as const;
    emptyApp(other, { terraform: TerraformSettings.stacks({ outdir: `${other}/cdktf.out`, backend }) }).synthesize();
    const found = stacksOf(tree(`${other}/cdktf.out`));
    expect(found).toHaveLength(3);
    for (const [, { terraform }] of found) {
      expect(Object.keys(terraform.backend)).toEqual(['s3']);
      expect(terraform.backend.s3).toMatchObject({ bucket: 'states', region: 'eu-central-1' });
    }
  });

  it('of two clusters never keep their state in one place', () => {
    const other = emptyFolder();
    const backend = { kind: 'other', type: 's3', config: { bucket: 'states', key: 'fleet', region: 'eu-central-1' } } as const;
    const { findings } = emptyApp(other, { terraform: TerraformSettings.stacks({ outdir: `${other}/cdktf.out`, backend }) }).synthesize();
    const places = stacksOf(tree(`${other}/cdktf.out`)).map(([, { terraform }]) => JSON.stringify(terraform.backend.s3));
    expect(findings.length > 0 || new Set(places).size === places.length).toBe(true);
  });
});

describe('a namespace', () => {
  it.each(stacks)('of the stack of %s has the labels of the manifest', (name, stack) => {
    const declared = ofKind(all, 'Namespace').filter(({ place }) => place === name);
    const made = resources(stack, 'kubernetes_namespace').map(({ metadata }) => [metadata.name, metadata.labels]);
    expect(Object.fromEntries(made)).toEqual(
      Object.fromEntries(declared.map(({ object }) => [object.metadata.name, object.metadata.labels])),
    );
    expect(declared.length).toBeGreaterThan(0);
  });

  it.each(stacks)('of the stack of %s is never destroyed', (_, stack) => {
    for (const { lifecycle } of resources(stack, 'kubernetes_namespace')) expect(lifecycle.prevent_destroy).toBe(true);
  });

  it('is made where a system has a seat, and nowhere else', () => {
    const other = emptyFolder();
    const app = emptyApp(other);
    new GeoRaft(app, 'store', stretched({ topology: seats([frankfurt, 3]), objectives: { survive: { kind: 'any-one-member' } } }));
    expect(app.synthesize().findings).toEqual([]);
    const names = stacksOf(tree(`${other}/cdktf.out`)).map(([name, stack]) => [name, resources(stack, 'kubernetes_namespace').length]);
    expect(Object.fromEntries(names)).toEqual({ frankfurt: 1, dublin: 0, london: 0 });
  });
});

describe('a secret', () => {
  it.each(stacks)('of the stack of %s takes its content from a sensitive variable, and holds none', (_, stack) => {
    const secrets = resources(stack, 'kubernetes_secret');
    expect(secrets.length).toBeGreaterThan(0);
    for (const { data, metadata } of secrets) {
      for (const [key, value] of Object.entries(data as Readonly<Record<string, string>>)) {
        if (key === 'name' && metadata.labels?.['argocd.argoproj.io/secret-type'] === 'cluster') continue;
        const variable = /var\.([\w-]+)/.exec(value)?.[1] ?? '';
        expect(stack.variable[variable]).toMatchObject({ sensitive: true });
        expect(stack.variable[variable].default).toBeUndefined();
      }
    }
  });

  it.each(stacks)('of the stack of %s is what the manifests refer to', (name, stack) => {
    const made = new Map(
      resources(stack, 'kubernetes_secret').map(({ metadata, data }) => [`${metadata.namespace}/${metadata.name}`, Object.keys(data)]),
    );
    const here = all.filter(({ place }) => place === name).map(({ object }) => object);
    for (const { metadata, spec } of here.filter(object => object.spec?.template?.spec)) {
      const pod = spec.template.spec;
      for (const { name: secret } of pod.imagePullSecrets ?? []) expect([...made.keys()]).toContain(`${metadata.namespace}/${secret}`);
      for (const { valueFrom } of pod.containers.flatMap((container: Written) => container.env ?? [])) {
        if (valueFrom?.secretKeyRef)
          expect(made.get(`${metadata.namespace}/${valueFrom.secretKeyRef.name}`)).toContain(valueFrom.secretKeyRef.key);
      }
    }
  });

  it.each(stacks)('of the stack of %s waits for its namespace', (_, stack) => {
    const namespaces = new Map(
      Object.entries(stack.resource.kubernetes_namespace as Record<string, Written>).map(([id, { metadata }]) => [metadata.name, id]),
    );
    for (const { metadata, depends_on } of resources(stack, 'kubernetes_secret')) {
      const id = namespaces.get(metadata.namespace ?? '');
      if (id) expect(depends_on).toContain(`kubernetes_namespace.${id}`);
    }
  });

  it('of two systems that pull by one name is made in the namespace of each', () => {
    const other = emptyFolder();
    const app = emptyApp(other);
    const engine = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5', pullSecret: 'registry' });
    for (const name of ['store', 'queue']) new GeoRaft(app, name, stretched({ engine }));
    expect(app.synthesize().findings).toEqual([]);
    for (const [, stack] of stacksOf(tree(`${other}/cdktf.out`))) {
      const made = resources(stack, 'kubernetes_secret').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
      expect(made).toEqual(expect.arrayContaining(['store/registry', 'queue/registry']));
    }
  });
});

describe('registrations with Argo CD', () => {
  const registered = (stack: Stack): readonly string[] =>
    resources(stack, 'kubernetes_secret')
      .filter(({ metadata }) => metadata.labels?.['argocd.argoproj.io/secret-type'] === 'cluster')
      .map(({ data }) => data.name)
      .sort();

  it.each(stacks)('are in the stack of the cluster that runs it, for every cluster: %s', (name, stack) => {
    expect(registered(stack)).toEqual(name === london.name ? ['dublin', 'frankfurt', 'london'] : []);
  });

  it.each(stacks)('have the names that Applications are delivered to: %s', (name, stack) => {
    if (name !== london.name) return;
    const destinations = ofKind(all, 'Application').map(({ object }) => object.spec.destination.name);
    expect([...new Set(destinations)].sort()).toEqual(registered(stack));
  });
});

describe('a cluster that leaves the fleet', () => {
  it('takes its stack along, and leaves the state and lock files beside the others', () => {
    const other = emptyFolder();
    const pair = (clusters: readonly (typeof frankfurt)[]) => {
      const app = emptyApp(other, { clusters });
      new GeoRaft(app, 'store', stretched({ topology: seats([frankfurt, 3]), objectives: { survive: { kind: 'any-one-member' } } }));
      return app.synthesize();
    };
    pair([frankfurt, dublin, london]);
    const { writeFileSync } = jest.requireActual<typeof import('node:fs')>('node:fs');
    writeFileSync(`${other}/cdktf.out/stacks/dublin/dublin.tfstate`, '{}');
    writeFileSync(`${other}/cdktf.out/stacks/frankfurt/.terraform.lock.hcl`, '# lock');
    pair([frankfurt, london]);
    expect([...tree(`${other}/cdktf.out`).keys()]).toEqual([
      'manifest.json',
      'stacks/dublin/dublin.tfstate',
      'stacks/frankfurt/.terraform.lock.hcl',
      'stacks/frankfurt/cdk.tf.json',
      'stacks/london/cdk.tf.json',
    ]);
  });
});

describe('a fleet without Terraform', () => {
  it('writes no stack', () => {
    const other = emptyFolder();
    exampleApp(other, { terraform: undefined as never }).synthesize();
    expect([...tree(other).keys()].some(path => path.startsWith('cdktf.out'))).toBe(false);
  });
});
