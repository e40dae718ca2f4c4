import type { Finding } from '../domain/finding';
import type { LastOutput } from '../plan/last-output';
import type { FleetPlan, SeatPlan, SystemPlan } from '../plan/system-plan';

/** Says what breaks it. Pure: a plan and the document of the last output in, findings out. */
export interface Rule {
  /** `area/rule`, stable. */
  readonly name: string;
  check(plan: FleetPlan, previous: LastOutput | undefined): readonly Finding[];
}

type Found = Pick<Finding, 'at' | 'problem' | 'fix'> & Partial<Pick<Finding, 'severity'>>;

/** A rule over the whole fleet. Findings are errors unless they say otherwise. */
export const fleetRule = (name: string, check: (plan: FleetPlan, previous: LastOutput | undefined) => readonly Found[]): Rule => ({
  name,
  check: (plan, previous) => check(plan, previous).map(found => ({ rule: name, severity: 'error', ...found })),
});

/** A rule over each system. `at` may be left out: it is the system then. */
export const systemRule = (
  name: string,
  check: (system: SystemPlan, plan: FleetPlan) => readonly (Omit<Found, 'at'> & { readonly at?: string })[],
): Rule => fleetRule(name, plan => plan.systems.flatMap(system => check(system, plan).map(found => ({ at: system.name, ...found }))));

/** A rule over each cluster of each system. */
export const seatRule = (
  name: string,
  check: (seat: SeatPlan, system: SystemPlan, plan: FleetPlan) => readonly Omit<Found, 'at'>[],
): Rule =>
  systemRule(name, (system, plan) =>
    system.seats.flatMap(seat => check(seat, system, plan).map(found => ({ at: `${system.name}/${seat.cluster.name}`, ...found }))),
  );

/** The values that occur more than once, each with everything that has it. */
export function repeated<Item, Key>(items: readonly Item[], key: (item: Item) => Key): readonly (readonly [Key, readonly Item[]])[] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups].filter(([, same]) => same.length > 1);
}
