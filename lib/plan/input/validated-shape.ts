import { Finding } from '../../domain/finding';
import { reasonOf } from '../../domain/reason';
import type { Validated } from '../../domain/validated';
import { inputError } from './input-rules';
import { type Check, isObject, list, object, type Shape, shaped, text } from './shape';

const findings: Check = list(
  object(
    { rule: text('a rule'), severity: text('a severity'), at: text('a place'), problem: text('a problem'), fix: text('a fix') },
    'ignored',
  ),
);

/**
 * The shape of a value that can validate itself. If its own findings contain an error, only they are reported, and nothing that follows
 * from it.
 */
export const validated = <Value extends Validated>(shape: Shape<Value>): Shape<Value> =>
  shaped((value, at) => {
    const own = ownFindings(value, at);
    return Finding.anyError(own) ? own : shape(value, at);
  });

function ownFindings(value: unknown, at: string): readonly Finding[] {
  if (!isObject(value) || typeof (value as Validated).validate !== 'function') return [];
  try {
    const own: unknown = (value as Required<Validated>).validate(at);
    const wrong = findings(own, `${at}.validate()`);
    return wrong.length > 0 ? wrong : (own as readonly Finding[]);
  } catch (error) {
    const problem = `failed: ${reasonOf(error)}`;
    return [inputError('strategy', { at: `${at}.validate()`, problem, fix: 'return a list of findings, and do not throw' })];
  }
}
