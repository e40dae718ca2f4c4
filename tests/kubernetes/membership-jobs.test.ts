import { OperatingState, Seat, Standby, Survive, Topology } from '../nouns';
import { dublin, frankfurt, london } from '../synth/example';
import { find, ofKind, type Placed } from '../synth/output';
import { image, member, recorded, rendered } from './changing';

const jobs = (objects: readonly Placed[]): readonly string[] =>
  ofKind(objects, 'Job')
    .map(({ place, object }) => `${place} ${object.metadata.name}`)
    .sort();
const promotionIn = (objects: readonly Placed[]): string =>
  ofKind(objects, 'Job').find(({ object }) => object.metadata.name.includes('-promote-'))?.object.metadata.name ?? '';
const waveOf = ({ metadata }: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } }): number =>
  Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);

describe('a group at rest', () => {
  const atRest = rendered(recorded({}));

  it('has no jobs, and what the next ones need', () => {
    expect(jobs(atRest)).toEqual([]);
    for (const cluster of ['frankfurt', 'dublin', 'london']) {
      expect(Object.keys(find(atRest, cluster, 'ConfigMap', 'store-operations').data)).toEqual(['etcd-membership.cjs']);
      expect(find(atRest, cluster, 'NetworkPolicy', 'store-membership').spec.podSelector.matchLabels).toMatchObject({
        'app.kubernetes.io/component': 'membership',
      });
    }
  });

  it('may run jobs from the first step on: Argo CD knows their kind', () => {
    const project = atRest.find(({ object }) => object.kind === 'AppProject')?.object;
    expect(project?.spec.namespaceResourceWhitelist).toContainEqual({ group: 'batch', kind: 'Job' });
  });
});

describe('a group that is not recorded, or that nobody runs jobs for', () => {
  it('has nothing of it', () => {
    for (const objects of [rendered(recorded()), rendered(OperatingState.initial())]) {
      expect(jobs(objects)).toEqual([]);
      expect(ofKind(objects, 'NetworkPolicy').map(({ object }) => object.metadata.name)).not.toContain('store-membership');
    }
    const joining = { 'store-12': member(dublin, 'joining') };
    expect(jobs(rendered(recorded(joining), { operations: undefined as never }))).toEqual([]);
  });
});

describe('a member that joins', () => {
  const joining = rendered(recorded({ 'store-12': member(dublin, 'joining', 3) }));
  const job = (name: string) => find(joining, 'dublin', 'Job', name);

  it('is added and promoted by its own cluster, under a name that no other volume has', () => {
    expect(jobs(joining)).toEqual(['dublin store-12-add-3', expect.stringMatching(/^dublin store-12-promote-3-[0-9a-f]{5}$/)]);
  });

  it('is added before it starts: by a hook that is made anew in each sync, in a wave between what it needs and the members', () => {
    const add = job('store-12-add-3');
    expect(add.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
    const members = find(joining, 'dublin', 'StatefulSet', 'store');
    const needed = [
      find(joining, 'dublin', 'ConfigMap', 'store-operations'),
      find(joining, 'dublin', 'ServiceAccount', 'store'),
      find(joining, 'dublin', 'NetworkPolicy', 'store-membership'),
    ];
    for (const object of needed) expect(waveOf(object)).toBeLessThan(waveOf(add));
    expect(waveOf(add)).toBeLessThan(waveOf(members));
    // What lets it start is not there before.
    expect(waveOf(find(joining, 'dublin', 'ConfigMap', 'store-volumes'))).toBeGreaterThan(waveOf(add));
  });

  it('is promoted beside the members, in the last wave', () => {
    const promote = job(promotionIn(joining));
    expect(promote.metadata.annotations?.['argocd.argoproj.io/hook']).toBeUndefined();
    const last = Math.max(...joining.filter(({ place }) => place === 'dublin').map(({ object }) => waveOf(object)));
    expect(waveOf(promote)).toBe(last);
    expect(promote.spec.backoffLimit).toBe(1000);
  });

  it('is promoted by another job where that runs something else: a job cannot be changed', () => {
    const state = recorded({ 'store-12': member(dublin, 'joining', 3) });
    const other = rendered(state, { operations: { image: 'docker.io/library/node:22.12.0' } });
    expect(promotionIn(other)).not.toBe(promotionIn(joining));
    expect(promotionIn(rendered(state))).toBe(promotionIn(joining));
    // Hooks are made anew in each sync.
    expect(jobs(other)).toContain('dublin store-12-add-3');
  });

  it('lets a commit that takes it back through: what is waited for fails in the end', () => {
    expect(job('store-12-add-3').spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 600 });
  });

  it('is asked for by a pod that may do nothing but ask', () => {
    const { spec, metadata } = job('store-12-add-3').spec.template;
    expect(metadata.labels['app.kubernetes.io/component']).toBe('membership');
    expect(spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, runAsUser: 10_001 } });
    expect(spec.containers[0]).toMatchObject({
      image: 'docker.io/library/node:22.11.0',
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    });
    expect(spec.containers[0].args).toEqual([
      'add',
      expect.stringMatching(/^--voters=store-0=http:\/\/store-0\.frankfurt\.store\.[\w.]+:2379,(?!.*store-12)/),
      '--member=store-12',
      expect.stringMatching(/^--endpoint=http:\/\/store-12\.dublin\.store\..*:2379$/),
      expect.stringMatching(/^--peer-url=http:\/\/store-12\.dublin\.store\..*:2380$/),
    ]);
  });
});

