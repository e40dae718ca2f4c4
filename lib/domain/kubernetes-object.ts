import type { Validated } from './validated';

/** Metadata that every object of this package has: its name is never generated. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Any Kubernetes object as plain data. One that could not be made says what is wrong, and is never printed. */
export interface KubernetesObject extends Validated {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}
