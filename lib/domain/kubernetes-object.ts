import type { Validated } from './validated';

/** Metadata of every object of this package. The API server never generates the name. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Any Kubernetes object as plain data. `validate` of an object that could not be made says what is wrong; it is never printed. */
export interface KubernetesObject extends Validated {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}
