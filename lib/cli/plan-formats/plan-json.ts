import { changeKinds } from '../../change/catalogue';
import type { Change } from '../../change/change';
import { type Verdict, verdicts } from '../../change/kind-text';
import type { PlanFormat } from './plan-report';

/** Version of the format. It is raised when a reader of the old format would misread the new one; new fields alone do not raise it. */
const version = 1;

/** JSON for programs: everything, in a stable format. Its schema is `plan.schema.json`. */
export const planJson: PlanFormat = ({ from, to, version: georaft, changes }) => {
  const count = (verdict: Verdict): number => changes.filter(change => change.verdict === verdict).length;
  const document = {
    version,
    georaft,
    from,
    to,
    summary: { changes: changes.length, ...Object.fromEntries(verdicts.map(verdict => [verdict, count(verdict)])) },
    changes: changes.map(inOrder),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
};

const inOrder = ({ kind, verdict, place, before, after, todo, steps, commands }: Change) => ({
  kind,
  verdict,
  place,
  what: changeKinds[kind].changes,
  why: changeKinds[kind].why,
  before,
  after,
  todo,
  steps,
  commands,
});
