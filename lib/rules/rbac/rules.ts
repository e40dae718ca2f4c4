import type { Rule } from '../rule';
import { discoveryRights } from './discovery';
import { escalation } from './escalation';
import { externalDnsRights } from './external-dns';
import { readOnlyRights } from './read-only';
import { secretRights } from './secrets';
import { bindingEnds } from './subjects';
import { wildcardRights } from './wildcard';

/** The rules of this area. */
export const rbacRules: readonly Rule[] = [
  discoveryRights,
  escalation,
  externalDnsRights,
  readOnlyRights,
  secretRights,
  bindingEnds,
  wildcardRights,
];
