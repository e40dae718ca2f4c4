import { cpSync } from 'node:fs';
import { type ApiObject, JsonPatch } from 'cdk8s';
import { Cluster, GeoRaft, Manifest } from '../../lib';
import { dublin, emptyApp, emptyFolder, everything, exampleApp, frankfurt, london, stretched, withUpdates } from './example';
import { difference, find, objectsIn, ofKind, tree } from './output';

const mockConstructed: ApiObject[] = [];

jest.mock('cdk8s', () => {
  const actual = jest.requireActual('cdk8s');
  class ApiObject extends actual.ApiObject {
    constructor(...given: unknown[]) {
      super(...given);
      mockConstructed.push(this as never);
    }
  }
  return Object.defineProperty(Object.create(actual), 'ApiObject', { value: ApiObject, enumerable: true });
});

const setting = (name: string): string | undefined => process.env[name];
const before = { dist: setting('CDK8S_OUTDIR'), terraform: setting('CDKTF_OUTDIR') };
beforeEach(() => {
  mockConstructed.length = 0;
  delete process.env.CDK8S_OUTDIR;
  delete process.env.CDKTF_OUTDIR;
});
afterAll(() => {
  if (before.dist !== undefined) process.env.CDK8S_OUTDIR = before.dist;
  if (before.terraform !== undefined) process.env.CDKTF_OUTDIR = before.terraform;
});

let example: string | undefined;

/** The folder of the example's output, synthesized once; nobody may change it. */
function exampleOutput(): string {
  if (example === undefined) {
    example = emptyFolder();
    exampleApp(example).synthesize();
  }
  return example;
}

describe('the example fleet', () => {
  it.each([
    ['as it is deployed', exampleApp],
    ['with one system of every form', everything],
  ] as const)('%s writes every object that was made, each once', (_, build) => {
    const folder = emptyFolder();
    const { objects, findings } = build(folder).synthesize();
    const identity = (object: { apiVersion: string; kind: string }, name: string, namespace: unknown): string =>
      `${object.apiVersion} ${object.kind} ${String(namespace ?? '')}/${name}`;
    const made = mockConstructed.map(object => identity(object, object.name, object.metadata.namespace)).sort();
    const written = objectsIn(`${folder}/dist`).map(({ object }) => identity(object, object.metadata.name, object.metadata.namespace));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(written.sort()).toEqual(made);
    expect(objects).toBe(made.length);
  });

  it('lists in fleet.json exactly the files that it wrote', () => {
    const folder = exampleOutput();
    const all = tree(`${folder}/dist`);
    const { files } = JSON.parse(all.get('fleet.json') ?? '') as { readonly files: readonly string[] };
    expect([...files]).toEqual([...all.keys()].sort());
  });

  it('holds nothing of the machine that it was written on', () => {
    const folder = exampleOutput();
    for (const [, content] of tree(folder)) {
      expect(content).not.toContain(folder);
      expect(content).not.toContain(process.cwd());
    }
  });

  it('changes nothing when it is synthesized again', () => {
    const folder = emptyFolder();
    const app = exampleApp(folder);
    const first = app.synthesize();
    const written = tree(folder);
    const again = app.synthesize();
    const fresh = exampleApp(folder).synthesize();
    expect(tree(folder)).toEqual(written);
    expect(again.files).toEqual({ written: 0, unchanged: first.files.written, removed: 0 });
    expect(fresh.files).toEqual(again.files);
    expect(fresh.objects).toBe(first.objects);
  });
});

