import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl, Repository, recorded } from './repository';

const operations = { image: 'registry.example.test/node:22.0.0' };

/** The evictions that each cluster lets through, as its objects have it: members that must stay, of those that there are. */
const floors = ({ folder }: Repository): readonly string[] =>
  ['frankfurt', 'dublin', 'london'].map(cluster => {
    const text = readFileSync(join(folder, 'dist', cluster, 'demo', 'demo.yaml'), 'utf8');
    return `${/minAvailable: (\d+)/.exec(text)?.[1]} of ${/replicas: (\d+)/.exec(text)?.[1]}`;
  });

describe('georaft drain', () => {
  it('gives the whole budget to one cluster, the next step ends that, and then another one has its turn', () => {
    const repository = recorded({ operations });
    const asks = ['--kubectl', kubectl(repository, () => true)];
    expect(floors(repository)).toEqual(['1 of 2', '1 of 2', '1 of 1']);
    expect(repository.run('drain', 'demo', 'frankfurt', ...asks)).toMatchObject({
      code: 0,
      out: expect.stringContaining('nodes of frankfurt'),
    });
    expect(repository.ledger.drained).toEqual(['frankfurt']);
    expect(repository.synthesize(2, 2, 1)).toEqual([]);
    expect(floors(repository)).toEqual(['1 of 2', '2 of 2', '1 of 1']);
    const refused = repository.run('drain', 'demo', 'dublin', ...asks);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('nodes of frankfurt may be drained already') });
    expect(repository.run('check', '--settled')).toMatchObject({ code: 1, err: expect.stringContaining('end the drain of frankfurt') });
    expect(repository.run('step', 'demo', ...asks)).toMatchObject({ code: 0, out: expect.stringContaining('end the drain of frankfurt') });
    expect(repository.synthesize(2, 2, 1)).toEqual([]);
    expect(floors(repository)).toEqual(['1 of 2', '1 of 2', '1 of 1']);
    expect(repository.run('check', '--settled').code).toBe(0);
    expect(repository.run('drain', 'demo', 'dublin', ...asks).code).toBe(0);
    expect(repository.synthesize(2, 2, 1)).toEqual([]);
    expect(floors(repository)).toEqual(['2 of 2', '1 of 2', '1 of 1']);
  });

  it('neither begins nor ends while a member is missing, unless nobody is asked', () => {
    const repository = recorded({ operations });
    const asks = ['--kubectl', kubectl(repository, pod => pod !== 'demo-10')];
    const waits = { code: 1, out: '', err: 'georaft: demo was not changed: demo-10 in dublin is not ready\n' };
    expect(repository.run('drain', 'demo', 'frankfurt', ...asks)).toEqual(waits);
    expect(repository.ledger.drained).toEqual([]);
    expect(repository.run('drain', 'demo', 'dublin', '--unasked').code).toBe(0);
    repository.synthesize(2, 2, 1);
    expect(repository.run('step', 'demo', ...asks)).toEqual(waits);
    expect(repository.ledger.drained).toEqual(['dublin']);
    expect(repository.run('step', 'demo', '--unasked').code).toBe(0);
    expect(repository.ledger.drained).toEqual([]);
  });

  it.each([
    ['a cluster without members', ['paris'], 1, "no members in 'paris'"],
    ['no cluster', [], 64, 'a cluster is missing'],
  ])('is refused for %s', (_, args, code, says) => {
    expect(recorded().run('drain', 'demo', ...args)).toMatchObject({ code, out: '', err: expect.stringContaining(says) });
  });

  it('is refused while the ledger names no members', () => {
    const repository = new Repository();
    repository.synthesize(2, 2, 1);
    expect(repository.run('drain', 'demo', 'dublin')).toMatchObject({ code: 1, err: expect.stringContaining('georaft step') });
  });
});
