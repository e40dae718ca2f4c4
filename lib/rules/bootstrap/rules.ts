import type { Rule } from '../rule';
import { startCommand } from './command';
import { bootstrapInputs } from './inputs';
import { literalInputs } from './literal';
import { parallelStart } from './parallel';
import { recoveryArtefacts } from './recovery';
import { bootstrapState } from './state';
import { bootstrapToken } from './token';
import { unreadInputs } from './unread';

/** The rules of this area. */
export const bootstrapRules: readonly Rule[] = [
  startCommand,
  bootstrapInputs,
  literalInputs,
  parallelStart,
  recoveryArtefacts,
  bootstrapState,
  bootstrapToken,
  unreadInputs,
];
