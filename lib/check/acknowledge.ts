import type { Acknowledgement } from '../domain/acknowledgement';
import type { Finding } from '../domain/finding';
import type { AcknowledgedDocument } from '../plan/document/fleet-document';
import { expiredAcknowledgement } from '../rules/acknowledgement/expired';
import { unmatchedAcknowledgement } from '../rules/acknowledgement/unmatched';
import { nearest } from '../rules/nearest';
import { findingOf, type Rule } from '../rules/rule';

/** A finding that is accepted, and by what. */
export interface AcceptedFinding {
  readonly finding: Finding;
  readonly acknowledgement: Acknowledgement;
}

/** What counts, and what does not because it is accepted. */
export interface Acknowledged {
  /** What nobody accepts, and what is wrong with the acknowledgements themselves. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  /** The acknowledgements, each with whether anything was found that it accepts. */
  readonly acknowledged: readonly AcknowledgedDocument[];
}

/** What acknowledgements are judged by. */
export interface Judged {
  /** The day that it is, `YYYY-MM-DD`. */
  readonly today: string;
  /** What was looked at. A plan says nothing of rules that look at manifests. */
  readonly of: 'plan' | 'manifests';
}

type Given = Acknowledgement & Partial<Pick<AcknowledgedDocument, 'matched'>>;

/**
 * Takes the accepted findings out of all findings.
 *
 * An acknowledgement that is of no use any more is a finding of its own, so that none stays by mistake.
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
    const unknowable = of === 'plan' && rule.manifests !== undefined;
    if (!each.matched && !unknowable) return [unmatched(each, open)];
    return each.until < today ? [expired(each, today)] : [];
  });
  return { findings: [...wrong, ...open], accepted, acknowledged };
}

/** Takes the accepted findings out of some findings, where it cannot be said which acknowledgements are of no use. */
export function acceptAmong(
  findings: readonly Finding[],
  given: readonly Acknowledgement[],
  today: string,
): Pick<Acknowledged, 'findings' | 'accepted'> {
  const valid = validAmong(given, today);
  const accepted = findings.flatMap(finding => {
    const acknowledgement = valid.get(keyOf(finding));
    return acknowledgement ? [{ finding, acknowledgement }] : [];
  });
  return { findings: findings.filter(finding => !valid.has(keyOf(finding))), accepted };
}

/** The acknowledgements that hold today, by rule and place. */
const validAmong = (given: readonly Acknowledgement[], today: string): ReadonlyMap<string, Acknowledgement> =>
  new Map(given.filter(({ rule, until }) => isAcceptable(allRules().get(rule)) && until >= today).map(each => [keyOf(each), each]));

/** A text that no other rule and place have: neither holds an end of line. */
const keyOf = ({ rule, at }: Pick<Finding, 'rule' | 'at'>): string => `${rule}\n${at}`;

/** Every rule, once there is something to look up: most programs accept nothing, and need not load them. */
const allRules = (): ReadonlyMap<string, Rule> => (require('../rules/every-rule') as typeof import('../rules/every-rule')).everyRule;

/** Whether what a rule finds can be accepted: a risk can, input and output of the wrong form cannot. */
const isAcceptable = (rule: Rule | undefined): rule is Rule => rule?.plan !== undefined || rule?.manifests !== undefined;

const away = 'take the acknowledgement away';

function unknownRule({ rule, at }: Acknowledgement): Finding {
  const like = nearest(rule, allRules().keys());
  const problem = `'${rule}' is accepted here, and there is no such rule`;
  return findingOf(unmatchedAcknowledgement, { at, problem, fix: `${like.length > 0 ? `use ${like.join(' or ')}, or ` : ''}${away}` });
}

function notAcceptable({ rule, at }: Acknowledgement): Finding {
  const problem = `'${rule}' is accepted here, and what that rule finds cannot be accepted`;
  return findingOf(unmatchedAcknowledgement, { at, problem, fix: `mend what it finds, and ${away}` });
}

function unmatched({ rule, at }: Acknowledgement, open: readonly Finding[]): Finding {
  const elsewhere = open.find(finding => finding.rule === rule)?.at;
  const problem = `'${rule}' is accepted here, and that rule finds nothing here`;
  return findingOf(unmatchedAcknowledgement, {
    at,
    problem,
    fix: elsewhere === undefined ? away : `accept it at the place that its finding names, such as ${elsewhere}, or ${away}`,
  });
}

function expired({ rule, at, until }: Acknowledgement, today: string): Finding {
  const problem = `'${rule}' was accepted here until ${until}, and today is ${today}`;
  return findingOf(expiredAcknowledgement, { at, problem, fix: 'mend what it finds, or decide again and accept it until a later day' });
}
