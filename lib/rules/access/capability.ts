import { unsupportedFeatures } from '../../plan/access/unsupported-features';
import { systemRule } from '../rule';

/** A feature that the mechanism cannot provide is refused, not ignored. */
export const accessAbility = systemRule(
  {
    name: 'access/capability',
    severity: 'error',
    demands: 'The mechanism that routes clients supports every declared feature: traffic, sessions, shadow, partial failure, failback.',
    why: 'If a mechanism ignored an option, the clients that rely on it would find out during an outage.',
    source:
      "This package's lib/decisions/0009-mechanisms-keep-their-promises.md; HAProxy configuration manual; Gateway API; Route 53 developer guide.",
  },
  plan => unsupportedFeatures(plan),
);
