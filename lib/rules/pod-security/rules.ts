import type { Rule } from '../rule';
import { restrictedNamespace } from './namespace';
import { readOnlyRoot } from './read-only-root';
import { reservedNamespace } from './reserved-namespace';
import { restrictedPods } from './restricted';
import { ownAccount } from './service-account';
import { serviceLinks } from './service-links';
import { accountToken } from './token';
import { memberUser } from './user';
import { volumeOwner } from './volume-owner';
import { volumeOwnerChange } from './volume-owner-change';

/** The rules of this area. */
export const podSecurityRules: readonly Rule[] = [
  restrictedNamespace,
  readOnlyRoot,
  reservedNamespace,
  restrictedPods,
  ownAccount,
  serviceLinks,
  accountToken,
  memberUser,
  volumeOwnerChange,
  volumeOwner,
];
