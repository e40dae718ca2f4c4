/** The most answers that are kept. Fleets repeat a few texts (labels, sizes, networks) in every object. */
const most = 2000;

/** A function of a text that caches its answers. The function must be pure. */
export function memoized<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return text => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = answer(text);
    if (known.size >= most) known.clear();
    known.set(text, now);
    return now;
  };
}
