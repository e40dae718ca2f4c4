import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { GeoRaft } from '../../lib';
import { root } from '../architecture/sources';
import { runs, sample } from '../extent';
import { must } from '../fixtures';
import { dublin, emptyApp, emptyFolder, everything, stretched } from './example';
import { tooEarly } from './first-try';
import { objectsIn, type Placed, type Written } from './output';

/** The objects of each folder in the order in which `kubectl apply -f` sends them: file by file by their names, as they stand in each. */
function folders(all: readonly Placed[]): ReadonlyMap<string, readonly Written[]> {
  const found = new Map<string, Written[]>();
  for (const { file, object } of [...all].sort((one, other) => (one.file < other.file ? -1 : Number(one.file > other.file)))) {
    if (object !== null) found.set(posix.dirname(file), [...(found.get(posix.dirname(file)) ?? []), object]);
  }
  return found;
}

const variants = readdirSync(join(root, 'tests', 'golden'), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

describe('what is rendered', () => {
  it.each(sample(variants, 4))('for %s is taken at the first try, folder by folder', variant => {
    const written = folders(objectsIn(join(root, 'tests', 'golden', variant, 'dist')));
    expect(written.size).toBeGreaterThan(0);
    expect([...written].map(([folder, objects]) => [folder, tooEarly(objects)]).filter(([, early]) => must(early).length > 0)).toEqual([]);
  });

  it('for a system of every kind is taken at the first try', () => {
    const folder = emptyFolder();
    everything(folder).synthesize();
    const written = folders(objectsIn(join(folder, 'dist')));
    expect(written.size).toBeGreaterThan(10);
    expect([...written.values()].flatMap(tooEarly)).toEqual([]);
  });

  it('isolates pods and counts them before the first one runs', () => {
    const folder = emptyFolder();
    everything(folder).synthesize();
    for (const objects of folders(objectsIn(join(folder, 'dist'))).values()) {
      const last = (...kinds: readonly string[]): number => Math.max(...objects.map(({ kind }, at) => (kinds.includes(kind) ? at : -1)));
      const firstPods = objects.findIndex(({ kind }) => ['StatefulSet', 'Deployment', 'Job'].includes(kind));
      if (firstPods >= 0) expect(last('NetworkPolicy', 'PodDisruptionBudget')).toBeLessThan(firstPods);
    }
  });
});

/** An object of a user, by what it is called in these tests. */
type Made = Readonly<Record<string, unknown>> & { readonly apiVersion: string; readonly kind: string };

const pods = (namespace: string): object => ({
  selector: { matchLabels: { app: namespace } },
  template: {
    metadata: { labels: { app: namespace } },
    spec: {
      serviceAccountName: 'runner',
      priorityClassName: 'urgent',
      containers: [{ name: 'a', image: 'a:1.0.0', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }] }],
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        { name: 'key', secret: { secretName: 'key' } },
      ],
    },
  },
});

const rbac = 'rbac.authorization.k8s.io';

/** Everything that a namespace of a user may hold, each needing others of these. */
const inside = (namespace: string): readonly Made[] => {
  const at = (name: string) => ({ metadata: { name, namespace } });
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', ...at('runner') },
    { apiVersion: `${rbac}/v1`, kind: 'Role', ...at('reader'), rules: [] },
    {
      ...{ apiVersion: `${rbac}/v1`, kind: 'RoleBinding', ...at('runner-reads') },
      ...{ roleRef: { apiGroup: rbac, kind: 'Role', name: 'reader' }, subjects: [{ kind: 'ServiceAccount', name: 'runner', namespace }] },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', ...at('settings'), data: { a: '1' } },
    { apiVersion: 'v1', kind: 'Secret', ...at('key') },
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...at('data'), spec: {} },
    { apiVersion: 'v1', kind: 'Service', ...at('web'), spec: { ports: [{ port: 80 }] } },
    { apiVersion: 'apps/v1', kind: 'Deployment', ...at('web'), spec: pods(namespace) },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', ...at('store'), spec: { ...pods(namespace), serviceName: 'web' } },
    { apiVersion: 'batch/v1', kind: 'CronJob', ...at('nightly'), spec: { jobTemplate: { spec: pods(namespace) } } },
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...at('closed'), spec: { podSelector: {} } },
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', ...at('web'), spec: {} },
    { apiVersion: 'example.test/v1', kind: 'Backup', ...at('nightly'), spec: {} },
    { apiVersion: 'serving.example.test/v1', kind: 'Service', ...at('of-another-group'), spec: {} },
  ];
};

