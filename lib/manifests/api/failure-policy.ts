import { type Fault, type Field, quoted } from '../objects/field';
import { mayBeOneOf, mustBeOneOf, mustFit } from './checks';
import { qualifiedName } from './forms';

/** What a Job does when pods of it fail. */
export function checkFailurePolicy(faults: Fault[], spec: Field): void {
  const policy = spec.at('podFailurePolicy');
  mustBeOneOf(faults, spec.at('podReplacementPolicy'), policy.given ? ['Failed'] : ['Failed', 'TerminatingOrFailed']);
  if (!policy.given) return;
  const pod = spec.at('template', 'spec');
  const restart = pod.at('restartPolicy');
  if (restart.text === 'OnFailure')
    faults.push(restart.fault("with a podFailurePolicy the kubelet restarts nothing, and restartPolicy is 'OnFailure'", "write 'Never'"));
  const containers = new Set(
    ['containers', 'initContainers'].flatMap(list => pod.at(list).items.map(container => container.at('name').text)),
  );
  for (const rule of policy.at('rules').items) {
    const action = rule.at('action');
    mayBeOneOf(faults, action, ['Count', 'FailIndex', 'FailJob', 'Ignore']);
    if (action.text === 'FailIndex' && !spec.at('backoffLimitPerIndex').given)
      faults.push(action.fault("action 'FailIndex' needs backoffLimitPerIndex", 'give it'));
    const codes = rule.at('onExitCodes');
    const conditions = rule.at('onPodConditions');
    if (codes.given === conditions.size > 0)
      faults.push(rule.fault('a rule looks at exit codes or at conditions', 'give it one of the two'));
    if (codes.given) checkCodes(faults, codes, containers);
    for (const condition of conditions.items) {
      mustFit(faults, condition.at('type'), qualifiedName, 'name a condition that can exist');
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
    // Nothing is read as zero.
    const code = value.number ?? 0;
    const before = items[at - 1]?.number ?? 0;
    if (operator.text === 'In' && code === 0) faults.push(value.fault('0 is success', 'take it away'));
    if (at > 0 && code <= before) faults.push(value.fault(`${code} stands behind ${before}`, 'put the codes in order, each once'));
  }
}