describe('the output folder', () => {
  it('is what CDK8S_OUTDIR says, and the stacks what CDKTF_OUTDIR says', () => {
    const folder = emptyFolder();
    process.env.CDK8S_OUTDIR = `${folder}/manifests`;
    process.env.CDKTF_OUTDIR = `${folder}/stacks-here`;
    const { FleetApp, TerraformSettings } = jest.requireActual<typeof import('../../lib')>('../../lib');
    const app = new FleetApp({ ...exampleApp(folder).fleet, terraform: TerraformSettings.stacks() });
    new GeoRaft(app, 'store', stretched());
    expect(app.synthesize().findings).toEqual([]);
    const written = [...tree(folder).keys()];
    expect(written).toContain('manifests/fleet.json');
    expect(written).toContain('stacks-here/stacks/london/cdk.tf.json');
    expect(written.filter(path => !/^(manifests|stacks-here)\//.test(path))).toEqual([]);
  });

  it('may not be the one of the stacks', () => {
    const folder = emptyFolder();
    const good = emptyApp(folder);
    new GeoRaft(good, 'store', stretched());
    good.synthesize();
    const written = tree(`${folder}/dist`);
    const { TerraformSettings } = jest.requireActual<typeof import('../../lib')>('../../lib');
    const app = emptyApp(folder, { terraform: TerraformSettings.stacks({ outdir: `${folder}/dist` }) });
    new GeoRaft(app, 'store', stretched());
    const { findings } = app.synthesize();
    expect(findings.map(({ severity }) => severity)).toContain('error');
    expect(tree(`${folder}/dist`)).toEqual(written);
  });
});

describe('another ingress address of one cluster', () => {
  const moved = Cluster.of({ ...frankfurt, ingress: { className: 'nginx', addresses: ['198.51.100.99'] } });

  const changed = (change: Parameters<typeof exampleApp>[1]): readonly string[] => {
    const folder = emptyFolder();
    exampleApp(folder, change).synthesize();
    const old = tree(folder);
    exampleApp(folder, { ...change, clusters: [moved, dublin, london] }).synthesize();
    return difference(old, tree(folder));
  };

  it("changes only that cluster's own record and check, and fleet.json, where every cluster has a record of its own", () => {
    expect(changed({})).toEqual(['cdktf.out/stacks/dns/cdk.tf.json', 'dist/fleet.json', 'dist/frankfurt/whitewater/whitewater.yaml']);
  });

  it('changes the shared record in every cluster, and fleet.json, where the provider has no routing', () => {
    expect(changed({ dns: withUpdates() })).toEqual([
      'dist/dublin/whitewater/whitewater.yaml',
      'dist/fleet.json',
      'dist/frankfurt/whitewater/whitewater.yaml',
      'dist/london/whitewater/whitewater.yaml',
    ]);
  });

  it('changes nothing in those files but the records', () => {
    const folder = emptyFolder();
    exampleApp(folder, { dns: withUpdates() }).synthesize();
    const old = objectsIn(`${folder}/dist`);
    exampleApp(folder, { dns: withUpdates(), clusters: [moved, dublin, london] }).synthesize();
    const text = (object: object): string => JSON.stringify(object);
    const known = new Set(old.map(({ file, object }) => `${file} ${text(object)}`));
    const fresh = objectsIn(`${folder}/dist`).filter(({ file, object }) => !known.has(`${file} ${text(object)}`));
    expect(fresh.map(({ object }) => `${object.kind} ${object.metadata.name}`)).toEqual([
      'DNSEndpoint whitewater-global',
      'DNSEndpoint whitewater-global',
      'DNSEndpoint whitewater-global',
    ]);
  });
});

describe('a larger storage class name, zone count or version of one cluster', () => {
  it.each([
    [
      'another Kubernetes version',
      Cluster.of({ ...dublin, kubernetes: '1.35' }),
      /^(cdktf\.out\/stacks\/dublin\/|dist\/dublin\/|dist\/fleet\.json$)/,
    ],
    ['another zone', Cluster.of({ ...dublin, zones: ['eu-west-1a', 'eu-west-1b'] }), /^dist\/(dublin\/|fleet\.json$)/],
    [
      'another ingress class',
      Cluster.of({ ...dublin, ingress: { className: 'traefik', addresses: ['198.51.100.20'] } }),
      /^dist\/(dublin\/|fleet\.json$)/,
    ],
  ])('%s stays in that cluster', (_, changed, allowed) => {
    const folder = emptyFolder();
    cpSync(exampleOutput(), folder, { recursive: true });
    const old = tree(folder);
    const { findings } = exampleApp(folder, { clusters: [frankfurt, changed, london] }).synthesize();
    expect(findings.filter(({ severity }) => severity === 'error').map(({ problem }) => problem)).toEqual([]);
    const paths = difference(old, tree(folder));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter(path => !allowed.test(path))).toEqual([]);
  });
});

describe('a system that is removed from the program', () => {
  it('takes its files along, and nothing else', () => {
    const folder = emptyFolder();
    cpSync(exampleOutput(), folder, { recursive: true });
    const old = [...tree(`${folder}/dist`).keys()];
    const app = emptyApp(folder);
    const { files } = app.synthesize();
    expect(files.removed).toBe(old.length - [...tree(`${folder}/dist`).keys()].length);
    expect([...tree(`${folder}/dist`).keys()]).toEqual(['argocd/_project.yaml', 'fleet.json']);
  });
});

describe('what a user adds to a system with customize', () => {
  const synthesized = (customize: GeoRaft['customize']) => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    new GeoRaft(app, 'store', { ...stretched(), ...(customize ? { customize } : {}) });
    const result = app.synthesize();
    return { ...result, all: objectsIn(`${folder}/dist`), texts: tree(folder) };
  };

  it('is written with the system, in the cluster that it was added to', () => {
    const { all, findings } = synthesized((chart, { name }) => {
      if (name !== 'dublin') return;
      new Manifest(chart, 'extra', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra', namespace: 'store' } });
    });
    expect(findings).toEqual([]);
    expect(
      ofKind(all, 'ConfigMap')
        .filter(({ object }) => object.metadata.name === 'extra')
        .map(({ file }) => file),
    ).toEqual(['dublin/store/store.yaml']);
  });

  it('may patch an object, and the patch is what is printed', () => {
    const { all } = synthesized((chart, { name }) => {
      const members = chart.node.findAll().find(node => Manifest.isManifest(node) && node.kind === 'StatefulSet') as Manifest;
      members.addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', `critical-${name}`));
      members.metadata.addLabel('team', 'storage');
    });
    for (const cluster of ['frankfurt', 'dublin', 'london']) {
      const members = find(all, cluster, 'StatefulSet', 'store');
      expect(members.spec.template.spec.priorityClassName).toBe(`critical-${cluster}`);
      expect(members.metadata.labels).toMatchObject({ team: 'storage', 'app.kubernetes.io/name': 'store' });
    }
  });

  it('changes nothing else', () => {
    const plain = synthesized(undefined);
    const labelled = synthesized((chart, { name }) => {
      if (name !== 'london') return;
      const members = chart.node.findAll().find(node => Manifest.isManifest(node) && node.kind === 'StatefulSet') as Manifest;
      members.metadata.addAnnotation('team', 'storage');
    });
    expect(difference(plain.texts, labelled.texts)).toEqual(['dist/london/store/store.yaml']);
  });

  it('to the labels of a namespace reaches Terraform too', () => {
    const { texts } = synthesized(chart => {
      const namespace = chart.node.findAll().find(node => Manifest.isManifest(node) && node.kind === 'Namespace') as Manifest;
      namespace.addJsonPatch(JsonPatch.add('/metadata/labels/team', 'storage'));
    });
    for (const cluster of ['frankfurt', 'dublin', 'london']) {
      const stack = JSON.parse(texts.get(`cdktf.out/stacks/${cluster}/cdk.tf.json`) ?? '{}');
      expect(stack.resource.kubernetes_namespace['namespace-store'].metadata.labels).toMatchObject({ team: 'storage' });
    }
  });

  it('is known to the AppProject', () => {
    const { all } = synthesized(chart => {
      new Manifest(chart, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace: 'store' } });
    });
    expect(find(all, 'argocd', 'AppProject', 'stateful').spec.namespaceResourceWhitelist).toContainEqual({
      group: '',
      kind: 'ResourceQuota',
    });
  });
});
