import type { Construct } from 'constructs';
import { Finding } from '../domain/finding';

/** Reports invalid props of a construct when the fleet is checked, together with all other findings. */
export const refuseProps = (construct: Construct, wrong: readonly Finding[]): void =>
  construct.node.addValidation({ validate: () => wrong.map(Finding.line) });
