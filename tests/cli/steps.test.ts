import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl, Repository, recorded } from './repository';

const answering = (...given: Parameters<typeof kubectl>): readonly string[] => ['--kubectl', kubectl(...given)];

describe('georaft step', () => {
  it('leads a group to other votes, one commit after the other', () => {
    const repository = recorded();
    expect(repository.synthesize(3, 3, 1)).toEqual([]);
    const said = Array.from({ length: 5 }, () => repository.step(3, 3, 1));
    expect(said.map(line => line.split(',')[0])).toEqual([
      'add demo-21 in london as a learner',
      'add demo-2 in frankfurt as a learner',
      'add demo-12 in dublin as a learner',
      'remove demo-21 in london from the group',
      'confirm the last step; nobody joins',
    ]);
    expect(repository.run('step', 'demo')).toEqual({ code: 0, out: 'demo is as its program describes it: no step is left\n', err: '' });
  });

  it('says what it needs, what it risks and how it is taken back, and writes nothing where it is not to', () => {
    const repository = recorded();
    repository.synthesize(3, 3, 1);
    const before = repository.ledger;
    const { code, out } = repository.run('step', 'demo', '--dry-run');
    expect(code).toBe(0);
    for (const says of [
      'before: all voters',
      'copies all data: demo-21',
      'fatal meanwhile: no single loss',
      'back: demo-21 is removed',
      'nothing was written',
    ])
      expect(out).toContain(says);
    expect(repository.ledger).toEqual(before);
  });

  it('is refused where the output was made from another ledger, so that nobody steps twice', () => {
    const repository = recorded();
    repository.synthesize(3, 3, 1);
    expect(repository.run('step', 'demo').code).toBe(0);
    const after = repository.ledger;
    expect(repository.run('step', 'demo')).toMatchObject({ code: 64, out: '', err: expect.stringContaining('synthesize first') });
    expect(repository.ledger).toEqual(after);
  });

  it('is refused where it ends what is promised, unless that is accepted', () => {
    const repository = recorded();
    repository.synthesize(1, 1, 1);
    const before = repository.ledger;
    expect(repository.run('step', 'demo')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('the loss of dublin') });
    expect(repository.ledger).toEqual(before);
    expect(repository.run('step', 'demo', '--accept-risk').code).toBe(0);
    expect(repository.synthesize(1, 1, 1)).toEqual([]);
  });

  it.each([
    ['no system', ['step'], 'name of a system is missing'],
    ['an unknown system', ['step', 'other'], "no system 'other'"],
    ['no output', ['step', 'demo', 'nowhere'], "'nowhere/fleet.json' does not exist"],
    ['no ledger', ['step', 'demo', '--state', 'nowhere'], "'nowhere/demo.json' does not exist"],
  ])('is refused for %s', (_, args, says) => {
    expect(recorded().run(...args)).toMatchObject({ code: 64, out: '', err: expect.stringContaining(says) });
  });

  it.each([
    ['a ledger that is cut off', '{ "bootstrapped": tr', 'not JSON'],
    ['a ledger of nonsense', '{ "groups": { "demo": { "members": 7, "images": {} } } }', 'groups.demo.members'],
    [
      'an unknown role',
      '{ "groups": { "demo": { "members": { "demo-0": { "cluster": "a", "role": "king", "volume": 1 } }, "images": {} } } }',
      'role',
    ],
  ])('is refused for %s, and leaves it as it is', (_, text, says) => {
    const repository = recorded();
    repository.write(text);
    expect(repository.run('step', 'demo')).toMatchObject({ code: 64, out: '', err: expect.stringContaining(says) });
    expect(readFileSync(join(repository.folder, 'clusters', 'state', 'demo.json'), 'utf8')).toBe(text);
  });

  it.each([
    ['that is cut off', (text: string) => text.slice(0, 1000), 'not a complete JSON'],
    ['of a newer version', (text: string) => text.replace('"version": 1', '"version": 2'), 'use the georaft that wrote it'],
  ])('is refused for a plan %s', (_, edit, says) => {
    const repository = recorded();
    const file = join(repository.folder, 'dist', 'fleet.json');
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    expect(repository.run('step', 'demo')).toMatchObject({ code: 64, out: '', err: expect.stringContaining(says) });
  });
});

describe('a program whose group has formed', () => {
  it('is refused with other votes while the ledger names no members', () => {
    const repository = new Repository();
    repository.synthesize(2, 2, 1);
    expect(repository.synthesize(1, 1, 1)).toEqual(['change/members']);
  });

  it('is rendered as the ledger has it, and counts as not settled until the last step', () => {
    const repository = recorded();
    expect(repository.run('check', '--settled').code).toBe(0);
    repository.synthesize(3, 3, 1);
    const set = readFileSync(join(repository.folder, 'dist', 'frankfurt', 'demo', 'demo.yaml'), 'utf8');
    expect(/kind: StatefulSet[\s\S]*?replicas: (\d)/.exec(set)?.[1]).toBe('2');
    expect(repository.run('check', '--settled')).toMatchObject({ code: 1, err: expect.stringContaining('5 steps to 3/3/1') });
  });

  it('is refused with a ledger that goes back, and shows both', () => {
    const repository = recorded();
    const earlier = JSON.stringify(repository.ledger);
    repository.synthesize(3, 3, 1);
    repository.step(3, 3, 1);
    repository.step(3, 3, 1);
    repository.write(earlier);
    expect(repository.synthesize(3, 3, 1)).toEqual(['change/ledger']);
  });
});

