import { type Fault, type Field, quoted } from '../objects/field';
import { isObject, type Json } from '../yaml/json';
import { mustFit } from './checks';
import { labelValue, qualifiedName } from './forms';

/** Checks the keys and values of labels, or of `matchLabels`. */
export function checkLabels(faults: Fault[], labels: Field): void {
  if (areLabels(labels.value)) return;
  for (const [key, value] of labels.entries) {
    if (!qualifiedName.fits(key)) faults.push(value.fault(`the label key ${quoted(key)} is not ${qualifiedName.is}`, 'rename the label'));
    mustFit(faults, value, labelValue, 'shorten the value, or put it into an annotation');
  }
}

/** A quick test without allocations: nearly all labels are right. */
function areLabels(labels: Json | undefined): boolean {
  if (!isObject(labels)) return true;
  for (const key in labels) {
    const value = labels[key];
    if (!qualifiedName.fits(key) || (typeof value === 'string' && !labelValue.fits(value))) return false;
  }
  return true;
}

/** Checks a label selector: `matchLabels` and `matchExpressions`. */
export function checkSelector(faults: Fault[], selector: Field): void {
  if (!isObject(selector.value)) return;
  checkLabels(faults, selector.at('matchLabels'));
  for (const expression of selector.at('matchExpressions').items) checkRequirement(faults, expression, []);
}

/** Checks one expression of a selector. `more`: operators that are allowed besides the four of label selectors. */
export function checkRequirement(faults: Fault[], expression: Field, more: readonly string[]): void {
  const operator = expression.at('operator');
  const values = expression.at('values');
  if (operator.text === 'In' || operator.text === 'NotIn') {
    if (values.size === 0) faults.push(expression.fault(`${operator.text} has no values`, 'list at least one value'));
  } else if (operator.text === 'Exists' || operator.text === 'DoesNotExist') {
    if (values.size > 0) faults.push(values.fault(`${operator.text} has values, and takes none`, 'remove the values, or use In'));
  } else if (more.includes(operator.text)) {
    if (values.size !== 1) faults.push(expression.fault(`${operator.text} has ${values.size} values`, 'give it exactly one'));
  } else {
    faults.push(
      operator.fault(
        `there is no operator ${quoted(operator.text)}`,
        `use In, NotIn, Exists, DoesNotExist${more.map(name => `, ${name}`).join('')}`,
      ),
    );
  }
  const key = expression.at('key');
  if (!qualifiedName.fits(key.text)) faults.push(key.fault(`${quoted(key.text)} is not a label key`, 'write the key of a label'));
  for (const value of values.items) mustFit(faults, value, labelValue, 'write a value that a label can have');
}

/** Checks the label keys that a constraint adds to its selector. */
export function checkLabelKeys(faults: Fault[], constraint: Field, names: readonly string[]): void {
  const selector = constraint.at('labelSelector');
  for (const name of names) {
    const keys = constraint.at(name);
    if (keys.size === 0) continue;
    if (!isObject(selector.value)) faults.push(keys.fault(`${name} adds to a labelSelector, and there is none`, 'set a labelSelector'));
    else
      for (const key of keys.items)
        if (!qualifiedName.fits(key.text)) faults.push(key.fault(`${quoted(key.text)} is not a label key`, 'write the key of a label'));
  }
}
