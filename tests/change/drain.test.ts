import fc from 'fast-check';
import { drainCluster } from '../../lib/change/drain';
import { undoStep } from '../../lib/change/undo';
import { allocateBudget } from '../../lib/plan/members/budgets';
import { tolerated } from '../../lib/plan/members/quorum';
import { formed, group, member } from './ledgers';

const three = { 'demo-0': member('frankfurt'), 'demo-10': member('dublin'), 'demo-20': member('london') };
const ledger = formed({ demo: group(three) });

describe('a drain', () => {
  it('is of one cluster', () => {
    expect(drainCluster(ledger, 'dublin')).toMatchObject({ kind: 'possible', ledger: { drained: ['dublin'] } });
  });

  it('waits until the members of a cluster that is gone for ever are removed', () => {
    const gone = { kind: 'impossible', why: expect.stringContaining('london is lost and has members') };
    expect(drainCluster(ledger, 'dublin', new Set(['london']))).toEqual(gone);
    expect(drainCluster(ledger, 'dublin', new Set(['paris']))).toMatchObject({ kind: 'possible' });
  });

  it.each([
    ['without a ledger', formed(), 'dublin', 'georaft step'],
    ['of a cluster without members', ledger, 'paris', 'frankfurt, dublin, london'],
    ['beside a rollout', { ...ledger, thawed: ['london'] }, 'dublin', 'not confirmed'],
    [
      'beside a member that joins',
      formed({ demo: group({ ...three, 'demo-1': member('frankfurt', 'joining') }) }),
      'dublin',
      'not confirmed',
    ],
    ['before another has ended', { ...ledger, drained: ['london'] }, 'dublin', 'nodes of london may be drained already'],
    ['twice', { ...ledger, drained: ['dublin'] }, 'dublin', 'already'],
  ])('does not begin %s', (_, state, cluster, why) => {
    expect(drainCluster(state, cluster)).toEqual({ kind: 'impossible', why: expect.stringContaining(why) });
  });

  it('is not taken back, as a node may be empty already', () => {
    expect(undoStep({ ...ledger, drained: ['dublin'] })).toEqual({ kind: 'impossible', why: expect.stringContaining('georaft step') });
  });
});

const seats = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 })
  .filter(votes => votes.some(count => count > 0))
  .map(votes => votes.map((count, at) => ({ cluster: `c${at}`, role: 'active' as const, votes: count })));
const missing = (budget: ReadonlyMap<string, number>): number => [...budget.values()].reduce((sum, count) => sum + count, 0);

describe('the disruption budget', () => {
  it('lets no more go than may be missing, with those of a drain that has not ended, wherever the next one is', () => {
    fc.assert(
      fc.property(seats, fc.nat(), fc.nat(), (given, one, other) => {
        const at = (number: number): string => given[number % given.length]?.cluster ?? '';
        const spare = tolerated(given.reduce((sum, { votes }) => sum + votes, 0));
        const drained = allocateBudget(given, [at(one)], true);
        expect(missing(drained)).toBeLessThanOrEqual(spare);
        const voting = (given[one % given.length]?.votes ?? 0) > 0;
        // Whoever is evicted there is one: nobody else may go meanwhile.
        if (voting) expect(missing(drained)).toBe(Math.min(1, spare));
        if (voting && (given[other % given.length]?.votes ?? 0) > 0 && one !== other) {
          const next = allocateBudget(given, [at(other)], true);
          const gains = [...next].filter(([cluster, count]) => count > (drained.get(cluster) ?? 0)).map(([cluster]) => cluster);
          expect(gains.filter(cluster => cluster !== at(other))).toEqual([]);
        }
      }),
    );
  });

  it('lets nobody go in place of whom a cluster that is gone for ever has in the group', () => {
    fc.assert(
      fc.property(seats, fc.integer({ min: 1, max: 4 }), (given, gone) => {
        const living = given.reduce((sum, { votes }) => sum + votes, 0);
        const spare = Math.max(0, tolerated(living + gone) - gone);
        expect(missing(allocateBudget(given, [], false, gone))).toBe(Math.min(spare, given.filter(({ votes }) => votes > 0).length));
      }),
    );
  });

  it('is spent by the cluster that is rolled out, which asks no budget', () => {
    fc.assert(
      fc.property(seats, fc.nat(), (given, number) => {
        const thawed = given[number % given.length];
        const spare = tolerated(given.reduce((sum, { votes }) => sum + votes, 0));
        fc.pre(thawed !== undefined && thawed.votes > 0 && spare > 0);
        const budget = allocateBudget(given, [thawed?.cluster ?? '']);
        const elsewhere = [...budget].filter(([cluster]) => cluster !== thawed?.cluster).reduce((sum, [, count]) => sum + count, 0);
        expect(elsewhere + 1).toBeLessThanOrEqual(spare);
      }),
    );
  });
});
