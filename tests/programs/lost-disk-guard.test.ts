import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerMember } from '../../lib/domain/operating-state';
import type { VolumeLedger } from '../../lib/plan/model/system-plan';
import { packageFile } from '../../lib/programs/package-file';

type Decision =
  | { readonly kind: 'go'; readonly mark?: number; readonly aside?: string }
  | { readonly kind: 'wait'; readonly text: string }
  | { readonly kind: 'ask' };
type Standing = 'learner' | 'voter' | 'none';
interface Guard {
  decide(
    member: string,
    ledger: VolumeLedger,
    volume: { readonly mark: number | undefined; readonly hasData: boolean },
    standing?: Standing,
  ): Decision;
}

const program = join(__dirname, '..', '..', 'lib', 'programs', 'lost-disk-guard.cjs');
const { decide } = require(program) as Guard;
const member = 'settings-21';

const ledger = (role: LedgerMember['role'], volume: number, formed = true): VolumeLedger => ({
  system: 'settings',
  formed,
  members: { [member]: { role, volume } },
});

type Role = LedgerMember['role'] | 'unformed';
type Row = readonly [role: Role, volume: number, mark: number | undefined, hasData: boolean, does: string];

/** What must become of a member, whatever the program says: `go`, `mark` with the ledger's number, `aside` before that, or `wait`. */
const table: readonly Row[] = [
  // Before the group has formed nobody has promised anything.
  ['unformed', 1, undefined, false, 'mark'],
  ['unformed', 1, undefined, true, 'mark'],
  ['unformed', 1, 1, false, 'go'],
  ['unformed', 1, 1, true, 'go'],
  // Where members of another group were before, their volumes do not count.
  ['unformed', 2, 1, true, 'aside'],
  ['unformed', 2, undefined, true, 'aside'],
  ['unformed', 2, 1, false, 'mark'],
  ['unformed', 2, 2, true, 'go'],
  ['unformed', 1, 2, true, 'wait'],
  // A voter starts on its own volume, with what it wrote there, and on no other.
  ['voter', 1, 1, true, 'go'],
  ['voter', 1, undefined, true, 'mark'],
  ['voter', 1, undefined, false, 'wait'],
  ['voter', 1, 1, false, 'wait'],
  ['voter', 2, 2, true, 'go'],
  ['voter', 2, 2, false, 'wait'],
  ['voter', 2, 1, true, 'wait'],
  ['voter', 2, 1, false, 'wait'],
  ['voter', 2, undefined, true, 'wait'],
  ['voter', 1, 2, true, 'wait'],
  // Who leaves has its vote until it is removed.
  ['leaving', 1, 1, true, 'go'],
  ['leaving', 1, undefined, false, 'wait'],
  ['leaving', 2, 1, true, 'wait'],
  // Who joins has none, and starts without what an earlier volume remembers.
  ['joining', 1, undefined, false, 'mark'],
  ['joining', 1, undefined, true, 'aside'],
  ['joining', 1, 1, true, 'go'],
  ['joining', 1, 1, false, 'go'],
  ['joining', 2, 1, true, 'aside'],
  ['joining', 2, 1, false, 'mark'],
  ['joining', 2, undefined, true, 'aside'],
  ['joining', 2, 2, true, 'go'],
  ['joining', 2, 3, true, 'wait'],
  ['learner', 1, undefined, false, 'mark'],
  ['learner', 1, undefined, true, 'mark'],
  ['learner', 1, 1, false, 'go'],
  ['learner', 2, 1, true, 'aside'],
  // Who was given up does not start at all.
  ['lost', 1, 1, true, 'wait'],
  ['lost', 1, undefined, false, 'wait'],
];

describe('the guard of a volume', () => {
  it.each(table)('of a member that is %s on volume %s, marked %s, with data: %s, does: %s', (role, volume, mark, hasData, does) => {
    const decision = decide(member, role === 'unformed' ? ledger('voter', volume, false) : ledger(role, volume), { mark, hasData });
    if (decision.kind === 'ask') throw new Error('nothing to ask with');
    const done = decision.kind === 'wait' ? 'wait' : decision.aside !== undefined ? 'aside' : decision.mark !== undefined ? 'mark' : 'go';
    expect(done).toBe(does);
    if (decision.kind === 'go' && decision.mark !== undefined) expect(decision.mark).toBe(volume);
  });

  it('lets nobody start whom the ledger does not have', () => {
    expect(decide('settings-22', ledger('voter', 1), { mark: undefined, hasData: false })).toMatchObject({ kind: 'wait' });
  });

  it('never lets a settled member start without what it wrote', () => {
    for (const role of ['voter', 'leaving', 'lost'] as const)
      for (const volume of [1, 2, 3])
        for (const mark of [undefined, 1, 2, 3]) expect(decide(member, ledger(role, volume), { mark, hasData: false }).kind).toBe('wait');
  });

  it.each([
    [undefined, false],
    [1, false],
    [1, true],
    [undefined, true],
    [2, false],
  ] as const)(
    'lets a member that joins begin with nothing only where its group has it as a learner (mark %s, data: %s)',
    (mark, hasData) => {
      const asking = { ...ledger('joining', 2), asks: {} };
      const then = (standing?: Standing) => decide(member, asking, { mark, hasData }, standing).kind;
      expect([then(), then('learner'), then('voter'), then('none')]).toEqual(['ask', 'go', 'wait', 'wait']);
    },
  );

  it('asks nobody where a member has what it wrote, or where the engine cannot be asked', () => {
    expect(decide(member, { ...ledger('joining', 2), asks: {} }, { mark: 2, hasData: true })).toEqual({ kind: 'go' });
    expect(decide(member, ledger('joining', 2), { mark: undefined, hasData: false }).kind).toBe('go');
  });

  it('says what is to be done', () => {
    expect(decide(member, ledger('voter', 1), { mark: undefined, hasData: false })).toEqual({
      kind: 'wait',
      text: 'settings-21 has an empty volume, and it has voted with another one: georaft replace settings settings-21',
    });
  });
});

