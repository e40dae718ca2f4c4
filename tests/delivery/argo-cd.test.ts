import { Chart } from 'cdk8s';
import { Delivery, type Fleet, type FleetApp, GeoRaft, Manifest, OperatingState, Seat, Standby, Topology } from '../../lib';
import { dublin, emptyApp, emptyFolder, everything, exampleApp, frankfurt, london, stretched } from '../synth/example';
import { find, objectsIn, ofKind, type Placed, tree, type Written } from '../synth/output';

const argoCd = (mode: Delivery['mode']) => ({
  delivery: Delivery.argoCd({ repoUrl: 'https://git.example.test/platform/fleet.git', project: 'stateful', runsOn: london, mode }),
});

const written = (build: typeof exampleApp = everything, mode: Delivery['mode'] = 'applications'): readonly Placed[] => {
  const folder = emptyFolder();
  const { findings } = build(folder, argoCd(mode)).synthesize();
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return objectsIn(`${folder}/dist`);
};

/** One system for everything that can be rendered, delivered by Applications. */
const applied = written();

/** What a unit is delivered from, and to. */
const units = (all: readonly Placed[]): readonly string[] => [
  ...new Set(all.filter(({ place }) => place !== 'argocd').map(({ file }) => file.split('/').slice(0, 2).join('/'))),
];