describe('a member that leaves, or is lost', () => {
  it.each(['leaving', 'lost'] as const)('is removed before its pod is (%s)', role => {
    const objects = rendered(recorded({ 'store-11': member(dublin, role, 2) }));
    expect(jobs(objects)).toEqual(['dublin store-11-remove-2']);
    expect(find(objects, 'dublin', 'Job', 'store-11-remove-2').metadata.annotations?.['argocd.argoproj.io/hook']).toBe('Sync');
    expect(find(objects, 'dublin', 'StatefulSet', 'store').spec.replicas).toBe(role === 'lost' ? 2 : 1);
  });
});

describe('a cluster whose members are restarted', () => {
  it('asks before: all voters, and which of them are restarted', () => {
    const objects = rendered(recorded({}, { thawed: [london.name] }));
    expect(jobs(objects)).toEqual(['london store-prove']);
    const { args } = find(objects, 'london', 'Job', 'store-prove').spec.template.spec.containers[0];
    expect(args).toEqual(['prove', expect.stringContaining('store-0='), '--restarted=store-20']);
  });
});

describe('a disruption budget', () => {
  const budget = (objects: readonly Placed[], cluster: string) => find(objects, cluster, 'PodDisruptionBudget', 'store').spec;

  it('counts absences before the group is recorded, and is a floor afterwards, with the same share', () => {
    const [before, after] = [rendered(recorded()), rendered(recorded({}))];
    for (const [cluster, members] of [
      ['frankfurt', 2],
      ['dublin', 2],
      ['london', 1],
    ] as const) {
      const { maxUnavailable } = budget(before, cluster);
      expect(budget(after, cluster)).not.toHaveProperty('maxUnavailable');
      expect(budget(after, cluster).minAvailable).toBe(members - maxUnavailable);
    }
  });

  it.each([
    ['joins', { 'store-12': member(dublin, 'joining') }, 3],
    ['leaves', { 'store-11': member(dublin, 'leaving') }, 2],
    ['is lost', { 'store-11': member(dublin, 'lost') }, 2],
  ] as const)('counts a member that %s: it may be healthy, and its neighbours go only once it is done', (_, changed, there) => {
    const { minAvailable } = budget(rendered(recorded(changed)), 'dublin');
    // Never more than one at a time, whoever of them is healthy.
    expect(there - minAvailable).toBeLessThanOrEqual(1);
  });
});

it('runs the image of the ledger in each cluster', () => {
  const objects = rendered(recorded({}), { operations: { image: 'docker.io/library/node:22.11.0' } });
  expect(find(objects, 'dublin', 'StatefulSet', 'store').spec.template.spec.containers[0].image).toBe(image);
});

describe('a learner that is to be added', () => {
  const members = {
    'store-0': member(frankfurt),
    'store-1': member(frankfurt),
    'store-2': member(frankfurt),
    'store-learner-20': member(london, 'learner'),
  };
  const images = { frankfurt: image, london: image };
  const learning = (formed: readonly string[]): readonly Placed[] =>
    rendered(
      { ...recorded({}, { formed }), groups: { store: { members, images } } },
      {
        topology: Topology.activeStandby({
          active: Seat.of(frankfurt, { voters: 3 }),
          standbys: [Standby.learner(london, { learners: 1 })],
        }),
        objectives: { survive: Survive.anyOneMember() },
      },
    );

  it('is added by a job that may run again, and no more once its cluster is recorded', () => {
    const objects = learning([]);
    expect(jobs(objects)).toEqual(['london store-learner-20-add-1']);
    expect(find(objects, 'london', 'Job', 'store-learner-20-add-1').spec.template.spec.containers[0].command[0]).toBe('node');
    expect(jobs(learning(['london']))).toEqual([]);
  });
});
