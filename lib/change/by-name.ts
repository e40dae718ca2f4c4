/** The items of two lists, paired by name: in the order of the first list, then what only the second has. */
export function pairedBy<Item>(
  before: readonly Item[],
  after: readonly Item[],
  nameOf: (item: Item) => string,
): readonly { readonly name: string; readonly before: Item | undefined; readonly after: Item | undefined }[] {
  const old = new Map(before.map(item => [nameOf(item), item]));
  const now = new Map(after.map(item => [nameOf(item), item]));
  return [...new Set([...old.keys(), ...now.keys()])].map(name => ({ name, before: old.get(name), after: now.get(name) }));
}

/** The items of a list that another list does not have. */
export const without = <Item>(items: readonly Item[], others: readonly Item[]): readonly Item[] =>
  items.filter(item => !others.includes(item));
