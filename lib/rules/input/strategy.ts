import { inputRules } from '../../plan/input/input-rules';
import type { Rule } from '../rule';

/** Found where they are asked. */
export const strategyAnswer: Rule = {
  name: inputRules.strategy,
  severity: 'error',
  demands: 'An engine, a network and a DNS provider answer with plain data of the form that their types say, and do not throw.',
  why: 'What they decide is rendered as it is: half an answer is half a member.',
  source: 'The types of engines, networks and DNS providers, lib/domain.',
};
