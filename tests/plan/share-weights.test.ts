import fc from 'fast-check';
import { shareWeights } from '../../lib/plan/balancer/share-weights';

const cluster = fc.record({ share: fc.integer({ min: 1, max: 255 }), servers: fc.integer({ min: 1, max: 9 }) });
const clusters = fc.array(cluster, { minLength: 1, maxLength: 6 });

/** The part of all connections that round robin gives to the servers of each cluster. */
const parts = (given: readonly { readonly servers: number }[], weights: readonly number[]): readonly number[] => {
  const totals = given.map(({ servers }, position) => servers * (weights[position] ?? Number.NaN));
  const sum = totals.reduce((all, one) => all + one, 0);
  return totals.map(total => total / sum);
};

describe('the weights of servers', () => {
  it('are whole numbers from 1 to 256', () => {
    fc.assert(
      fc.property(clusters, given => {
        for (const weight of shareWeights(given)) {
          expect(Number.isInteger(weight)).toBe(true);
          expect(weight).toBeGreaterThanOrEqual(1);
          expect(weight).toBeLessThanOrEqual(256);
        }
      }),
    );
  });

  it("give each cluster's servers its share together, exactly while no weight is at the limit", () => {
    fc.assert(
      fc.property(clusters, given => {
        const weights = shareWeights(given);
        fc.pre(Math.max(...weights) < 256);
        const sum = given.reduce((all, { share }) => all + share, 0);
        parts(given, weights).forEach((part, position) => {
          expect(part).toBeCloseTo((given[position]?.share ?? 0) / sum, 9);
        });
      }),
    );
  });

  it('keep the order of what a server gets where they are rounded', () => {
    fc.assert(
      fc.property(clusters, given => {
        const weights = shareWeights(given);
        const each = given.map(({ share, servers }) => share / servers);
        each.forEach((one, at) => {
          each.forEach((other, position) => {
            if (one < other) expect(weights[at]).toBeLessThanOrEqual(weights[position] ?? Number.NaN);
          });
        });
      }),
    );
  });

  it.each([
    ['a share for each member alike', [100, 100, 50], [2, 2, 1], [1, 1, 1]],
    ['three members and one', [1, 1], [3, 1], [1, 3]],
    ['shares without a common divisor', [7, 3], [1, 1], [7, 3]],
    ['a share that is too small to be told', [255, 1], [1, 9], [256, 1]],
  ])('of %s', (_what, shares, servers, weights) => {
    expect(shareWeights(shares.map((share, at) => ({ share, servers: servers[at] ?? 1 })))).toEqual(weights);
  });
});
