import type { Finding, Severity } from '../domain/finding';
import type { Subject } from '../domain/subject';
import type { OutputManifests } from '../manifests/dns/output-manifests';
import type { AppliedObject } from '../manifests/objects/applied-object';
import type { ClusterManifests, ObjectSummary, UnitManifests } from '../manifests/objects/unit-manifests';
import type { Path } from '../manifests/yaml/json';
import type { LastOutput } from '../plan/document/last-output';
import type { FleetPlan, SeatPlan, SystemPlan } from '../plan/model/system-plan';

/** The texts of a rule, for `explain` and the page of rules. Plain sentences, with a full stop. */
export interface RuleText {
  /** `area/rule`, stable; also the path of its file below `lib/rules`. */
  readonly name: string;
  /** Severity of its findings; a single finding may have another one. */
  readonly severity: Severity;
  /** What must hold, in one sentence. */
  readonly demands: string;
  /** What happens if it does not hold. */
  readonly why: string;
  /** The evidence: a document, a source file, an issue, or arithmetic. */
  readonly source: string;
  /**
   * The rules whose findings explain findings of this rule. If one of them finds a fault in a field that this rule read, the finding of
   * this rule follows from it. The relation has no cycles.
   */
  readonly follows?: readonly RuleText[];
  /**
   * Whether its findings hide an object from other rules: the server refuses the object, it is in another place, or its file is lost. Every
   * finding in such a field, or concluded from it, then follows from this rule's finding, whichever rule found it.
   */
  readonly fundamental?: true;
}

/** One rule: a pure function from a plan, from manifests, or from both to findings. */
export interface Rule extends RuleText {
  /** Looks at a plan, and at what the last output says. Run at synthesis. */
  readonly plan?: (plan: FleetPlan, previous: LastOutput | undefined) => readonly Finding[];
  /** Looks at manifests. Run by `georaft check`. */
  readonly manifests?: ManifestCheck;
  /** Whether it checks manifests only in a folder without a plan, because with a plan the check of the plan is enough. @default - always */
  readonly unplannedOnly?: true;
}

/** How much of an output folder a rule reads at a time. */
export type ManifestCheck =
  /** Each object of these kinds; of all kinds if the list is empty. */
  | {
      readonly scope: 'object';
      readonly kinds: readonly string[];
      /**
       * Whether it reads only the object's content and its cluster's version of Kubernetes. Then only one of several
       * equal objects is checked.
       */
      readonly alone: boolean;
      readonly check: (object: AppliedObject, cluster: ClusterManifests, unit: UnitManifests) => readonly ObjectFound[];
    }
  /** Each system or chart, in all clusters together. */
  | { readonly scope: 'unit'; readonly check: (unit: UnitManifests) => readonly ManifestFound[] }
  /** The whole folder, without the content of most objects. */
  | {
      readonly scope: 'output';
      /**
       * Whether it reads all units of a folder without a plan together, although they can be alternatives of which only one is applied.
       * If not, it reads each unit by itself.
       */
      readonly alternatives: boolean;
      readonly check: (output: OutputManifests) => readonly ManifestFound[];
    };

/** What a rule finds in an object. */
export interface ObjectFound {
  /** The field that is wrong, or that what is missing belongs into. @default - the object as a whole */
  readonly path?: Path;
  readonly problem: string;
  readonly fix: string;
  /** The faulty fields or objects, if not the field at `path`. Findings of one rule about the same subject are merged into one. */
  readonly about?: readonly Subject[];
  /** Other fields that the conclusion depends on. */
  readonly reads?: readonly Subject[];
}

/** A finding in several objects, or about an object that is missing. */
export interface ManifestFound extends ObjectFound {
  /** The object that is wrong; undefined where it is missing. */
  readonly object?: ObjectSummary;
  /** `system/cluster`, or `system`. @default - unit and cluster of the object, or the unit, or 'fleet' */
  readonly at?: string;
  /** Severity of this finding. @default - the rule's */
  readonly severity?: Severity;
}

/** What a rule finds in a plan. `at` is `system`, `system/cluster` or `fleet`. */
export type PlanFound = Pick<Finding, 'at' | 'problem' | 'fix'> & Partial<Pick<Finding, 'severity' | 'location' | 'about' | 'reads'>>;

/** A finding with the name and the severity of its rule. */
export const findingOf = ({ name, severity }: RuleText, found: PlanFound): Finding => ({ rule: name, severity, ...found });

/** A rule over the plan of the whole fleet. */
export const fleetRule = (text: RuleText, check: (plan: FleetPlan, previous: LastOutput | undefined) => readonly PlanFound[]): Rule => ({
  ...text,
  plan: (plan, previous) => check(plan, previous).map(found => findingOf(text, found)),
});

/** A rule over the plan of each system. Without `at`, the finding is about the system. */
export const systemRule = (
  text: RuleText,
  check: (system: SystemPlan, plan: FleetPlan) => readonly (Omit<PlanFound, 'at'> & { readonly at?: string })[],
): Rule => fleetRule(text, plan => plan.systems.flatMap(system => check(system, plan).map(found => ({ at: system.name, ...found }))));

/** A rule over the plan of each system in each cluster. */
export const seatRule = (
  text: RuleText,
  check: (seat: SeatPlan, system: SystemPlan, plan: FleetPlan) => readonly Omit<PlanFound, 'at'>[],
): Rule =>
  systemRule(text, (system, plan) =>
    system.seats.flatMap(seat => check(seat, system, plan).map(found => ({ at: `${system.name}/${seat.cluster.name}`, ...found }))),
  );

/**
 * A rule over each object of these kinds; over every object if the list is empty.
 * @param alone whether the check reads only the object's content and its cluster's version of Kubernetes. @default true if the check has
 * one parameter
 */
export const objectRule = (
  text: RuleText,
  kinds: readonly string[],
  check: Extract<ManifestCheck, { scope: 'object' }>['check'],
  alone: boolean = check.length < 2,
): Rule => ({ ...text, manifests: { scope: 'object', kinds, alone, check } });

/** A rule over each system or chart, in all clusters together. */
export const unitRule = (text: RuleText, check: (unit: UnitManifests) => readonly ManifestFound[]): Rule => ({
  ...text,
  manifests: { scope: 'unit', check },
});

/**
 * A rule over the whole output folder.
 * @param over what it reads together in a folder without a plan: each unit by itself, or all alternatives too. @default 'one unit'
 */
export const outputRule = (
  text: RuleText,
  check: (output: OutputManifests) => readonly ManifestFound[],
  over: 'one unit' | 'alternatives too' = 'one unit',
): Rule => ({
  ...text,
  manifests: { scope: 'output', alternatives: over === 'alternatives too', check },
});

/** The values that occur more than once, each with everything that has it. */
export function repeated<Item, Key>(items: readonly Item[], key: (item: Item) => Key): readonly (readonly [Key, readonly Item[]])[] {
  const first = new Map<Key, Item>();
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const of = key(item);
    const before = first.get(of);
    if (before === undefined && !first.has(of)) first.set(of, item);
    else groups.set(of, [...(groups.get(of) ?? [before as Item]), item]);
  }
  if (groups.size === 0) return []; // as nearly always
  return [...first.keys()].flatMap(of => {
    const same = groups.get(of);
    return same ? [[of, same] as const] : [];
  });
}
