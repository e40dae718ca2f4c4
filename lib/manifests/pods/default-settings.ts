import type { MemberPool } from './member-pool';
import type { Setting } from './settings';

/** The settings of most members of a group, by key, with their names. A member without one lacks it; a setting of few members is their own. */
export function defaultSettings(
  pools: readonly MemberPool[],
  settings: (pool: MemberPool) => readonly Setting[],
): ReadonlyMap<string, string> {
  const counts = new Map<string, { readonly name: string; readonly pools: Set<MemberPool> }>();
  for (const pool of pools) {
    for (const { key, name } of settings(pool)) {
      const count = counts.get(key) ?? { name, pools: new Set() };
      count.pools.add(pool);
      counts.set(key, count);
    }
  }
  return new Map([...counts].filter(([, count]) => 2 * count.pools.size > pools.length).map(([key, { name }]) => [key, name]));
}
