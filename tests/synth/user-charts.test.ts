import { ApiObject, Chart, Lazy, Size, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Cluster, type FleetApp, GeoRaft, Manifest } from '../../lib';
import { dublin, emptyApp, emptyFolder, frankfurt, stretched } from './example';
import { find, objectsIn, tree } from './output';

const configMap = (scope: Construct, name: string): ApiObject =>
  new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

const plainChart = (scope: Construct, id: string): Chart => new Chart(scope, id, { disableResourceNameHashes: true, namespace: 'tools' });

/** What was asked for is either written or refused, and never lost. */
function writtenOrRefused(build: (app: FleetApp) => void, name: string): void {
  const folder = emptyFolder();
  const app = emptyApp(folder);
  build(app);
  const { findings } = app.synthesize();
  const written = objectsIn(`${folder}/dist`).filter(({ object }) => object.metadata.name === name).length;
  expect({ written, refused: findings.some(({ severity }) => severity === 'error') }).not.toEqual({ written: 0, refused: false });
}

describe('a chart of a user in a cluster', () => {
  const build = (folder: string): FleetApp => {
    const app = emptyApp(folder);
    configMap(plainChart(app.cluster(dublin), 'tools'), 'settings');
    return app;
  };

  it("is written to the cluster's folder, under the chart's name", () => {
    const folder = emptyFolder();
    expect(build(folder).synthesize().findings).toEqual([]);
    expect([...tree(`${folder}/dist`).keys()]).toContain('dublin/tools/tools.yaml');
  });

  it('is delivered to that cluster and to its namespace', () => {
    const folder = emptyFolder();
    build(folder).synthesize();
    const { spec } = find(objectsIn(`${folder}/dist`), 'argocd', 'Application', 'tools-dublin');
    expect(spec.destination).toEqual({ name: 'dublin', namespace: 'tools' });
    expect(spec.source.path).toBe('dist/dublin/tools');
  });

  it('is taken along as a whole, with the charts inside it', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    const outer = plainChart(app.cluster(dublin), 'outer');
    configMap(plainChart(new Construct(outer, 'between'), 'inner'), 'deep');
    app.synthesize();
    expect(find(objectsIn(`${folder}/dist`), 'dublin', 'ConfigMap', 'deep').metadata.namespace).toBe('tools');
  });

  it('may be empty', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    plainChart(app.cluster(dublin), 'empty');
    expect(app.synthesize().findings).toEqual([]);
    expect(tree(`${folder}/dist`).get('dublin/empty/empty.yaml')).toBe('');
  });
});

/** The documents of a file byte for byte, sorted, without the comments that name the constructs. */
const documents = (text = ''): readonly string[] =>
  text
    .replace(/^# Source: .*\n/gm, '')
    .split(/^---\n/m)
    .sort();

describe('L2 objects of cdk8s-plus with dependencies between them', () => {
  /** Two deployments, a service, an ingress, claims, autoscaling, and an order that is not the order of their making. */
  function tools(chart: Chart): Chart {
    const web = new kplus.Deployment(chart, 'web', {
      replicas: 2,
      containers: [
        {
          image: 'registry.example.test/web:1.0.0',
          portNumber: 8080,
          envVariables: {
            MODE: kplus.EnvValue.fromValue('on'),
            LAZY: kplus.EnvValue.fromValue(Lazy.any({ produce: () => '0x1f' }) as never),
          },
          resources: { memory: { limit: Size.mebibytes(128) } },
        },
      ],
    });
    const service = web.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
    const ingress = new kplus.Ingress(chart, 'ingress');
    ingress.addHostRule('web.example.test', '/', kplus.IngressBackend.fromService(service));
    const data = new kplus.ConfigMap(chart, 'data', { data: { 'a.txt': 'one\ntwo\n', yes: 'no', 9: 'nine', 10: 'ten' } });
    const last = configMap(chart, 'last');
    const first = new ApiObject(chart, 'first', {
      apiVersion: 'example.test/v1',
      kind: 'First',
      spec: { when: '12:30', empty: {}, none: [] },
    });
    web.node.addDependency(data);
    last.addDependency(ingress, service);
    data.node.addDependency(first);
    return chart;
  }

  it('print what cdk8s would print, each of them once', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    const chart = tools(plainChart(app.cluster(dublin), 'tools'));
    expect(app.synthesize().findings).toEqual([]);
    expect(documents(tree(`${folder}/dist`).get('dublin/tools/tools.yaml'))).toEqual(documents(Yaml.stringify(...chart.toJson())));
  });

  it('stand in the order that they ask for', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    tools(plainChart(app.cluster(dublin), 'tools'));
    app.synthesize();
    const kinds = objectsIn(`${folder}/dist`).flatMap(({ file, object }) => (file === 'dublin/tools/tools.yaml' ? [object.kind] : []));
    expect(kinds).toEqual(['First', 'ConfigMap', 'Service', 'Ingress', 'ConfigMap', 'Deployment']);
  });

  it('print the same from a plain app of cdk8s', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    const ours = tools(plainChart(app.cluster(dublin), 'tools'));
    const { App } = jest.requireActual<typeof import('cdk8s')>('cdk8s');
    const theirs = tools(plainChart(new Construct(new Construct(new App(), 'clusters'), 'dublin'), 'tools'));
    app.synthesize();
    expect(documents(tree(`${folder}/dist`).get('dublin/tools/tools.yaml'))).toEqual(documents(Yaml.stringify(...theirs.toJson())));
    expect(ours.toJson()).toEqual(theirs.toJson());
  });

  it('that depend on another chart are refused', () => {
    const app = emptyApp(emptyFolder());
    const one = configMap(plainChart(app.cluster(dublin), 'one'), 'a');
    const other = configMap(plainChart(app.cluster(dublin), 'other'), 'b');
    one.addDependency(other);
    expect(app.synthesize().findings.map(({ rule }) => rule)).toEqual(['objects/chart-dependency']);
  });

  it('that depend on a chart whose name begins alike are refused', () => {
    const app = emptyApp(emptyFolder());
    const other = configMap(plainChart(app.cluster(dublin), 'one-more'), 'b');
    configMap(plainChart(app.cluster(dublin), 'one'), 'a').addDependency(other);
    expect(app.synthesize().findings.map(({ rule }) => rule)).toEqual(['objects/chart-dependency']);
  });
});

