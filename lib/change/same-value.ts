import type { Json } from '../manifests/yaml/json';

/** Whether two values of manifests are equal, whatever the order of their keys. */
export function isSameValue(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [mine, theirs] = [one, other] as readonly [Readonly<Record<string, Json>>, Readonly<Record<string, Json>>];
  const keys = Object.keys(mine);
  return keys.length === Object.keys(theirs).length && keys.every(key => Object.hasOwn(theirs, key) && isSameValue(mine[key], theirs[key]));
}
