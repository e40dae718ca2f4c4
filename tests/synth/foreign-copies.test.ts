import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { FleetApp, GeoRaft, Manifest, RestrictedNamespace } from '../../lib';
import { isApiObject } from '../../lib/synth/api-object';
import { dublin, emptyApp, emptyFolder, fleetIn, stretched } from './example';
import { tree } from './output';

/** What a second copy of each package in the tree would be: the same code, loaded once more. */
interface Copies {
  readonly cdk8s: typeof import('cdk8s');
  readonly plus: typeof import('cdk8s-plus-28');
  readonly constructs: typeof import('constructs');
}

function loadedAgain<Loaded>(load: () => Loaded): Loaded {
  let loaded: { readonly it: Loaded } | undefined;
  jest.isolateModules(() => {
    loaded = { it: load() };
  });
  if (!loaded) throw new Error('nothing was loaded');
  return loaded.it;
}

const own: Copies = { cdk8s: require('cdk8s'), plus: require('cdk8s-plus-28'), constructs: require('constructs') };
const other = loadedAgain<Copies>(() => ({
  cdk8s: require('cdk8s'),
  plus: require('cdk8s-plus-28'),
  constructs: require('constructs'),
}));

/** A chart with plain, lazy and typed objects that depend on each other, all made by some copy. */
function written({ cdk8s, plus, constructs }: Copies): string | undefined {
  const folder = emptyFolder();
  const app = emptyApp(folder);
  const chart = new cdk8s.Chart(app.cluster(dublin) as never, 'tools', { namespace: 'tools' });
  const within = new constructs.Construct(chart, 'within');
  const last = new cdk8s.ApiObject(within, 'last', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'last' },
    data: { text: cdk8s.Lazy.any({ produce: () => 'late' }) },
  });
  const typed = new plus.ConfigMap(chart, 'typed', { metadata: { name: 'typed' }, data: { a: 'b' } });
  last.node.addDependency(typed);
  new plus.Deployment(chart, 'web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example.test/web:1.0.0' }] });
  expect(app.synthesize().findings).toEqual([]);
  return tree(`${folder}/dist`).get('dublin/tools/tools.yaml');
}

describe('charts and objects of another copy of cdk8s and constructs', () => {
  it('are of other classes', () => {
    expect(other.constructs.Construct).not.toBe(Construct);
    expect(other.cdk8s.Lazy).not.toBe(own.cdk8s.Lazy);
  });

  it('are written as those of our own are', () => {
    const theirs = written(other);
    expect(theirs).toContain('text: late');
    expect(theirs).toBe(written(own));
  });

  it('hold our constructs where they can', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    const chart = new other.cdk8s.Chart(app.cluster(dublin) as never, 'tools', { namespace: 'tools' }) as unknown as Chart;
    new RestrictedNamespace(chart, 'namespace', { name: 'tools', kubernetes: '1.34', labels: {} });
    expect(app.synthesize().findings).toEqual([]);
    expect(tree(`${folder}/dist`).get('dublin/tools/tools.yaml')).toContain('kind: Namespace');
  });

  it('are refused as a scope where they cannot, and are left as they were', () => {
    const children: string[] = [];
    class Node {
      readonly path = 'tools';
      addChild(_: unknown, id: string): void {
        children.push(id);
        throw new TypeError('scope.node.something is not iterable');
      }
      tryRemoveChild(id: string): boolean {
        return children.splice(children.indexOf(id), 1).length > 0;
      }
    }
    Object.defineProperty(Node, Symbol.for('jsii.rtti'), { value: { version: '9.8.7' } });
    const scope = { node: new Node() } as unknown as Construct;
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } };
    expect(() => new Manifest(scope, 'x', manifest)).toThrow(
      /^the scope 'tools' comes from another copy of constructs \(9\.8\.7 and 10\.\d+\.\d+\), which does not accept constructs of this one; keep one copy: 'npm ls constructs' shows them$/,
    );
    expect(children).toEqual([]);
  });
});

describe('an object of Kubernetes', () => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: {}, toJson: () => ({}) };

  it('is known by what it answers, for old copies mark theirs in no way', () => {
    expect(isApiObject(object)).toBe(true);
  });

  it.each(Object.keys(object))('is none without %s', field => {
    expect(isApiObject({ ...object, [field]: undefined })).toBe(false);
  });

  it('is no chart, and nothing that is no construct', () => {
    expect([new Chart(undefined as never, 'tools'), undefined, null, 'v1', 1].map(isApiObject)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a system', () => {
  it.each([
    ['an app of cdk8s', () => new own.cdk8s.App()],
    ['an app of another copy of cdk8s', () => new other.cdk8s.App()],
    ['a construct of its own', () => new Construct(undefined as never, '')],
    ['no construct', () => ({ fleet: {} })],
  ])('is refused in %s, which would not render it', (_, scope) => {
    expect(() => new GeoRaft(scope() as never, 'store', stretched())).toThrow('put the system into a FleetApp: new GeoRaft(app, name, …)');
  });

  it('of another copy of this package is refused', () => {
    const copy = loadedAgain(() => require('../../lib') as typeof import('../../lib'));
    const folder = emptyFolder();
    const app = new FleetApp(fleetIn(folder), { outdir: `${folder}/dist` });
    new copy.GeoRaft(app, 'store', stretched());
    expect(app.synthesize().findings).toEqual([
      {
        rule: 'objects/no-app',
        severity: 'error',
        at: 'store',
        problem: 'is a system of another copy of georaft, and would be rendered nowhere',
        fix: "keep one copy in the project; 'npm ls georaft' shows them",
      },
    ]);
  });
});
