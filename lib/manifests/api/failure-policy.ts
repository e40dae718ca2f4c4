import { type Fault, type Field, quoted } from '../objects/field';
import { mayBeOneOf, mustBeOneOf, mustFit } from './checks';
import { qualifiedName } from './forms';

/** Checks what a Job does when its pods fail. */
export function checkFailurePolicy(faults: Fault[], spec: Field): void {
  const policy = spec.at('podFailurePolicy');
  mustBeOneOf(faults, spec.at('podReplacementPolicy'), policy.given ? ['Failed'] : ['Failed', 'TerminatingOrFailed']);
  if (!policy.given) return;
  const pod = spec.at('template', 'spec');
  const restart = pod.at('restartPolicy');
  if (restart.text === 'OnFailure')
    faults.push(restart.fault("podFailurePolicy needs restartPolicy 'Never', and it is 'OnFailure'", "set restartPolicy to 'Never'"));
  const containers = new Set(
    ['containers', 'initContainers'].flatMap(list => pod.at(list).items.map(container => container.at('name').text)),
  );
  for (const rule of policy.at('rules').items) {
    const action = rule.at('action');
    mayBeOneOf(faults, action, ['Count', 'FailIndex', 'FailJob', 'Ignore']);
    if (action.text === 'FailIndex' && !spec.at('backoffLimitPerIndex').given)
      faults.push(action.fault("action 'FailIndex' needs backoffLimitPerIndex", 'set backoffLimitPerIndex'));
    const codes = rule.at('onExitCodes');
    const conditions = rule.at('onPodConditions');
    if (codes.given === conditions.size > 0)
      faults.push(rule.fault('a rule needs either onExitCodes or onPodConditions', 'set exactly one of the two'));
    if (codes.given) checkCodes(faults, codes, containers);
    for (const condition of conditions.items) {
      mustFit(faults, condition.at('type'), qualifiedName, 'correct the type of the condition');
      mayBeOneOf(faults, condition.at('status'), ['True', 'False', 'Unknown']);
    }
  }
}

function checkCodes(faults: Fault[], codes: Field, containers: ReadonlySet<string>): void {
  const operator = codes.at('operator');
  mayBeOneOf(faults, operator, ['In', 'NotIn']);
  const container = codes.at('containerName');
  if (container.given && !containers.has(container.text))
    faults.push(container.fault(`the pod has no container ${quoted(container.text)}`, 'correct the name'));
  const { items } = codes.at('values');
  for (const [at, value] of items.entries()) {
    // The API server reads a missing value as 0.
    const code = value.number ?? 0;
    const before = items[at - 1]?.number ?? 0;
    if (operator.text === 'In' && code === 0) faults.push(value.fault('exit code 0 means success', 'remove it'));
    if (at > 0 && code <= before) faults.push(value.fault(`exit code ${code} follows ${before}`, 'sort the codes, and list each once'));
  }
}
