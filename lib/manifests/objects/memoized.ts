/** How many answers are kept: fleets repeat a few texts (labels, sizes, networks) in every object. */
const most = 2000;

/** A function of a text that remembers its answers. It answers as if it did not. */
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
