/** What two lists have under one name: both, or only one of them. In the order of the first, then of the second. */
export function pairedBy<Item>(
  before: readonly Item[],
  after: readonly Item[],
  nameOf: (item: Item) => string,
): readonly { readonly name: string; readonly before: Item | undefined; readonly after: Item | undefined }[] {
  const old = new Map(before.map(item => [nameOf(item), item]));
  const now = new Map(after.map(item => [nameOf(item), item]));
  return [...new Set([...old.keys(), ...now.keys()])].map(name => ({ name, before: old.get(name), after: now.get(name) }));
}

/** What a list has and another has not. */
export const without = <Item>(items: readonly Item[], others: readonly Item[]): readonly Item[] =>
  items.filter(item => !others.includes(item));
