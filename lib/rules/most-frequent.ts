/**
 * The value that occurs most often, the first of them where several do; undefined where there is none. Rules that hold
 * clusters against each other take it for the right one where nothing else says which of them differs.
 */
export function mostFrequent<Value>(values: readonly Value[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<readonly [Value, number] | undefined>(
    (best, each) => (best && best[1] >= each[1] ? best : each),
    undefined,
  )?.[0];
}
