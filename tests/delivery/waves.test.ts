import { Duration } from 'cdk8s';
import { etcd, fleet, must, plan, system } from '../fixtures';
import { Access, type Cluster, Exposure, Seat, Standby, Topology } from '../nouns';
import { rendered } from '../plan/rendered';
import { emptyFolder, everything } from '../synth/example';
import { objectsIn, type Placed, type Written } from '../synth/output';

const wave = ({ metadata }: Written): number => Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? '0');

/** Argo CD's own order: wave by wave, and the next only when everything of the one before is healthy. */
function sync(objects: readonly Written[], healthy: (object: Written) => boolean): ReadonlySet<Written> {
  const applied = new Set<Written>();
  for (const number of [...new Set(objects.map(wave))].sort((a, b) => a - b)) {
    const now = objects.filter(object => wave(object) === number);
    for (const object of now) applied.add(object);
    if (!now.every(healthy)) break;
  }
  return applied;
}

const all = (() => {
  const folder = emptyFolder();
  const { findings } = everything(folder).synthesize();
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return objectsIn(`${folder}/dist`);
})();

const groups = new Map<string, Placed[]>();
for (const placed of all.filter(({ place }) => place !== 'argocd')) groups.set(placed.file, [...(groups.get(placed.file) ?? []), placed]);
const units = [...groups].map(([file, placed]) => [file, placed.map(({ object }) => object)] as const);

const name = ({ kind, metadata }: Written): string => `${kind} ${metadata.name}`;
const missing = (objects: readonly Written[], applied: ReadonlySet<Written>): readonly string[] =>
  objects.filter(object => !applied.has(object)).map(name);

const isLearner = ({ metadata }: Written): boolean => metadata.labels?.['app.kubernetes.io/component'] === 'learner';

/** What may wait for ever although nothing is wrong: a learner nobody added, its job, an address that nobody gives. */
const mayNeverBeHealthy = (object: Written): boolean =>
  (object.kind === 'StatefulSet' && isLearner(object)) ||
  object.kind === 'Job' ||
  object.kind === 'Ingress' ||
  (object.kind === 'Service' && object.spec.type === 'LoadBalancer');

const isMember = ({ kind }: Written): boolean => kind === 'StatefulSet';

describe('a sync of', () => {
  it.each(units)('%s applies everything although what may never be healthy never is', (_, objects) => {
    expect(
      missing(
        objects,
        sync(objects, object => !mayNeverBeHealthy(object)),
      ),
    ).toEqual([]);
  });

  it.each(units)('%s applies everything in the end when all is healthy', (_, objects) => {
    expect(
      missing(
        objects,
        sync(objects, () => true),
      ),
    ).toEqual([]);
  });

  it.each(units)('%s publishes every name, record and policy although no member is ready yet', (_, objects) => {
    const applied = sync(objects, object => !isMember(object) || object.spec.replicas === 0);
    for (const kind of [
      'Namespace',
      'ServiceAccount',
      'ConfigMap',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'DNSEndpoint',
      'StatefulSet',
      'Certificate',
    ]) {
      const wanted = objects.filter(object => object.kind === kind && !isLearner(object));
      expect(missing(wanted, applied)).toEqual([]);
    }
    const services = objects.filter(({ kind, spec }) => kind === 'Service' && spec.type !== 'LoadBalancer');
    expect(missing(services, applied)).toEqual([]);
  });

  it.each(units)('%s makes the namespace before anything is put into it', (_, objects) => {
    const namespaces = objects.filter(({ kind }) => kind === 'Namespace').map(wave);
    for (const object of objects.filter(({ metadata }) => metadata.namespace)) expect(Math.max(...namespaces)).toBeLessThan(wave(object));
  });

  it.each(units)('%s never makes what a pod reads after the pod', (_, objects) => {
    for (const pod of objects.filter(({ spec }) => spec?.template?.spec)) {
      for (const read of objects.filter(({ kind }) =>
        ['ConfigMap', 'ServiceAccount', 'Certificate', 'NetworkPolicy', 'Role', 'RoleBinding'].includes(kind),
      )) {
        expect(`${name(read)} ${wave(read) <= wave(pod)}`).toBe(`${name(read)} true`);
      }
    }
  });
});

