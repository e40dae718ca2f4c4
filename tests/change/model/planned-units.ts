import type { Fleet } from '../../../lib';
import type { OperatingState } from '../../../lib/domain/operating-state';
import type { RaftSystem } from '../../../lib/domain/raft-system';
import type { SystemPlan } from '../../../lib/plan/model/system-plan';
import { planSystem } from '../../../lib/plan/system/plan-system';
import { type PlannedUnit, UnitPlans } from '../../../lib/synth/unit-plans';

/** What is rendered of a system: its plan, and that of each cluster. */
export interface PlannedUnits {
  readonly plan: SystemPlan;
  readonly units: ReadonlyMap<string, PlannedUnit>;
}

const known = new WeakMap<RaftSystem, WeakMap<OperatingState, PlannedUnits>>();

/** The plan of a system with a ledger, and its units: made once, as each commit asks for them twice. */
export function plannedUnits(name: string, system: RaftSystem, state: OperatingState, fleet: Fleet): PlannedUnits {
  const of = known.get(system) ?? new WeakMap<OperatingState, PlannedUnits>();
  known.set(system, of);
  const same = of.get(state);
  if (same) return same;
  const plan = planSystem(name, { ...system, state }, fleet);
  const units = new UnitPlans(fleet.dns, undefined);
  const planned = { plan, units: new Map(plan.seats.map(seat => [seat.cluster.name, units.of(plan, seat)])) };
  of.set(state, planned);
  return planned;
}
