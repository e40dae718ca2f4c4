import type { Finding, Severity } from '../domain/finding';
import type { Subject } from '../domain/subject';
import type { OutputManifests } from '../manifests/dns/output-manifests';
import type { AppliedObject } from '../manifests/objects/applied-object';
import type { ClusterManifests, ObjectSummary, UnitManifests } from '../manifests/objects/unit-manifests';
import type { Path } from '../manifests/yaml/json';
import type { LastOutput } from '../plan/document/last-output';
import type { FleetPlan, SeatPlan, SystemPlan } from '../plan/model/system-plan';

/** What is said of a rule, wherever it is explained. Plain sentences, with a full stop. */
export interface RuleText {
  /** `area/rule`, stable; also the path of its file below `lib/rules`. */
  readonly name: string;
  /** How much it matters as a rule; a finding may say otherwise. */
  readonly severity: Severity;
  /** What must hold, in one sentence. */
  readonly demands: string;
  /** What happens where it does not. */
  readonly why: string;
  /** Where that is known from: a document, a source file, an issue, or the arithmetic itself. */
  readonly source: string;
  /**
   * The rules whose findings explain what this one finds. Where one of them finds something in what this rule looked at, this finding
   * follows from that one. No rule follows from itself, however long the way.
   */
  readonly follows?: readonly RuleText[];
  /**
   * Whether what it finds keeps an object from being what others take it for: the server refuses it, it lives elsewhere, or its file is lost.
   * Whatever is found in such a field, or was concluded from it, follows then, whichever rule found it.
   */
  readonly fundamental?: true;
}

/** One rule. Pure: a plan, or manifests, in; findings out. It may look at the one, at the other, or at both. */
export interface Rule extends RuleText {
  /** Looks at a plan, and at what the last output says. Run at synthesis. */
  readonly plan?: (plan: FleetPlan, previous: LastOutput | undefined) => readonly Finding[];
  /** Looks at manifests. Run by `georaft check`. */
  readonly manifests?: ManifestCheck;
  /** Whether it looks at manifests only where there is no plan: what it finds in a plan is all that it finds then. @default - also where there is one */
  readonly unplannedOnly?: true;
}

/** How much of an output folder a rule needs to see at a time. */
export type ManifestCheck =
  /** One object after the other, of these kinds; of all kinds where none is named. */
  | {
      readonly scope: 'object';
      readonly kinds: readonly string[];
      /** Whether it looks at the object's content and its cluster's version of Kubernetes alone: of equal objects one is looked at then. */
      readonly alone: boolean;
      readonly check: (object: AppliedObject, cluster: ClusterManifests, unit: UnitManifests) => readonly ObjectFound[];
    }
  /** One system or chart over all clusters. */
  | { readonly scope: 'unit'; readonly check: (unit: UnitManifests) => readonly ManifestFound[] }
  /** The whole folder, without the content of most objects. */
  | {
      readonly scope: 'output';
      /**
       * Whether it looks at all units of a folder without a plan together, though they can be alternatives of which one is applied.
       * Where it does not, it looks at one after the other.
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
  /** Where the fault lies, where that is not the field at `path`. Of one rule, what is about the same is one finding. */
  readonly about?: readonly Subject[];
  /** What else it was concluded from. */
  readonly reads?: readonly Subject[];
}

/** What a rule finds in several objects, or in what should be there and is not. */
export interface ManifestFound extends ObjectFound {
  /** The object that is wrong; undefined where it is missing. */
  readonly object?: ObjectSummary;
  /** `system/cluster`, or `system`. @default - unit and cluster of the object, or the unit, or 'fleet' */
  readonly at?: string;
  /** How much it matters here. @default - as the rule says */
  readonly severity?: Severity;
}

/** What a rule finds in a plan. `at` is `system`, `system/cluster` or `fleet`. */
export type PlanFound = Pick<Finding, 'at' | 'problem' | 'fix'> & Partial<Pick<Finding, 'severity' | 'location' | 'about' | 'reads'>>;

/** What a rule finds, under its name and severity. */
export const findingOf = ({ name, severity }: RuleText, found: PlanFound): Finding => ({ rule: name, severity, ...found });

/** A rule over the plan of the whole fleet. */
export const fleetRule = (text: RuleText, check: (plan: FleetPlan, previous: LastOutput | undefined) => readonly PlanFound[]): Rule => ({
  ...text,
  plan: (plan, previous) => check(plan, previous).map(found => findingOf(text, found)),
});

/** A rule over the plan of each system. `at` may be left out: it is the system then. */
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
 * A rule over each object of these kinds; over each object where no kind is named.
 * @param alone whether the check looks at the object's content and its cluster's version of Kubernetes alone. @default whether it takes
 * no more than the object
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
 * @param over what it looks at together where there is no plan: one unit, or also the alternatives of it. @default 'one unit'
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
