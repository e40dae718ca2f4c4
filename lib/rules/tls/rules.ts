import type { Rule } from '../rule';
import { tlsAgreement } from './agreement';
import { peerCertificate } from './certificate';
import { certificateKey } from './key';
import { certificateLifetime } from './lifetime';
import { certificateMount } from './mount';
import { mutualTls } from './mutual';
import { certificateNames } from './names';
import { oneTrust } from './trust';
import { certificateUsages } from './usages';

/** The rules of this area. */
export const tlsRules: readonly Rule[] = [
  tlsAgreement,
  peerCertificate,
  certificateKey,
  certificateLifetime,
  certificateMount,
  mutualTls,
  certificateNames,
  oneTrust,
  certificateUsages,
];
