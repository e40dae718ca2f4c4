import { must } from '../../fixtures';
import { faultOf, faultOfEnd, isEnd, type Wanted } from './faults';
import { commitOf, keyOf, type State } from './state';
import type { World } from './world';

/** What was found, and how many states were looked at. */
export interface Found {
  readonly states: number;
  readonly fault: { readonly what: string; readonly trace: readonly string[] } | undefined;
}

/**
 * Every state that can be reached, each looked at once; then, backwards from the ends, whether each of them can still reach one.
 *
 * @param wanted by target and cluster, what the program wants
 */
export function explore(world: World, wanted: readonly (readonly Wanted[])[], limit = 3_000_000): Found {
  const numbers = new Map<string, number>();
  const states: State[] = [];
  const from: number[] = [];
  const before: number[][] = [];
  const ends: number[] = [];
  const visit = (state: State, origin: number): void => {
    const key = keyOf(state);
    const known = numbers.get(key);
    if (known !== undefined) {
      if (origin >= 0) before[known]?.push(origin);
      return;
    }
    numbers.set(key, states.length);
    states.push(state);
    from.push(origin);
    before.push(origin < 0 ? [] : [origin]);
  };
  visit(world.start(), -1);
  for (let at = 0; at < states.length; at += 1) {
    if (at > limit) throw new Error(`more than ${limit} states`);
    const state = must(states[at]);
    const end = isEnd(world, state);
    const what =
      faultOf(world, state) ?? (end ? faultOfEnd(world, state, must(wanted[world.course.at(commitOf(state)).target])) : undefined);
    if (what !== undefined) return { states: states.length, fault: { what, trace: trace(at) } };
    if (end) ends.push(at);
    for (const { after } of world.next(state)) visit(after(), at);
  }
  const reaches = new Uint8Array(states.length);
  const open = [...ends];
  for (const end of ends) reaches[end] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const origin of before[at] ?? [])
      if (reaches[origin] === 0) {
        reaches[origin] = 1;
        open.push(origin);
      }
  const stuck = reaches.indexOf(0);
  if (stuck < 0) return { states: states.length, fault: undefined };
  return { states: states.length, fault: { what: 'from here the end is never reached', trace: trace(stuck) } };

  function trace(last: number): readonly string[] {
    const path: string[] = [];
    for (let at = last; must(from[at]) >= 0; at = must(from[at])) {
      const key = keyOf(must(states[at]));
      const event = world.next(must(states[must(from[at])])).find(({ after }) => keyOf(after()) === key);
      path.unshift(event?.did() ?? '?');
    }
    return path;
  }
}
