import { StrategyError } from '../model/strategy-error';
import type { Shape } from './shape';

/**
 * What a strategy of the user answers, where it has the form that its type says.
 * @param of what is said to have failed where it throws: a system, or the path of the function
 * @param at the path of the answer, as findings name it
 * @throws StrategyError when it throws, or answers with something else
 */
export function answered<Answer>(of: string, at: string, shape: Shape<Answer>, ask: () => Answer | undefined): Answer {
  let answer: Answer | undefined;
  try {
    answer = ask();
  } catch (error) {
    throw new StrategyError(of, error);
  }
  const findings = shape(answer, at);
  if (findings.length > 0) throw new StrategyError(of, `${at} is wrong`, findings);
  return answer as Answer;
}
