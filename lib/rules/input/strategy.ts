import { inputRules } from '../../plan/input/input-rules';
import type { Rule } from '../rule';

/** Found when the answer of a strategy is read. */
export const strategyAnswer: Rule = {
  name: inputRules.strategy,
  severity: 'error',
  demands: 'An engine, a network, a DNS provider and a gateway return plain data of their types, and do not throw.',
  why: 'Their answers are rendered unchanged: an incomplete answer is an incomplete member.',
  source: 'The types of engines, networks, DNS providers and gateways, lib/domain.',
};
