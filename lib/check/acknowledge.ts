import type { Acknowledgement } from '../domain/acknowledgement';
import type { Finding } from '../domain/finding';
import type { AcknowledgedDocument } from '../plan/document/fleet-document';
import { expiredAcknowledgement } from '../rules/acknowledgement/expired';
import { unmatchedAcknowledgement } from '../rules/acknowledgement/unmatched';
import { nearest } from '../rules/nearest';
import { findingOf, type Rule } from '../rules/rule';

/** An accepted finding, with the acknowledgement that accepts it. */
export interface AcceptedFinding {
  readonly finding: Finding;
  readonly acknowledgement: Acknowledgement;
}

/** Findings after the acknowledgements: those that count, and accepted ones. */
export interface Acknowledged {
  /** Findings that are not accepted, and findings about the acknowledgements themselves. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  /** The acknowledgements, each with whether it matches a finding. */
  readonly acknowledged: readonly AcknowledgedDocument[];
}

/** The facts by which acknowledgements are checked. */
export interface Judged {
  /** The current day, `YYYY-MM-DD`. */
  readonly today: string;
  /** What was checked. A check of a plan has no findings of rules about manifests. */
  readonly of: 'plan' | 'manifests';
}

type Given = Acknowledgement & Partial<Pick<AcknowledgedDocument, 'matched'>>;

/**
 * Separates the accepted findings from all others.
 *
 * An acknowledgement that is no longer needed is a finding of its own, so that none stays by mistake.
 */
export function acknowledge(findings: readonly Finding[], given: readonly Given[], { today, of }: Judged): Acknowledged {
  if (given.length === 0) return { findings, accepted: [], acknowledged: [] };
  const { findings: open, accepted } = acceptAmong(findings, given, today);
  const found = new Set(findings.map(keyOf));
  const acknowledged = given.map(({ rule, at, reason, until, matched = false }) => ({
    rule,
    at,
    reason,
    until,
    matched: matched || found.has(keyOf({ rule, at })),
  }));
  const wrong = acknowledged.flatMap(each => {
    const rule = allRules().get(each.rule);
    if (!rule) return [unknownRule(each)];
    if (!isAcceptable(rule)) return [notAcceptable(each)];
    const notChecked = of === 'plan' && rule.manifests !== undefined && !rule.unplannedOnly;
    if (!each.matched && !notChecked) return [unmatched(each, open)];
    return each.until < today ? [expired(each, today)] : [];
  });
  return { findings: [...wrong, ...open], accepted, acknowledged };
}

/** Separates the accepted ones from some findings. Whether an acknowledgement is still needed is not known here. */
export function acceptAmong(
  findings: readonly Finding[],
  given: readonly Given[],
  today: string,
): Pick<Acknowledged, 'findings' | 'accepted'> {
  const valid = validAmong(given, today);
  const by = (finding: Finding): Given | undefined => valid.get(keyOf(finding)) ?? ofSystem(finding, valid);
  const accepted = findings.flatMap(finding => {
    const acknowledgement = by(finding);
    return acknowledgement ? [{ finding, acknowledgement }] : [];
  });
  return { findings: findings.filter(finding => !by(finding)), accepted };
}

/**
 * The acknowledgement of the plan's finding about the whole system, which also accepts findings of the same rule in clusters. The plan
 * has one finding for a fault, and manifests have one in each cluster.
 */
function ofSystem({ rule, at, location }: Finding, valid: ReadonlyMap<string, Given>): Given | undefined {
  const [system = '', cluster] = at.split('/');
  if (location === undefined || cluster === undefined) return undefined;
  const accepts = valid.get(keyOf({ rule, at: system }));
  return accepts?.matched === true ? accepts : undefined;
}

/** The acknowledgements that are valid today, by rule and place. */
const validAmong = (given: readonly Given[], today: string): ReadonlyMap<string, Given> =>
  new Map(given.filter(({ rule, until }) => isAcceptable(allRules().get(rule)) && until >= today).map(each => [keyOf(each), each]));

/** A unique key of a rule and a place: neither contains a line break. */
const keyOf = ({ rule, at }: Pick<Finding, 'rule' | 'at'>): string => `${rule}\n${at}`;

/** Every rule, loaded only when it is needed: most programs accept nothing. */
const allRules = (): ReadonlyMap<string, Rule> => (require('../rules/every-rule') as typeof import('../rules/every-rule')).everyRule;

/** Whether findings of a rule can be accepted: risks can, invalid input or output cannot. */
const isAcceptable = (rule: Rule | undefined): rule is Rule => rule?.plan !== undefined || rule?.manifests !== undefined;

const removeIt = 'remove the acknowledgement';

function unknownRule({ rule, at }: Acknowledgement): Finding {
  const like = nearest(rule, allRules().keys());
  const problem = `'${rule}' is accepted here, and there is no such rule`;
  return findingOf(unmatchedAcknowledgement, { at, problem, fix: `${like.length > 0 ? `use ${like.join(' or ')}, or ` : ''}${removeIt}` });
}

function notAcceptable({ rule, at }: Acknowledgement): Finding {
  const problem = `'${rule}' is accepted here, and findings of that rule cannot be accepted`;
  return findingOf(unmatchedAcknowledgement, { at, problem, fix: `fix the finding, and ${removeIt}` });
}

function unmatched({ rule, at }: Acknowledgement, open: readonly Finding[]): Finding {
  const elsewhere = open.find(finding => finding.rule === rule)?.at;
  const problem = `'${rule}' is accepted here, and that rule finds nothing here`;
  return findingOf(unmatchedAcknowledgement, {
    at,
    problem,
    fix: elsewhere === undefined ? removeIt : `accept it at the place of its finding, such as ${elsewhere}, or ${removeIt}`,
  });
}

function expired({ rule, at, until }: Acknowledgement, today: string): Finding {
  const problem = `'${rule}' was accepted here until ${until}, and today is ${today}`;
  return findingOf(expiredAcknowledgement, { at, problem, fix: 'fix the finding, or accept it until a later day' });
}
