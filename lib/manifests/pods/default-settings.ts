import type { MemberPool } from './member-pool';
import type { Setting } from './settings';

/** What most members of a group are told, key and name: who lacks it was forgotten, and what few have is their own. */
export function defaultSettings(
  pools: readonly MemberPool[],
  settings: (pool: MemberPool) => readonly Setting[],
): ReadonlyMap<string, string> {
  const told = new Map<string, { readonly name: string; readonly pools: Set<MemberPool> }>();
  for (const pool of pools) {
    for (const { key, name } of settings(pool)) {
      const counted = told.get(key) ?? { name, pools: new Set() };
      counted.pools.add(pool);
      told.set(key, counted);
    }
  }
  return new Map([...told].filter(([, counted]) => 2 * counted.pools.size > pools.length).map(([key, { name }]) => [key, name]));
}
