import type { Dns } from '../domain/dns';
import { type RenderedSeat, type RenderedSystem, renderedSeat, renderedSystem, type UnitPlan } from '../kubernetes/unit-plan';
import { wantedTls } from '../plan/members/recorded-tls';
import { isWantedTemplate } from '../plan/members/wanted-template';
import type { SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { templateDigest } from './member-templates';
import type { UnitDigests } from './unit-digests';

/** The plan of one unit, and its parts for the digest; undefined where it has no exact text. */
export interface PlannedUnit {
  readonly plan: UnitPlan;
  readonly parts: readonly string[] | undefined;
  /** The digest of its members' pod template; undefined before their group has formed. */
  readonly template: string | undefined;
}

/** The part of the plan that all units of a system share. */
interface SharedPlan {
  readonly system: RenderedSystem;
  readonly part: string | undefined;
}

/** Whether members may be replaced by this template: what the ledger has for them is what the program still wants. */
const mayReplace = ({ state, system }: SystemPlan, { cluster, group }: SeatPlan, template: string | undefined): boolean =>
  isWantedTemplate(state.groups?.[group.name] ?? { images: {} }, cluster.name, {
    image: system.engine.image,
    timing: group.timing,
    template,
    tls: wantedTls(system),
  });

/** A part in which no template replaces members, whatever the state has. */
const frozen = (seat: RenderedSeat): RenderedSeat => ({ ...seat, pool: { ...seat.pool, thawed: false } });

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

  /**
   * The plan of one system in one cluster. Members are replaced by no other template than the one that the ledger has.
   *
   * @param made the digest of what a user's code makes of the template with this one
   */
  of(plan: SystemPlan, seatPlan: SeatPlan, made = (_: UnitPlan, digest: string): string => digest): PlannedUnit {
    const { system, part } = this.system(plan);
    const planned = renderedSeat(plan, seatPlan, this.dns);
    const unit = { system, seat: planned };
    const known = templateDigest(plan, seatPlan, unit);
    const template = known === undefined ? undefined : made(unit, known);
    const seat = mayReplace(plan, seatPlan, template) ? planned : frozen(planned);
    const own = part === undefined ? undefined : this.digests?.part(seat);
    return { plan: { system, seat }, parts: part === undefined || own === undefined ? undefined : [part, own], template };
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
