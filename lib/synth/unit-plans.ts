import type { Dns } from '../domain/dns';
import { type RenderedSystem, renderedSeat, renderedSystem, type UnitPlan } from '../kubernetes/unit-plan';
import type { SeatPlan, SystemPlan } from '../plan/model/system-plan';
import type { UnitDigests } from './unit-digests';

/** The plan of one unit, and its parts for the digest; undefined where it has no exact text. */
export interface PlannedUnit {
  readonly plan: UnitPlan;
  readonly parts: readonly string[] | undefined;
}

/** The part of the plan that all units of a system share. */
interface SharedPlan {
  readonly system: RenderedSystem;
  readonly part: string | undefined;
}

/** The plans from which the units of a fleet are rendered. The part that is the same in all clusters is created once. */
export class UnitPlans {
  private readonly systems = new Map<SystemPlan, SharedPlan>();
  /** The seats by system and cluster. A search for each cluster would take quadratic time. */
  private readonly seats = new Map<SystemPlan, ReadonlyMap<string, SeatPlan>>();

  constructor(
    private readonly dns: Dns,
    private readonly digests: UnitDigests | undefined,
  ) {}

  /** The seat of a system in a cluster; undefined where it has none. */
  seatOf(plan: SystemPlan, cluster: string): SeatPlan | undefined {
    const known = this.seats.get(plan) ?? new Map(plan.seats.map(seat => [seat.cluster.name, seat]));
    this.seats.set(plan, known);
    return known.get(cluster);
  }

  /** The plan of one system in one cluster. */
  of(plan: SystemPlan, seatPlan: SeatPlan): PlannedUnit {
    const { system, part } = this.system(plan);
    const seat = renderedSeat(plan, seatPlan, this.dns);
    const own = part === undefined ? undefined : this.digests?.part(seat);
    return { plan: { system, seat }, parts: part === undefined || own === undefined ? undefined : [part, own] };
  }

  private system(plan: SystemPlan): SharedPlan {
    const known = this.systems.get(plan);
    if (known) return known;
    const system = renderedSystem(plan, this.dns);
    const made = { system, part: this.digests?.sharedPart(system) };
    this.systems.set(plan, made);
    return made;
  }
}
