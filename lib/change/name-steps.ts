import type { OperatingState } from '../domain/operating-state';
import type { StepPlan } from '../plan/model/step-plan';
import type { SystemTarget } from './target';

/** A step that takes away a name that clients no longer use. */
export interface Retirement {
  readonly host: string;
  readonly names: NonNullable<OperatingState['names']>;
}

/** A ledger that has the name of the program as well, which is published already. Without a name that steps can change it has none. */
export function withNames(state: OperatingState, { name: declared }: Pick<SystemTarget, 'name'>): OperatingState {
  const { names, ...rest } = state;
  if (!declared) return names ? rest : state;
  const { host, ttlSeconds } = declared;
  return { ...state, names: { ...names, [host]: { ttlSeconds } } };
}

/** What takes each name away that the program no longer has, one after the other. */
export function retirements({ names = {} }: OperatingState, { name: declared }: Pick<SystemTarget, 'name'>): readonly Retirement[] {
  if (!declared) return [];
  const former = Object.keys(names).filter(host => host !== declared.host);
  return former.map((host, at) => {
    const left = Object.entries(names).filter(([other]) => !former.slice(0, at + 1).includes(other));
    return { host, names: Object.fromEntries(left) };
  });
}

/** The words of a step that takes a name away. */
export function retireText(
  { host }: Retirement,
  { names = {} }: OperatingState,
  { name: declared }: Pick<SystemTarget, 'name'>,
): Pick<StepPlan, 'does' | 'byHand'> & { readonly gates: readonly string[] } {
  const { host: is, cacheSeconds = 0, stays = false } = declared ?? {};
  // Resolvers keep an answer for the TTL that it came with, also where the TTL is shorter by now.
  const ttlSeconds = Math.max(names[host]?.ttlSeconds ?? 0, declared?.ttlSeconds ?? 0);
  return {
    does: `no longer publish ${host}`,
    gates: [
      `all clients use ${is}; since the last one was moved, ${ttlSeconds + cacheSeconds} s have passed (the longest TTL and what clients keep beyond it)`,
    ],
    byHand: [
      `see in the query logs of the DNS servers of ${host} that nobody asks for it any more`,
      ...(stays
        ? [
            `once the commit is applied: delete the records of ${host} and the TXT records beside them, as no cluster deletes what all publish`,
          ]
        : []),
    ],
  };
}

/** The names that one ledger has and another one has not. */
export const retired = (before: OperatingState['names'] = {}, after: OperatingState['names']): readonly string[] =>
  after ? Object.keys(before).filter(host => after[host] === undefined) : [];

/** Why the names of one ledger do not follow from those of another by one step; undefined where they do. */
export function whyNotOneRetirement(before: OperatingState['names'], after: OperatingState['names']): string | undefined {
  const gone = retired(before, after);
  return gone.length > 1 ? `${gone.join(' and ')} are no longer published at once` : undefined;
}
