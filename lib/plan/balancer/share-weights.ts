/** The largest weight of a server in HAProxy. */
const largest = 256;

/**
 * The weight of each server of each cluster, so that a cluster's servers have its share together.
 *
 * A share is divided over the servers of its cluster; all are then multiplied until they are whole, and made as small as they can be.
 * Where even that is more than HAProxy takes, they are rounded, to 1 at least.
 */
export function shareWeights(clusters: readonly { readonly share: number; readonly servers: number }[]): readonly number[] {
  const multiple = clusters.reduce((product, { servers }) => leastCommonMultiple(product, Math.max(1, servers)), 1);
  const whole = clusters.map(({ share, servers }) => (share * multiple) / Math.max(1, servers));
  const divisor = whole.reduce(greatestCommonDivisor, 0);
  const smallest = whole.map(weight => (divisor === 0 ? weight : weight / divisor));
  const most = Math.max(0, ...smallest);
  if (most <= largest) return smallest;
  return smallest.map(weight => (weight === 0 ? 0 : Math.max(1, Math.round((weight * largest) / most))));
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

const leastCommonMultiple = (one: number, other: number): number => (one / greatestCommonDivisor(one, other)) * other;
