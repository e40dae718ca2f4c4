import type { Rule } from '../rule';
import { customVersion } from './custom';
import { fieldVersion } from './field';
import { fieldGate } from './gate';
import { kindVersion } from './kind';
import { kubernetesVersion } from './kubernetes';
import { podSecurityVersion } from './pod-security-version';

/** The rules of this area. */
export const versionsRules: readonly Rule[] = [customVersion, fieldVersion, fieldGate, kindVersion, kubernetesVersion, podSecurityVersion];
