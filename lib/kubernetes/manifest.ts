import { ApiObject, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubernetesObject } from '../domain/kubernetes-object';

/**
 * One Kubernetes object, held as the plain data that is printed.
 *
 * It is an `ApiObject`, so labels can be added and patches applied. While no patch is applied, its data holds nothing to
 * resolve and the writer prints it without copying it.
 */
export class Manifest extends ApiObject {
  readonly #manifest = true;
  private patched = false;

  /** Whether an object is a Manifest; `instanceof` would take every `ApiObject` for one. */
  static isManifest(object: object): object is Manifest {
    return #manifest in object;
  }

  constructor(
    scope: Construct,
    id: string,
    private readonly object: KubernetesObject,
  ) {
    super(scope, id, object);
  }

  override addJsonPatch(...ops: JsonPatch[]): void {
    this.patched = true;
    super.addJsonPatch(...ops);
  }

  /** The object as data, keys in no special order; undefined once a patch makes that a job for cdk8s. */
  get data(): Readonly<Record<string, unknown>> | undefined {
    return this.patched ? undefined : { ...this.object, metadata: this.metadata.toJson() };
  }
}