describe('the program of the guard', () => {
  const made: string[] = [];
  afterAll(() => made.splice(0).map(folder => rmSync(folder, { recursive: true, force: true })));

  /** A volume with these files, and a ledger beside it. */
  function place(files: Readonly<Record<string, string>>, given: VolumeLedger) {
    const folder = mkdtempSync(join(tmpdir(), 'georaft-guard-'));
    made.push(folder);
    const volume = join(folder, 'volume');
    mkdirSync(join(volume, 'lost+found'), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(volume, path, '..'), { recursive: true });
      writeFileSync(join(volume, path), text);
    }
    const file = join(folder, 'ledger.json');
    writeFileSync(file, JSON.stringify(given));
    return { volume, file, args: [program, `--member=${member}`, `--volume=${volume}`, `--ledger=${file}`] };
  }
  const run = (files: Readonly<Record<string, string>>, given: VolumeLedger) => {
    const { volume, args } = place(files, given);
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const left = readdirSync(volume, { recursive: true, encoding: 'utf8' }).sort();
    return { status, stdout, volume, left };
  };

  it('marks an empty volume of a member that joins', () => {
    const { status, volume, left, stdout } = run({}, ledger('joining', 2));
    expect([status, left]).toEqual([0, ['.georaft-volume', 'lost+found']]);
    expect(readFileSync(join(volume, '.georaft-volume'), 'utf8')).toBe('2\n');
    expect(stdout).toBe('settings-21 starts, its volume is marked as its 2nd\n');
  });

  it('moves what an earlier volume held aside, and deletes nothing', () => {
    const { status, volume, left } = run({ 'data/member/wal': 'old', '.georaft-volume': '1\n' }, ledger('joining', 2));
    expect(status).toBe(0);
    expect(left).toEqual(
      [
        '.georaft-volume',
        'kept-volume-1',
        'kept-volume-1/data',
        'kept-volume-1/data/member',
        'kept-volume-1/data/member/wal',
        'lost+found',
      ].sort(),
    );
    expect(readFileSync(join(volume, 'kept-volume-1/data/member/wal'), 'utf8')).toBe('old');
  });

  it('goes on where it was ended while it moved', () => {
    const files = { 'kept-volume-1/wal': 'old', 'data/member': 'old', '.georaft-volume': '1\n' };
    const { status, left } = run(files, ledger('joining', 2));
    expect([status, left.filter(path => path.endsWith('wal') || path.endsWith('member'))]).toEqual([
      0,
      ['kept-volume-1/data/member', 'kept-volume-1/wal'],
    ]);
  });

  it('takes what was moved aside for no data', () => {
    const { status, left } = run({ 'kept-volume-1/wal': 'old', '.georaft-volume': '1\n' }, ledger('joining', 2));
    expect([status, left.includes('kept-volume-1/wal')]).toEqual([0, true]);
  });

  // These two wait for the guard's pause, side by side.
  it.concurrent('waits, and starts the member once a later commit says so', async () => {
    const { file, args } = place({}, ledger('voter', 1));
    const guard = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    const ended = new Promise<number | null>(resolve => guard.once('close', resolve));
    await new Promise<void>(resolve =>
      guard.stdout.on('data', part => {
        said += part;
        if (!said.includes('waits: ')) return;
        // As the kubelet does: the file is exchanged as a whole.
        writeFileSync(`${file}.new`, JSON.stringify(ledger('joining', 2)));
        renameSync(`${file}.new`, file);
        resolve();
      }),
    );
    expect(await ended).toBe(0);
    expect(said.trim().split('\n').at(-1)).toBe('settings-21 starts, its volume is marked as its 2nd');
  });

  it.concurrent('asks by the module beside its ledger, again and again', async () => {
    const { file, args, volume } = place({}, { ...ledger('joining', 2), asks: { answer: 'voter' } });
    writeFileSync(join(file, '..', 'standing.cjs'), 'exports.standing = async (member, { answer }) => answer;');
    const guard = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    const ended = new Promise<number | null>(resolve => guard.once('close', resolve));
    guard.stdout.on('data', part => {
      if (said.push(String(part)) === 1) writeFileSync(file, JSON.stringify({ ...ledger('joining', 2), asks: { answer: 'learner' } }));
    });
    expect(await ended).toBe(0);
    expect(said[0]).toMatch(/^waits: settings-21 votes already, .*: georaft replace settings settings-21\n$/);
    expect(readdirSync(volume).sort()).toEqual(['.georaft-volume', 'lost+found']);
  });

  it('ends at once when its pod does', async () => {
    const { args } = place({}, ledger('lost', 1));
    const guard = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>(resolve => guard.once('close', resolve));
    guard.stdout.once('data', () => guard.kill('SIGTERM'));
    expect(await ended).toBe(1);
  });

  it('waits where its mark is none', async () => {
    const { args } = place({ '.georaft-volume': 'two' }, ledger('voter', 1));
    const guard = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const said = await new Promise<string>(resolve => guard.stdout.once('data', part => resolve(String(part))));
    guard.kill('SIGTERM');
    expect(said).toBe("waits: .georaft-volume on the volume is 'two', which is not the number of a volume\n");
  });

  it('is found from wherever the package runs', () => {
    expect(packageFile('lib/programs/lost-disk-guard.cjs')).toContain('decide');
  });
});
