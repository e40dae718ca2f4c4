/** The largest weight of a server in HAProxy (configuration manual, "weight"). */
const largest = 256;

/**
 * The weight of the servers of each cluster, so that all servers of a cluster together get its share.
 *
 * A share is divided by the number of its cluster's servers. All quotients are scaled to the smallest whole numbers with the same ratios.
 * Where one of these exceeds HAProxy's limit, all are scaled down and rounded, to 1 at least.
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
