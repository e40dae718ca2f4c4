import type { Rule } from '../rule';
import { cpuLimit } from './cpu-limit';
import { memoryLimit } from './limit';
import { memberMemory } from './memory';
import { memberCpu } from './requests';

/** The rules of this area. */
export const resourcesRules: readonly Rule[] = [cpuLimit, memoryLimit, memberMemory, memberCpu];
