import type { Rule } from '../rule';
import { alwaysPull } from './always-pull';
import { floatingTag } from './floating-tag';
import { pullPolicy } from './pull-policy';
import { sameVersion } from './same-version';

/** The rules of this area. */
export const imagesRules: readonly Rule[] = [alwaysPull, floatingTag, pullPolicy, sameVersion];
