import { type ChangeKind, changeKinds } from '../../change/catalogue';
import { changeOf } from '../../change/change';
import { isSystemFormed } from '../../change/formed';
import type { LastOutput, LastSystem } from '../../plan/document/last-output';
import type { SystemPlan } from '../../plan/model/system-plan';
import type { PlanFound } from '../rule';

/** A system whose group has formed, as it is planned and as it was in the last output. */
export interface FormedSystem {
  readonly plan: SystemPlan;
  readonly last: LastSystem;
}

/** Systems of the plan whose group had formed when they were last written. */
export const formedSystems = (systems: readonly SystemPlan[], previous: LastOutput | undefined): readonly FormedSystem[] =>
  systems.flatMap(plan => {
    const last = previous?.systems.find(({ name }) => name === plan.name);
    return last && isSystemFormed(last) ? [{ plan, last }] : [];
  });

/** What a change was and is, and which words of its kind are filled in. */
interface Facts {
  readonly before: string;
  readonly after: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** A finding about a change of a formed group: its kind says why it harms and what to do instead, here and in a comparison of outputs. */
export function judged(kind: ChangeKind, at: string, what: string, { before, after, values = {} }: Facts): PlanFound {
  const { why } = changeKinds[kind];
  const { todo } = changeOf(kind, { place: {}, before, after, formed: true, values });
  return { at, problem: `${what} was ${before} in the last output and is ${after} now: ${clause(why)}`, fix: clause(todo) };
}

/** A sentence as a part of another one. A name at its beginning stays as it is. */
const clause = (sentence: string): string =>
  `${/^[A-Z][a-z]/.test(sentence) && !/^(ExternalDNS|Argo CD)/.test(sentence) ? sentence.charAt(0).toLowerCase() : sentence.charAt(0)}${sentence.slice(1).replace(/\.$/, '')}`;
