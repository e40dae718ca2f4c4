import type { RoundTrips } from '../../domain/round-trips';

/** The declared round trip between two clusters, in milliseconds, in either order; undefined where it is not declared. */
export type RoundTripLookup = (one: string, other: string) => number | undefined;

const known = new WeakMap<RoundTrips, RoundTripLookup>();

/** Makes a lookup of declared round trips. Where a pair is declared twice, the first declaration counts. */
export function roundTripLookup(roundTrips: RoundTrips | undefined): RoundTripLookup {
  if (!roundTrips) return () => undefined;
  // All systems of a fleet use one table.
  const found = known.get(roundTrips) ?? table(roundTrips);
  known.set(roundTrips, found);
  return found;
}

function table({ pairs }: RoundTrips): RoundTripLookup {
  const byCluster = new Map<string, Map<string, number>>();
  const put = (from: string, to: string, millis: number): void => {
    const row = byCluster.get(from) ?? new Map<string, number>();
    byCluster.set(from, row);
    if (!row.has(to)) row.set(to, millis);
  };
  for (const [{ name: one }, { name: other }, time] of pairs) {
    const millis = time.toMilliseconds({ integral: false });
    put(one, other, millis);
    put(other, one, millis);
  }
  return (one, other) => byCluster.get(one)?.get(other);
}