describe('georaft undo', () => {
  it('lets a member that joins leave again', () => {
    const repository = recorded();
    repository.synthesize(3, 3, 1);
    repository.step(3, 3, 1);
    expect(repository.run('undo', 'demo')).toMatchObject({ code: 0, out: expect.stringContaining('remove demo-21 in london') });
    expect(repository.synthesize(2, 2, 1)).toEqual([]);
    expect(repository.ledger.groups?.['demo']?.members['demo-21']?.role).toBe('leaving');
    repository.step(2, 2, 1);
    expect(repository.ledger.groups?.['demo']?.members['demo-21']).toBeUndefined();
  });

  it('says why where it is not safe', () => {
    const repository = recorded();
    repository.synthesize(2, 2, 0);
    repository.run('step', 'demo');
    repository.synthesize(2, 2, 1);
    expect(repository.run('undo', 'demo')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('was not changed') });
  });
});

describe('georaft replace', () => {
  it('gives a member up, and the next step takes it in again on a new volume', () => {
    const repository = recorded();
    expect(repository.run('replace', 'demo', 'demo-10')).toMatchObject({
      code: 0,
      out: expect.stringContaining('demo removes demo-10 in dublin'),
    });
    expect(repository.synthesize(2, 2, 1)).toEqual([]);
    expect(repository.step(2, 2, 1)).toContain('add demo-10 in dublin again, on volume 2');
    repository.step(2, 2, 1);
    expect(repository.ledger.groups?.['demo']?.members['demo-10']).toEqual({ cluster: 'dublin', role: 'voter', volume: 2 });
  });

  it('takes the step back first that adds another member, where the group has not done it', () => {
    const repository = recorded();
    repository.synthesize(2, 2, 3);
    repository.step(2, 2, 3);
    const listed = ['demo-0', 'demo-1', 'demo-10', 'demo-11', 'demo-20'];
    const asking = answering(repository, pod => pod !== 'demo-10', listed);
    expect(repository.run('replace', 'demo', 'demo-10', ...asking)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^first remove demo-21 in london .*\nwritten to .*; .*, then georaft replace demo demo-10 again\n$/),
    });
    expect(repository.ledger.groups?.['demo']?.members['demo-21']?.role).toBe('leaving');
    expect(repository.synthesize(2, 2, 3)).toEqual([]);
    expect(repository.run('replace', 'demo', 'demo-10', ...asking)).toMatchObject({
      code: 0,
      out: expect.stringContaining('removes demo-10'),
    });
    expect(Object.keys(repository.ledger.groups?.['demo']?.members ?? {})).not.toContain('demo-21');
  });

  it('does not give a member up beside a step of which no cluster says how far it is', () => {
    const repository = recorded();
    repository.synthesize(2, 2, 3);
    repository.step(2, 2, 3);
    expect(repository.run('replace', 'demo', 'demo-10', '--kubectl', 'false {}')).toMatchObject({
      code: 1,
      err: expect.stringContaining('london does not answer, and demo-21 is joining there'),
    });
  });

  it('is refused for a member that there is not', () => {
    expect(recorded().run('replace', 'demo', 'demo-99')).toMatchObject({ code: 1, err: expect.stringContaining("no member 'demo-99'") });
  });
});

describe('georaft gate', () => {
  it('lets the next step pass where all members are ready and the group has them', () => {
    const repository = recorded();
    expect(repository.run('gate', 'demo', ...answering(repository, () => true))).toEqual({
      code: 0,
      out: 'the next step of demo may be committed\n',
      err: '',
    });
  });

  it('waits for a member that is not ready', () => {
    const repository = recorded();
    expect(repository.run('gate', 'demo', ...answering(repository, pod => pod !== 'demo-10'))).toMatchObject({
      code: 1,
      out: 'waits: demo-10 in dublin is not ready\n',
    });
  });

  it('waits where the group has other members than the ledger', () => {
    const repository = recorded();
    const { code, out } = repository.run(
      'gate',
      'demo',
      ...answering(repository, () => true, ['demo-0', 'demo-1', 'demo-10', 'demo-11', 'demo-21']),
    );
    expect({ code, out }).toEqual({
      code: 1,
      out: 'waits: group demo does not list demo-20, which the ledger has as a voter\nwaits: group demo still lists demo-21, which the ledger does not have\n',
    });
  });

  it('waits for a cluster that has not applied the last step', () => {
    const repository = recorded();
    const asking = answering(repository, () => true);
    repository.synthesize(2, 2, 3);
    repository.step(2, 2, 3);
    expect(repository.run('gate', 'demo', ...asking).out).toContain('waits: london has not applied the ledger yet\n');
  });

  it('waits for a cluster that does not answer', () => {
    const { code, out } = recorded().run('gate', 'demo', '--kubectl', 'false {}');
    expect(code).toBe(1);
    expect(out).toContain('waits: london does not answer: the state of demo-20 is unknown\n');
  });

  it('is refused while the ledger names no members', () => {
    const repository = new Repository();
    repository.synthesize(2, 2, 1);
    expect(repository.run('gate', 'demo')).toMatchObject({ code: 64, err: expect.stringContaining('georaft step demo') });
  });
});