describe('a cold standby', () => {
  it('is healthy with nobody running, so that its sync ends', () => {
    const objects = units.find(([file]) => file === 'london/ledger/ledger.yaml')?.[1] ?? [];
    expect(objects.find(isMember)?.spec.replicas).toBe(0);
    expect(
      missing(
        objects,
        sync(objects, object => !isMember(object) || object.spec.replicas === 0),
      ),
    ).toEqual([]);
  });
});

describe('a hot standby whose mirror never gets through', () => {
  it('still has its members and its names', () => {
    const objects = units.find(([file]) => file === 'dublin/ledger/ledger.yaml')?.[1] ?? [];
    const applied = sync(objects, ({ kind }) => kind !== 'Deployment');
    expect(
      missing(
        objects.filter(({ kind }) => kind !== 'Ingress'),
        applied,
      ),
    ).toEqual([]);
  });
});

describe('a learner that nobody has added', () => {
  it('is applied together with the job that adds it, and neither waits for the other', () => {
    const objects = units.find(([file]) => file === 'dublin/learning/learning.yaml')?.[1] ?? [];
    const job = objects.find(({ kind }) => kind === 'Job');
    const learner = objects.find(object => isMember(object) && isLearner(object));
    expect(job).toBeDefined();
    expect(learner).toBeDefined();
    expect(wave(job as Written)).toBe(wave(learner as Written));
  });
});

describe('a system behind load balancers', () => {
  const described = fleet(4);
  const [frankfurt, dublin, london, paris] = described.clusters as readonly [Cluster, Cluster, Cluster, Cluster];
  const topology = Topology.activeStandby({
    active: Seat.of(frankfurt, { voters: 3 }),
    standbys: [Standby.hot(dublin, { voters: 3 }), Standby.witness(london, { voters: 2 }), Standby.learner(paris, { learners: 1 })],
  });
  const ways = [Exposure.podAddresses(), Exposure.ingress(), Exposure.loadBalancer(), Exposure.nodePorts({ client: 30_079 })];
  const objectsOf = (exposure: Exposure, cluster: string): readonly Written[] => {
    const access = Access.loadBalancer({
      sites: described.clusters.map(place => ({ cluster: place, addresses: [`198.51.100.${place.index}`] })),
      image: 'docker.io/library/haproxy:3.0.12',
      protocol: 'tcp',
      exposure,
      checks: { interval: Duration.seconds(1), timeout: Duration.seconds(1), fall: 3, rise: 2 },
      name: { host: 'demo.example.test', ttl: Duration.seconds(30) },
      frontend: Exposure.loadBalancer(),
      clientCidrs: ['192.0.2.0/24'],
    });
    const planned = must(plan(described, { demo: system(topology, { engine: etcd, access }) }).systems[0]);
    return rendered(planned, cluster, described) as unknown as readonly Written[];
  };
  const situations = ways.flatMap(exposure => described.clusters.map(({ name }) => [exposure.kind, name, exposure] as const));

  it.each(situations)('by %s has all of it applied in %s although members are unhealthy', (_kind, cluster, exposure) => {
    const objects = objectsOf(exposure, cluster);
    expect(objects.filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name.includes('balancer'))).toHaveLength(1);
    // Load balancers are not ready either: nobody serves, or the way in is not there yet.
    const waits = ({ kind }: Written): boolean => kind === 'StatefulSet' || kind === 'Deployment' || kind === 'Ingress';
    expect(
      missing(
        objects,
        sync(objects, object => !waits(object) || object.spec.replicas === 0),
      ),
    ).toEqual([]);
  });
});
