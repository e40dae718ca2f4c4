import { StrategyError } from '../model/strategy-error';
import type { Shape } from './shape';

/**
 * The answer of a user's strategy, checked against the shape of its type.
 * @param of what the error names if the strategy throws: a system, or the path of the function
 * @param at the path of the answer, for the findings
 * @throws StrategyError if the strategy throws or its answer has another shape
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
