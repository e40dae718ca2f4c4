import type { Rule } from '../rule';
import { electionTimeout } from './election';
import { memberTiming } from './members';
import { roundTrip } from './round-trips';

/** The rules of this area. */
export const timingRules: readonly Rule[] = [electionTimeout, memberTiming, roundTrip];
