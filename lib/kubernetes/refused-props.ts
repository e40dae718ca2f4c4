import type { Construct } from 'constructs';
import { Finding } from '../domain/finding';

/** Says what is wrong with what a construct was given when the fleet is checked, together with everything else. */
export const refuseProps = (construct: Construct, wrong: readonly Finding[]): void =>
  construct.node.addValidation({ validate: () => wrong.map(Finding.line) });
