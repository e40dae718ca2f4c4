/** Existing names that are similar to a name that does not exist, the most similar one first; empty if none is similar. */
export function nearest(wanted: string, names: Iterable<string>, most = 3): readonly string[] {
  return [...names]
    .map(name => ({ name, away: Math.min(distance(wanted, name), distance(lastOf(wanted), lastOf(name)) + 1) }))
    .filter(({ name, away }) => away <= Math.max(2, name.length / 4))
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Letters to insert, delete or replace to get from one name to the other (Levenshtein distance). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const exchanged = (row[column - 1] ?? 0) + Number(one[line - 1] !== other[column - 1]);
      next.push(Math.min(exchanged, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
