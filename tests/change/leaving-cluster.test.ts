import { Way } from './way';

const votes = (...counts: readonly number[]): readonly number[] => counts;

describe('a cluster that leaves alive', () => {
  it('gives up its votes and its members before its folder and its Application go', () => {
    const way = new Way({ votes: votes(2, 2, 1, 0) });
    way.synthesize({ votes: votes(2, 2, 0, 1) });
    const said: string[] = [];
    for (let does = way.step(); does; does = way.step()) {
      said.push(`${does.split(' in ')[0]}: ${way.has('london', 'settings') ? 'there' : 'gone'}`);
      expect(way.faults).toEqual([]);
    }
    expect(said).toEqual([
      'add settings-30: there',
      'remove settings-20: there',
      'confirm the last step; nobody joins, leaves or restarts: gone',
    ]);
    expect(way.text('argocd', 'settings.yaml')).not.toContain('london');
  });

  it('is kept in the fleet until then', () => {
    const way = new Way({ votes: votes(2, 2, 1, 0) });
    way.synthesize({ votes: votes(2, 2, 0, 1), lost: [], gone: [2] });
    expect(way.findings.join()).toContain('london has 1 of its 5 votes');
    expect(way.findings.join()).toContain('is not in the fleet');
  });
});

describe('a cluster that is lost', () => {
  it('is left by jobs of another cluster, and nothing waits for it', () => {
    const way = new Way({ votes: votes(2, 2, 1, 0) });
    way.synthesize({ votes: votes(2, 0, 1, 2), lost: [1] });
    expect(way.findings.join('\n')).toContain('*.dublin.settings');
    expect(way.has('dublin')).toBe(false);
    expect(way.text('argocd', 'settings.yaml')).not.toContain('dublin');
    expect(way.text('argocd', '_project.yaml')).not.toContain('dublin');
    expect(way.faults).toEqual([]);
    const [first] = way.steps;
    expect(first).toMatchObject({
      does: 'remove settings-11 from the group; dublin is lost, so that a job of another cluster does it',
      breaksPromise: false,
      restarts: [],
      fatal: ['any member', 'frankfurt', 'london'],
    });
    expect(first?.gate).toContain('outside of dublin');
    way.step();
    expect(way.text('frankfurt', 'settings', 'settings.yaml')).toContain('settings-11-remove-1');
    expect(way.faults).toEqual([]);
    const rest = way.walk().map(does => does.split(' in ')[0]);
    expect(rest).toEqual([
      'remove settings-10 from the group; dublin is lost, so that a job of another cluster does it',
      'add settings-30',
      'add settings-31',
      'confirm the last step; nobody joins, leaves or restarts',
    ]);
    expect(way.faults).toEqual([]);
    // Now the fleet does without it.
    expect(way.synthesize({ votes: votes(2, 0, 1, 2), lost: [], gone: [1] })).toEqual(['safe cluster.lost-left', 'safe file.other']);
    expect(way.findings.filter(line => line.startsWith('error'))).toEqual([]);
  });

  it('is refused where anything counts on it', () => {
    const way = new Way({ votes: votes(2, 2, 1, 0) });
    way.synthesize({ votes: votes(2, 2, 1, 0), lost: [1] });
    expect(way.findings.join('\n')).toContain('the topology has members in dublin, which is lost');
    way.synthesize({ votes: votes(0, 2, 1, 2), lost: [0] });
    expect(way.findings.join('\n')).toContain('Argo CD runs on frankfurt, which is lost');
  });

  it('is refused where its group has no quorum without it', () => {
    const way = new Way({ votes: votes(1, 2, 0, 0) });
    way.synthesize({ votes: votes(1, 0, 2, 0), lost: [1] });
    expect(way.findings.join('\n')).toContain('without dublin the group settings has 1 of its 3 votes and needs 2');
  });
});
