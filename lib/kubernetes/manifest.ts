import { ApiObject, type ApiObjectMetadataDefinition, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { kubernetesObjectShape } from '../plan/input/answer-shape';
import { checkedScope } from './checked-scope';
import { refuseProps } from './refused-props';

/**
 * One Kubernetes object, stored as the plain data that is printed.
 *
 * It is an `ApiObject`, so labels can be added and patches applied. Without a patch, its data needs no resolving, and the writer prints it
 * without a copy.
 */
export class Manifest extends ApiObject {
  readonly #manifest = true;
  private patched = false;
  private readonly object: KubernetesObject;

  /** Whether an object is a Manifest; `instanceof` would be true for every `ApiObject`. */
  static isManifest(object: object): object is Manifest {
    return #manifest in object;
  }

  constructor(scope: Construct, id: string, object: KubernetesObject) {
    const wrong = isWellFormed(object) ? [] : kubernetesObjectShape(object, 'Manifest');
    const taken = wrong.length > 0 ? refused : object;
    super(checkedScope(scope), id, taken);
    this.object = taken;
    if (wrong.length > 0) refuseProps(this, wrong);
  }

  override addJsonPatch(...ops: JsonPatch[]): void {
    this.patched = true;
    super.addJsonPatch(...ops);
  }

  /** The object as data, with keys in any order; undefined after a patch, because then cdk8s must resolve it. */
  get data(): Readonly<Record<string, unknown>> | undefined {
    return this.patched ? undefined : { ...this.object, metadata: plainMetadata(this.metadata) };
  }
}

/** A placeholder for an invalid object, in a program that is refused because of it. */
const refused: KubernetesObject = { apiVersion: 'v1', kind: 'Refused', metadata: { name: 'refused' } };

/** Whether a value is plain without further checks. This fast path matters for a large fleet with 100,000 objects. */
function isWellFormed(object: KubernetesObject | undefined | null): boolean {
  const { apiVersion, kind, metadata } = object ?? {};
  const { name, namespace, labels, annotations } = metadata ?? {};
  return (
    [apiVersion, kind, name].every(text => typeof text === 'string' && text !== '') &&
    (namespace === undefined || (typeof namespace === 'string' && namespace !== '')) &&
    [labels, annotations].every(map => map === undefined || (map !== null && Object.getPrototypeOf(map) === Object.prototype))
  );
}

/** The private fields of cdk8s's metadata that its `toJson` reads. Its version is pinned, and a test compares the results. */
interface MetadataFields {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly finalizers: readonly string[];
  readonly ownerReferences: readonly object[];
  readonly _additionalAttributes: object;
}

const known = ['name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences'];

/** The result of `toJson`, without resolving and copying, which would take a sixth of the time of a large fleet. */
function plainMetadata(metadata: ApiObjectMetadataDefinition): object {
  const { name, namespace, labels, annotations, finalizers, ownerReferences, _additionalAttributes } =
    metadata as unknown as MetadataFields;
  for (const key in _additionalAttributes) if (!known.includes(key)) return metadata.toJson();
  return {
    name,
    namespace,
    labels: filled(labels),
    annotations: filled(annotations),
    finalizers: finalizers.length > 0 ? finalizers : undefined,
    ownerReferences: ownerReferences.length > 0 ? ownerReferences : undefined,
  };
}

/** Whether an object has a value: cdk8s omits empty ones from metadata. */
function filled(object: Readonly<Record<string, unknown>>): object | undefined {
  for (const key in object) if (object[key] !== undefined && object[key] !== null) return object;
  return undefined;
}
