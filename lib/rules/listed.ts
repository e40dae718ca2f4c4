/** So many are named: a fleet has up to a hundred clusters, and a message is one that is read. */
const mostNamed = 3;

/** Names in a message: `frankfurt, dublin, london`, or `frankfurt, dublin, london and 4 more`. */
export function listed(names: readonly string[], separator = ', ', most = mostNamed): string {
  // One more is as long as what would stand for it.
  if (names.length <= most + 1) return names.join(separator);
  return `${names.slice(0, most).join(separator)} and ${names.length - most} more`;
}

/** A name as far as it can be read, of which 253 characters can be given: how it begins, and how it ends. */
export const shortName = (name: string): string => (name.length > longest ? `${name.slice(0, 40)}…${name.slice(-20)}` : name);

/** What is longer has more than one label. */
const longest = 64;
