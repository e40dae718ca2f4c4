import { Duration, Size } from 'cdk8s';
import { GeoRaft, OperatingState, RaftEngine } from '../../lib';
import { emptyApp, emptyFolder, everything, type GeoRaftProps, stretched } from '../synth/example';
import { find, objectsIn, ofKind, type Written } from '../synth/output';

const all = (() => {
  const folder = emptyFolder();
  everything(folder).synthesize();
  return objectsIn(`${folder}/dist`);
})();

const sets = ofKind(all, 'StatefulSet').map(({ place, object }) => [`${object.metadata.name} in ${place}`, place, object] as const);

const rendered = (change: Partial<GeoRaftProps>, cluster = 'dublin'): Written => {
  const folder = emptyFolder();
  const app = emptyApp(folder);
  new GeoRaft(app, 'store', stretched(change));
  const { findings } = app.synthesize();
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return find(objectsIn(`${folder}/dist`), cluster, 'StatefulSet', 'store');
};

const state = (change: Partial<OperatingState>): OperatingState => ({ ...OperatingState.initial(), ...change });

const index: Readonly<Record<string, number>> = { frankfurt: 0, dublin: 1, london: 2 };

describe('the members of', () => {
  it.each(sets)('%s start together and are numbered for the whole fleet', (_, place, { spec }) => {
    expect(spec.podManagementPolicy).toBe('Parallel');
    expect(spec.ordinals.start).toBe((index[place] ?? Number.NaN) * 10);
    expect(spec.updateStrategy.type).toBe('RollingUpdate');
  });

  it.each(sets)('%s keep their volumes whatever happens', (_, __, { spec }) => {
    expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  });

  it.each(sets)('%s have a claim template as the API server would return it', (_, __, { spec }) => {
    for (const claim of spec.volumeClaimTemplates) {
      expect(claim).toMatchObject({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: { volumeMode: 'Filesystem' } });
      expect(claim.spec.storageClassName).toBe('standard');
      expect(claim.spec.resources.requests.storage).toMatch(/^\d+Gi$/);
    }
    expect(spec.volumeClaimTemplates).toHaveLength(1);
  });

  it.each(sets)('%s read what they need to form a group from a ConfigMap that restarts nobody', (_, place, { metadata, spec }) => {
    const [container] = spec.template.spec.containers;
    const references = container.env.flatMap((variable: Written) => variable.valueFrom?.configMapKeyRef ?? []);
    expect(references.length).toBeGreaterThan(0);
    for (const { name, key } of references) {
      const inputs = find(all, place, 'ConfigMap', name);
      expect(inputs.metadata.namespace).toBe(metadata.namespace);
      expect(Object.keys(inputs.data)).toContain(key);
    }
    expect(container.envFrom).toBeUndefined();
    expect(spec.template.metadata.annotations).toBeUndefined();
  });

  it.each(sets)('%s are known by each name once', (_, __, { spec }) => {
    const [container] = spec.template.spec.containers;
    const names = container.env.map(({ name }: Written) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(sets)('%s ask their own ports by name, and liveness never a quorum', (_, __, { spec }) => {
    const [container] = spec.template.spec.containers;
    const ports = container.ports.map(({ name }: Written) => name);
    for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      expect(ports).toContain((probe.httpGet ?? probe.tcpSocket).port);
    }
    expect(container.livenessProbe.httpGet?.path).not.toBe('/readyz');
  });
});

describe('a cluster that is frozen', () => {
  it('gives a new template to nobody', () => {
    expect(rendered({}).spec.updateStrategy.rollingUpdate).toEqual({ partition: 2 });
  });
});

describe('a cluster that is thawed', () => {
  it('gives a new template to all of its members, and the other clusters to none', () => {
    const thawed = { state: state({ thawed: ['dublin'] }) };
    expect(rendered(thawed).spec.updateStrategy.rollingUpdate).toEqual({ partition: 0 });
    expect(rendered(thawed, 'frankfurt').spec.updateStrategy.rollingUpdate).toEqual({ partition: 2 });
  });

  it('has the same template as before', () => {
    expect(rendered({ state: state({ thawed: ['dublin'] }) }).spec.template).toEqual(rendered({}).spec.template);
  });
});

describe('a cold standby', () => {
  it('runs nobody, and stays frozen at what it declares', () => {
    const { spec } = find(all, 'london', 'StatefulSet', 'ledger');
    expect(spec.replicas).toBe(0);
    expect(spec.updateStrategy.rollingUpdate.partition).toBe(3);
  });
});

describe('a group that has formed', () => {
  it.each([
    ['generic', {}],
    ['etcd', { engine: RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }) }],
  ])('restarts no member of engine %s', (_, engine) => {
    const before = rendered({ ...engine });
    const after = rendered({ ...engine, state: state({ bootstrapped: true, epoch: 7, drained: ['dublin'] }) });
    expect(after.spec.template).toEqual(before.spec.template);
    expect(after.spec.volumeClaimTemplates).toEqual(before.spec.volumeClaimTemplates);
  });
});

describe('memory', () => {
  it('is requested and limited alike, so that no vote is lost to a neighbour', () => {
    const { spec } = rendered({ resources: { cpu: '1500m', memory: Size.mebibytes(1536) } });
    expect(spec.template.spec.containers[0].resources).toEqual({
      requests: { cpu: '1500m', memory: '1536Mi' },
      limits: { memory: '1536Mi' },
    });
  });
});

describe('a pause before the stop signal', () => {
  it('is added to the time that a member has to stop: Kubernetes counts it in', () => {
    const engine = RaftEngine.generic({
      name: 'demo',
      image: 'registry.example.test/demo:1.0.0',
      raftPort: 8090,
      dataPath: '/data',
      shutdown: { grace: Duration.seconds(30), before: { kind: 'sleep', time: Duration.seconds(5) } },
    });
    expect(rendered({ engine }).spec.template.spec.terminationGracePeriodSeconds).toBe(35);
  });
});