describe('a chart that could be lost', () => {
  it('because it belongs to no cluster is refused', () => {
    writtenOrRefused(app => configMap(plainChart(app, 'stray'), 'lost'), 'lost');
  });

  it('because it lies in a construct that belongs to no cluster is refused', () => {
    writtenOrRefused(app => configMap(plainChart(new Construct(app, 'group'), 'stray'), 'lost'), 'lost');
  });

  it('because it lies in a construct of a cluster is written or refused', () => {
    writtenOrRefused(app => configMap(plainChart(new Construct(app.cluster(dublin), 'group'), 'tools'), 'lost'), 'lost');
  });

  it('because its cluster is not in the fleet is refused', () => {
    const madrid = Cluster.of({ ...dublin, name: 'madrid', index: 7 });
    writtenOrRefused(app => configMap(plainChart(app.cluster(madrid), 'tools'), 'lost'), 'lost');
  });

  it('because it was put into a system is written or refused', () => {
    writtenOrRefused(app => configMap(plainChart(new GeoRaft(app, 'store', stretched()), 'tools'), 'lost'), 'lost');
  });

  it('because it has the name of a system is refused, and the system is not lost either', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    configMap(plainChart(app.cluster(frankfurt), 'store'), 'mine');
    new GeoRaft(app, 'store', stretched());
    const { findings } = app.synthesize();
    expect(findings.map(({ severity, at }) => `${severity} ${at}`)).toEqual([expect.stringMatching(/^error .*store/)]);
    expect(tree(folder).size).toBe(0);
  });
});

describe('a system that could be lost', () => {
  it('because it lies in a construct of the app is written or refused', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    const group = Object.assign(new Construct(app, 'group'), { fleet: app.fleet });
    new GeoRaft(group, 'store', stretched());
    const { findings } = app.synthesize();
    const written = objectsIn(`${folder}/dist`).filter(({ object }) => object.metadata.name === 'store').length;
    expect({ written, refused: findings.length > 0 }).not.toEqual({ written: 0, refused: false });
  });
});

describe('what a user declares in a chart', () => {
  it('is refused where it would overwrite an object of another chart', () => {
    const app = emptyApp(emptyFolder());
    configMap(plainChart(app.cluster(dublin), 'one'), 'same');
    configMap(plainChart(app.cluster(dublin), 'other'), 'same');
    expect(app.synthesize().findings.map(({ rule, at }) => `${rule} ${at}`)).toEqual(['objects/duplicate dublin']);
  });

  it('is the same object in two versions of its API group', () => {
    const app = emptyApp(emptyFolder());
    const chart = plainChart(app.cluster(dublin), 'one');
    for (const version of ['v1', 'v2']) {
      new ApiObject(chart, version, { apiVersion: `autoscaling/${version}`, kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' } });
    }
    expect(app.synthesize().findings.map(({ rule }) => rule)).toEqual(['objects/duplicate']);
  });

  it('may have the name of an object in another namespace, another kind or another cluster', () => {
    const app = emptyApp(emptyFolder());
    const chart = plainChart(app.cluster(dublin), 'one');
    configMap(chart, 'same');
    new Manifest(chart, 'elsewhere', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same', namespace: 'elsewhere' } });
    new Manifest(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'same' } });
    configMap(plainChart(app.cluster(frankfurt), 'one'), 'same');
    expect(app.synthesize().findings).toEqual([]);
  });

  it('that cannot be printed is a finding', () => {
    const app = emptyApp(emptyFolder());
    const chart = plainChart(app.cluster(dublin), 'one');
    new ApiObject(chart, 'broken', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'broken' }, spec: { when: new Date(0) } });
    expect(app.synthesize().findings.map(({ rule }) => rule)).toEqual(['objects/unprintable']);
  });

  it('whose validation fails is a finding', () => {
    const app = emptyApp(emptyFolder());
    const chart = plainChart(app.cluster(dublin), 'one');
    configMap(chart, 'odd').node.addValidation({ validate: () => ['is odd'] });
    expect(app.synthesize().findings.map(({ rule, problem }) => `${rule} ${problem}`)).toEqual(['objects/validation is odd']);
  });

  it('in a chart whose name leads out of the folder writes nothing', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    configMap(plainChart(app.cluster(dublin), '..'), 'escape');
    let refused = false;
    try {
      refused = app.synthesize().findings.some(({ severity }) => severity === 'error');
    } catch {
      refused = false;
    }
    expect(refused).toBe(true);
    expect(tree(folder).size).toBe(0);
  });
});
