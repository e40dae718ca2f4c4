import { unsupportedFeatures } from '../../plan/access/unsupported-features';
import { systemRule } from '../rule';

/** What a mechanism cannot keep is refused, and not dropped. */
export const accessAbility = systemRule(
  {
    name: 'access/capability',
    severity: 'error',
    demands: 'What leads clients can keep everything that they are promised: traffic, sessions, a shadow, partial failure, failback.',
    why: 'An option that a mechanism does not know is found during an outage, by clients that rely on it.',
    source:
      "This package's lib/decisions/0009-mechanisms-keep-their-promises.md; HAProxy configuration manual; Gateway API; Route 53 developer guide.",
  },
  plan => unsupportedFeatures(plan),
);