const ofTheCluster: readonly Made[] = [
  {
    ...{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'backups.example.test' } },
    ...{ spec: { group: 'example.test', names: { kind: 'Backup', plural: 'backups' } } },
  },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'urgent' }, value: 1000 },
  { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name: 'lister' }, rules: [] },
  {
    ...{ apiVersion: `${rbac}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 'runner-lists' } },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'lister' },
    subjects: [{ kind: 'ServiceAccount', name: 'runner', namespace: 'alpha' }],
  },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: { name: 'judge' }, webhooks: [] },
];

/** Objects of a user in any order, each so many charts and constructs deep. */
const programs = fc.shuffledSubarray([...inside('alpha'), ...inside('beta'), ...ofTheCluster], { minLength: 2 }).chain(objects =>
  fc.record({
    objects: fc.constant(objects),
    depths: fc.array(fc.constantFrom('here', 'construct', 'chart', 'chart in a construct'), {
      minLength: objects.length,
      maxLength: objects.length,
    }),
  }),
);

/** Builds the chart of a user. Nested charts stay open for a while, so that what is made later may stand before. */
function build(chart: Chart, objects: readonly Made[], depths: readonly string[]): readonly ApiObject[] {
  const scopes = new Map<string, Construct>([['here', chart]]);
  const scope = (depth: string): Construct => {
    const found = scopes.get(depth);
    if (found) return found;
    const made =
      depth === 'construct'
        ? new Construct(chart, 'construct')
        : new Chart(depth === 'chart' ? chart : scope('construct'), depth.replaceAll(' ', '-'), { disableResourceNameHashes: true });
    scopes.set(depth, made);
    return made;
  };
  return objects.map((object, at) => new ApiObject(scope(must(depths[at])), `object-${at}`, object));
}

const rendered = (fill: (chart: Chart) => void): readonly Written[] => {
  const folder = emptyFolder();
  const app = emptyApp(folder);
  const chart = new Chart(app.cluster(dublin), 'tools', { disableResourceNameHashes: true });
  fill(chart);
  expect(app.synthesize().findings).toEqual([]);
  return objectsIn(join(folder, 'dist'))
    .filter(({ file }) => file === 'dublin/tools/tools.yaml')
    .map(({ object }) => object);
};

const identity = ({ apiVersion, kind, metadata }: Written): string => `${apiVersion} ${kind} ${metadata.namespace ?? ''} ${metadata.name}`;

describe('a chart of a user', () => {
  it('is taken at the first try, however its objects were made and nested', () => {
    fc.assert(
      fc.property(programs, ({ objects, depths }) => {
        const written = rendered(chart => build(chart, objects, depths));
        expect(written.map(identity).sort()).toEqual((objects as unknown as readonly Written[]).map(identity).sort());
        expect(tooEarly(written)).toEqual([]);
      }),
      { numRuns: runs(40) },
    );
  });

  it('keeps the order in which objects of one kind were made', () => {
    const names = ['c', 'a', 'b', 'd'];
    const written = rendered(chart => {
      for (const name of names) {
        new ApiObject(chart, `config-${name}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
        new ApiObject(chart, `thing-${name}`, { apiVersion: 'example.test/v1', kind: `Thing${name}`, metadata: { name } });
      }
    });
    expect(written.map(({ metadata }) => metadata.name)).toEqual([...names, ...names]);
  });

  it('ends with other kinds, and with what answers for requests after those', () => {
    const written = rendered(chart => build(chart, [...ofTheCluster, ...inside('alpha')].reverse(), Array(20).fill('here')));
    expect(written.slice(-3).map(({ kind }) => kind)).toEqual(['Service', 'Backup', 'ValidatingWebhookConfiguration']);
  });

  it('keeps the order that its author gave it, whatever the kinds', () => {
    const dependent = programs.chain(({ objects, depths }) =>
      fc.record({
        objects: fc.constant(objects),
        depths: fc.constant(depths),
        pairs: fc.array(fc.tuple(fc.nat(objects.length - 1), fc.nat(objects.length - 1)), { maxLength: 6 }),
      }),
    );
    fc.assert(
      fc.property(dependent, ({ objects, depths, pairs }) => {
        // Always from a later to an earlier one, so that no circle comes about.
        const edges = pairs
          .filter(([one, other]) => one !== other)
          .map(([one, other]) => [Math.max(one, other), Math.min(one, other)] as const);
        const written = rendered(chart => {
          const made = build(chart, objects, depths);
          for (const [after, before] of edges) must(made[after]).addDependency(must(made[before]));
        }).map(identity);
        const place = (at: number): number => written.indexOf(identity(objects[at] as unknown as Written));
        expect(new Set(written).size).toBe(objects.length);
        for (const [after, before] of edges) expect(place(before)).toBeLessThan(place(after));
      }),
      { numRuns: runs(40) },
    );
  });

  it('brings what a namespace waits for before the namespace, and nothing else', () => {
    const written = rendered(chart => {
      const config = new ApiObject(chart, 'config', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'config', namespace: 'alpha' },
      });
      const namespace = new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'alpha' } });
      const tenant = new ApiObject(chart, 'tenant', { apiVersion: 'example.test/v1', kind: 'Tenant', metadata: { name: 'alpha' } });
      namespace.addDependency(tenant);
      config.addDependency(tenant);
    });
    expect(written.map(({ kind }) => kind)).toEqual(['Tenant', 'Namespace', 'ConfigMap']);
  });

  it('whose objects wait for each other is refused, and every one of them is named', () => {
    const app = emptyApp(emptyFolder());
    const chart = new Chart(app.cluster(dublin), 'tools', { namespace: 'tools' });
    const [one, two, three] = ['one', 'two', 'three'].map(
      name => new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }),
    ) as [ApiObject, ApiObject, ApiObject];
    one.addDependency(two);
    two.addDependency(three);
    three.addDependency(one);
    const { findings } = app.synthesize();
    expect(findings.map(({ rule }) => rule)).toEqual(['objects/chart-dependency']);
    for (const name of ['one', 'two', 'three']) expect(must(findings[0]).problem).toContain(`clusters/dublin/tools/${name}`);
  });
});

describe('what a user adds to a system', () => {
  it('takes its place among the objects of the system', () => {
    const folder = emptyFolder();
    const app = emptyApp(folder);
    const customize = (chart: Chart): void => {
      new ApiObject(chart, 'extra', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra', namespace: 'store' } });
    };
    new GeoRaft(app, 'store', stretched({ customize }));
    expect(app.synthesize().findings).toEqual([]);
    const kinds = must(folders(objectsIn(join(folder, 'dist'))).get('dublin/store')).map(
      ({ kind, metadata }) => `${kind} ${metadata.name}`,
    );
    expect(kinds.indexOf('ConfigMap extra')).toBeLessThan(kinds.findIndex(kind => kind.startsWith('Service ')));
  });
});
