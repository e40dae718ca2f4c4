import { Way } from './way';

const votes = [2, 2, 1];
const ways = [{ votes }, { votes, mebibytes: 4096 }, { votes, storageClass: 'fast' }] as const;
const [small, large, fast] = ways;
const set = (way: Way, cluster = 'frankfurt'): string =>
  /kind: StatefulSet[\s\S]*?volumeClaimTemplates:[\s\S]*?(?=\n---|$)/.exec(way.text(cluster, 'settings', 'settings.yaml'))?.[0] ?? '';
const claims = (way: Way, cluster = 'frankfurt'): readonly string[] =>
  way
    .text(cluster, 'settings', 'settings.yaml')
    .split('\n---\n')
    .filter(text => /^kind: PersistentVolumeClaim/m.test(text))
    .map(text => [/ name: (\S+)/, /storage: (\S+)/, /storageClassName: (\S+)/].map(found => found.exec(text)?.[1]).join(' '));

describe('volumes that grow', () => {
  it('grow cluster by cluster beside a claim template that stays, and nobody restarts', () => {
    const way = new Way(small);
    expect(way.synthesize(large)).toEqual(['in-steps ledger.steps-ahead', 'in-steps storage.grown-in-steps']);
    expect(way.steps[0]).toMatchObject({ kind: 'grow', restarts: [], copies: [], undo: { possible: false } });
    for (const cluster of ['frankfurt', 'dublin', 'london']) {
      expect(way.step()).toBe(`grow the volumes in ${cluster} to 4096 MiB`);
      expect(way.said.filter(line => !line.startsWith('safe '))).toEqual([]);
      expect(way.faults).toEqual([]);
    }
    expect(way.steps).toEqual([]);
    expect(claims(way)).toEqual(['data-settings-0 4Gi standard', 'data-settings-1 4Gi standard']);
    expect(set(way)).toContain('storage: 3Gi');
    expect(way.text('frankfurt', 'settings', 'settings.yaml')).toContain('Prune=false,Delete=false');
  });

  it('are as large for a member that comes later', () => {
    const way = new Way(small);
    way.synthesize(large);
    way.walk();
    way.synthesize({ ...large, votes: [2, 2, 3] });
    way.step();
    expect(claims(way, 'london')).toEqual(['data-settings-20 4Gi standard', 'data-settings-21 4Gi standard']);
    expect(set(way, 'london')).toContain('storage: 3Gi');
  });

  it('keep their claims when members leave', () => {
    const way = new Way(small);
    way.synthesize(large);
    way.walk();
    way.synthesize({ ...large, votes: [2, 1, 2] });
    const said = way.steps.flatMap(() => {
      way.step();
      return way.said;
    });
    expect(said.filter(line => !line.startsWith('safe '))).toEqual([]);
    expect(said).toContain('safe storage.claims');
    expect(claims(way, 'dublin')).toEqual(['data-settings-10 4Gi standard']);
  });

  it('never shrink, but a step that nobody has taken is not missed', () => {
    const way = new Way(small);
    way.synthesize(large);
    expect(way.synthesize(small)).toEqual(['safe ledger.complete', 'safe storage.claims']);
    way.synthesize(large);
    way.step();
    way.synthesize(small);
    expect(way.findings.join()).toContain('no volume can shrink');
  });
});

describe('volumes of another class', () => {
  it('come with a member that is given up and joins again, one at a time', () => {
    const way = new Way({ votes: [2, 2, 1] });
    expect(way.synthesize({ ...fast })).toContain('in-steps cluster.storage-class');
    const [template, first, second] = way.steps;
    expect(template).toMatchObject({ kind: 'template', cluster: 'frankfurt', restarts: [] });
    expect(template?.byHand.join()).toContain(
      'kubectl --context frankfurt --namespace settings delete statefulset settings --cascade=orphan',
    );
    expect(first).toMatchObject({ kind: 'give-up', member: 'settings-0', restarts: ['settings-0'] });
    expect(first?.byHand.join()).toContain('delete persistentvolumeclaim data-settings-0');
    expect(second).toMatchObject({ kind: 'replace', member: 'settings-0', copies: ['settings-0'] });
    way.step();
    expect(way.said).toContain('needs-somebody members.immutable-field');
    expect(set(way)).toContain('storageClassName: fast');
    expect(set(way, 'dublin')).toContain('storageClassName: standard');
    expect(way.faults).toEqual([]);
    const said = way.walk();
    expect(said.filter(line => line.startsWith('remove'))).toHaveLength(5);
    expect(way.faults).toEqual([]);
    expect(way.state.groups?.['settings']?.volumes).toEqual(
      Object.fromEntries(['frankfurt', 'dublin', 'london'].map(cluster => [cluster, { mebibytes: 3072, storageClass: 'fast' }])),
    );
    expect(Object.values(way.state.groups?.['settings']?.members ?? {})).toEqual(
      Array.from({ length: 5 }, () => expect.objectContaining({ role: 'voter', volume: 2 })),
    );
  });

  it('are of the old class for members whose turn has not come, when they grow', () => {
    const way = new Way(small);
    way.synthesize({ votes, mebibytes: 4096, storageClass: 'fast' });
    for (const kind of ['grow', 'template', 'give-up', 'replace']) {
      expect(way.steps[0]?.kind).toBe(kind);
      way.step();
    }
    expect(claims(way)).toEqual(['data-settings-0 4Gi fast', 'data-settings-1 4Gi standard']);
    expect(way.faults).toEqual([]);
  });
});
