import { must } from '../../fixtures';
import type { Found } from './explore';
import { faultOf, faultOfEnd, isEnd, type Wanted } from './faults';
import { commitOf, Head, type State } from './state';
import type { Event, World } from './world';

/** How often an event of a kind is taken when others could be, so that a walk comes about. */
const weights: Readonly<Record<Event['kind'], number>> = {
  write: 2,
  'catch-up': 6,
  cluster: 8,
  pod: 8,
  commit: 8,
  'by-hand': 8,
  retarget: 1,
  undo: 1,
  drain: 8,
  eviction: 20,
  loss: 1,
  gone: 2,
  return: 2,
  'give-up': 1,
};

/** What leads to the end: of these the first that there is. */
const helpful: readonly Event['kind'][] = ['return', 'pod', 'catch-up', 'cluster', 'by-hand', 'commit'];

/** A way through, with what was met on it: kinds of events, and kinds of steps. */
export interface Walk extends Found {
  readonly met: ReadonlySet<string>;
}

/** Whoever ends a sync that waits for ever commits before it begins again. A cluster that is gone is said to be, and what waits for it taken back. */
function helping(world: World, state: State, last: Event['kind'] | undefined): readonly Event['kind'][] {
  const { target, lost } = world.course.at(commitOf(state));
  if (target === 0 || lost !== state[Head.gone]) return ['retarget', ...helpful, 'gone'];
  if (lost !== 0 && last !== 'give-up') return [...helpful, 'undo'];
  return last === 'give-up' ? ['commit', ...helpful] : helpful;
}

/**
 * One way through: at random for so many events, then without any further harm, which must lead to the end.
 *
 * @param random a source of numbers from 0 to 1
 */
export function walk(world: World, wanted: readonly (readonly Wanted[])[], random: () => number, events: number): Walk {
  const met = new Set<string>();
  const trace: string[] = [];
  let state = world.start();
  let last: Event['kind'] | undefined;
  for (let at = 0; at < events + 2000; at += 1) {
    const end = isEnd(world, state);
    const what =
      faultOf(world, state) ?? (end ? faultOfEnd(world, state, must(wanted[world.course.at(commitOf(state)).target])) : undefined);
    if (what !== undefined) return { states: at, met, fault: { what, trace } };
    if (end && at >= events) return { states: at, met, fault: undefined };
    const next = world.next(state);
    const event =
      at < events
        ? chosen(next)
        : (helping(world, state, last).flatMap(kind => next.filter(found => found.kind === kind))[0] ??
          next.find(({ kind }) => kind === 'give-up'));
    if (!event) break;
    last = event.kind;
    trace.push(event.did());
    state = event.after();
    met.add(event.kind);
    if (event.kind === 'commit') met.add(`step ${world.course.at(commitOf(state)).step?.kind}`);
  }
  return { states: trace.length, met, fault: { what: 'from here the end is never reached', trace } };

  function chosen(next: readonly Event[]): Event | undefined {
    const kinds = [...new Set(next.map(({ kind }) => kind))];
    let left = random() * kinds.reduce((sum, kind) => sum + weights[kind], 0);
    const kind = kinds.find(one => {
      left -= weights[one];
      return left < 0;
    });
    const events = next.filter(event => event.kind === kind);
    return events[Math.floor(random() * events.length)];
  }
}
