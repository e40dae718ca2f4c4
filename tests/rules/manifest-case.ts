import type { Severity } from '../../lib/domain/finding';
import type { EditedOutput } from './edited-output';

/** What a rule must find in a changed output. */
export interface ExpectedPlace {
  /** `system/cluster`, `system` or `fleet`. */
  readonly at: string;
  /** Parts of the problem. */
  readonly says: readonly string[];
  /** The object that it is found in: `StatefulSet settings`. @default - not looked at */
  readonly object?: string;
  /** The field that it is found at. @default - not looked at */
  readonly field?: string;
  /** How many findings there are at the place. @default - not looked at */
  readonly count?: number;
  /** @default - the rule's */
  readonly severity?: Severity;
}

/** A change to a committed output that one rule looks at. Without findings it is let through. */
export interface ManifestCase {
  readonly situation: string;
  /** Whether it is just at the limit of what is let through or found. */
  readonly boundary?: true;
  /** A folder of `tests/golden`. @default 'example' */
  readonly variant?: string;
  readonly edit: (output: EditedOutput) => void;
  readonly finds: readonly ExpectedPlace[];
}

/** Cases by the name of the rule. */
export type ManifestCases = Readonly<Record<string, readonly ManifestCase[]>>;
