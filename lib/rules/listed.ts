/** How many names a message lists: a fleet has up to a hundred clusters, and a message must stay short enough to be read. */
const mostNamed = 3;

/** Names in a message: `frankfurt, dublin, london`, or `frankfurt, dublin, london and 4 more`. */
export function listed(names: readonly string[], separator = ', ', most = mostNamed): string {
  // One more name is no longer than `and 1 more`.
  if (names.length <= most + 1) return names.join(separator);
  return `${names.slice(0, most).join(separator)} and ${names.length - most} more`;
}

/** A name in a message. Names have up to 253 characters; of a long one the message has the beginning and the end. */
export const shortName = (name: string): string => (name.length > longest ? `${name.slice(0, 40)}…${name.slice(-20)}` : name);

/** Characters. A DNS label has at most 63, so a longer name has several labels. */
const longest = 64;
