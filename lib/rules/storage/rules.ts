import type { Rule } from '../rule';
import { accessMode } from './access-mode';
import { dataOnClaim } from './claim';
import { claimFields } from './claim-fields';
import { storageClass } from './class';
import { compaction } from './compaction';
import { dataFolder } from './data-dir';
import { spaceQuota } from './quota';
import { writableData } from './read-only';
import { volumeRetention } from './retention';
import { volumeSize } from './size';

/** The rules of this area. */
export const storageRules: readonly Rule[] = [
  accessMode,
  claimFields,
  dataOnClaim,
  storageClass,
  compaction,
  dataFolder,
  spaceQuota,
  writableData,
  volumeRetention,
  volumeSize,
];