describe('Applications', () => {
  const all = applied;
  const found = ofKind(all, 'Application').map(({ object }) => object);

  it('deliver every folder of the output, each once', () => {
    expect(found.map(({ spec }) => spec.source.path.replace(/^dist\//, '')).sort()).toEqual([...units(all)].sort());
  });

  it('name their cluster, and never an address', () => {
    for (const { spec } of found) {
      expect(spec.destination.server).toBeUndefined();
      expect(spec.source.path).toBe(`dist/${spec.destination.name}/${spec.source.path.split('/').at(-1)}`);
      expect(['frankfurt', 'dublin', 'london']).toContain(spec.destination.name);
    }
  });

  it('have names of their own', () => {
    expect(new Set(found.map(({ metadata }) => metadata.name)).size).toBe(found.length);
  });

  it('apply and compare on the server', () => {
    for (const { metadata, spec } of found) {
      expect(spec.syncPolicy.syncOptions).toContain('ServerSideApply=true');
      expect(metadata.annotations?.['argocd.argoproj.io/compare-options']).toBe('ServerSideDiff=true');
    }
  });

  it('never replace, never create a namespace that is not declared, and refuse to share objects', () => {
    for (const { spec } of found) {
      expect(spec.syncPolicy.syncOptions).toEqual(
        expect.arrayContaining(['FailOnSharedResource=true', 'CreateNamespace=false', 'PruneLast=true']),
      );
      expect(spec.syncPolicy.syncOptions.join()).not.toMatch(/Replace=true|Force=true/);
    }
  });

  it('carry no finalizer, so that removing one removes no data', () => {
    for (const { metadata } of found) expect(Object.keys(metadata)).not.toContain('finalizers');
  });

  it('lie at the root of a repository that holds nothing else', () => {
    const folder = emptyFolder();
    const delivery = Delivery.argoCd({ repoUrl: 'https://git.example.test/out.git', project: 'stateful', runsOn: london, path: '.' });
    exampleApp(folder, { delivery }).synthesize();
    const { spec } = find(objectsIn(`${folder}/dist`), 'argocd', 'Application', 'whitewater-dublin');
    expect(spec.source.path).toBe('dublin/whitewater');
  });
});

describe('what holds data', () => {
  const all = applied;
  const option = ({ metadata }: Written): string => metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '';

  it('is a StatefulSet, which is removed only after a confirmation', () => {
    for (const { object } of ofKind(all, 'StatefulSet'))
      expect(option(object).split(',')).toEqual(expect.arrayContaining(['Prune=confirm', 'Delete=confirm']));
  });

  it('is a claim, which is removed only after a confirmation', () => {
    for (const { object } of ofKind(all, 'StatefulSet')) {
      for (const claim of object.spec.volumeClaimTemplates) expect(option(claim).split(',')).toContain('Prune=confirm');
    }
  });

  it('is a Namespace, which is removed only after a confirmation', () => {
    expect(ofKind(all, 'Namespace').length).toBeGreaterThan(0);
    for (const { object } of ofKind(all, 'Namespace')) expect(option(object).split(',')).toContain('Prune=confirm');
  });
});

describe('a rolling sync', () => {
  const all = written(everything, 'rolling-sync');
  const sets = ofKind(all, 'ApplicationSet').map(({ object }) => [object.metadata.name, object] as const);

  it('has one ApplicationSet for each unit, and no Application', () => {
    expect(ofKind(all, 'Application')).toEqual([]);
    expect(sets.map(([name]) => name).sort()).toEqual([...new Set(units(all).map(unit => unit.split('/')[1]))].sort());
  });

  it.each(sets)('of %s has every cluster in exactly one step', (name, { spec }) => {
    const generated = spec.generators[0].list.elements.map(({ cluster }: { cluster: string }) => cluster);
    const stepped = spec.strategy.rollingSync.steps.flatMap((step: Written) =>
      step.matchExpressions.flatMap(({ key, operator, values }: Written) => {
        expect([key, operator]).toEqual(['georaft.io/cluster', 'In']);
        return values;
      }),
    );
    expect([...stepped].sort()).toEqual([...generated].sort());
    expect([...generated].sort()).toEqual(
      units(all)
        .filter(unit => unit.endsWith(`/${name}`))
        .map(unit => unit.split('/')[0] ?? '')
        .sort(),
    );
    expect(spec.template.metadata.labels['georaft.io/cluster']).toBe('{{.cluster}}');
  });

  const stepsOf = (objects: readonly Placed[], name: string): readonly (readonly string[])[] =>
    find(objects, 'argocd', 'ApplicationSet', name).spec.strategy.rollingSync.steps.map((step: Written) => step.matchExpressions[0].values);

  it.each(['settings', 'ledger', 'learning', 'balanced'])('of %s, which has not formed, brings all clusters at once', name => {
    expect(stepsOf(all, name).map(values => [...values].sort())).toEqual([['dublin', 'frankfurt', 'london']]);
  });

  it('of a group that has formed goes cluster by cluster, the active one last', () => {
    const formed = (folder: string, change?: Partial<Fleet>): FleetApp => {
      const app = emptyApp(folder, change);
      const standbys = [Standby.voting(dublin, { voters: 2 }), Standby.witness(london, { voters: 1 })];
      const topology = Topology.activeStandby({ active: Seat.of(frankfurt, { voters: 2 }), standbys });
      new GeoRaft(app, 'formed', stretched({ topology, state: { ...OperatingState.initial(), bootstrapped: true } }));
      return app;
    };
    expect(stepsOf(written(formed, 'rolling-sync'), 'formed')).toEqual([['dublin'], ['london'], ['frankfurt']]);
  });

  it.each(sets)('of %s has no automated policy', (_, { spec }) => {
    expect(spec.template.spec.syncPolicy.automated).toBeUndefined();
    expect(spec.template.spec.syncPolicy.syncOptions).toContain('ServerSideApply=true');
    expect(spec.template.metadata.annotations['argocd.argoproj.io/compare-options']).toBe('ServerSideDiff=true');
  });

  it.each(sets)('of %s makes the Applications that there would be without it', (name, { spec }) => {
    for (const { cluster, namespace } of spec.generators[0].list.elements) {
      const text = JSON.stringify(spec.template).replaceAll('{{.cluster}}', cluster).replaceAll('{{.namespace}}', namespace);
      const application = find(applied, 'argocd', 'Application', `${name}-${cluster}`);
      const { automated: _, ...syncPolicy } = application.spec.syncPolicy;
      expect(JSON.parse(text)).toMatchObject({ metadata: { name: application.metadata.name }, spec: { ...application.spec, syncPolicy } });
    }
  });
});

describe('the AppProject', () => {
  const clusterScoped = ['Namespace', 'ClusterRole', 'ClusterRoleBinding', 'StorageClass', 'CustomResourceDefinition'];
  const group = ({ apiVersion }: Written): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');
  const pairs = (list: readonly object[]): readonly string[] => list.map(item => Object.values(item).join(' ')).sort();

  const all = written((folder, change) => {
    const app = everything(folder, change);
    const chart = new Chart(app.cluster(dublin), 'tools', { namespace: 'tools' });
    new Manifest(chart, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' } });
    const cluster = new Chart(app.cluster(frankfurt), 'classes');
    new Manifest(cluster, 'class', { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' } });
    return app;
  });
  const { spec } = find(all, 'argocd', 'AppProject', 'stateful');
  const delivered = all.filter(({ place }) => place !== 'argocd').map(({ object }) => object);
  const kinds = (objects: readonly Written[]): readonly string[] =>
    [...new Set(objects.map(object => `${group(object)} ${object.kind}`))].sort();

  it('lists exactly the kinds that were rendered', () => {
    expect(pairs(spec.clusterResourceWhitelist)).toEqual(kinds(delivered.filter(({ kind }) => clusterScoped.includes(kind))));
    expect(pairs(spec.namespaceResourceWhitelist)).toEqual(kinds(delivered.filter(({ kind }) => !clusterScoped.includes(kind))));
  });

  it('lists exactly the destinations of the Applications', () => {
    const wanted = ofKind(all, 'Application').map(({ object }) => `${object.spec.destination.name} ${object.spec.destination.namespace}`);
    expect(pairs(spec.destinations)).toEqual([...new Set(wanted)].sort());
  });

  it('admits every object where it is delivered', () => {
    for (const { place, object } of all.filter(each => each.place !== 'argocd' && each.object.metadata.namespace)) {
      expect(pairs(spec.destinations)).toContain(`${place} ${object.metadata.namespace}`);
    }
  });

  it('takes one repository, the one of the fleet', () => {
    expect(spec.sourceRepos).toEqual(['https://git.example.test/platform/fleet.git']);
  });

  it('is the project of every Application', () => {
    for (const { object } of ofKind(all, 'Application')) expect(object.spec.project).toBe('stateful');
  });
});

describe('a fleet that nobody delivers', () => {
  it('has no folder of Applications', () => {
    const folder = emptyFolder();
    const app = exampleApp(folder, { delivery: undefined as never });
    app.synthesize();
    expect([...tree(`${folder}/dist`).keys()].filter(path => path.startsWith('argocd'))).toEqual([]);
  });
});
