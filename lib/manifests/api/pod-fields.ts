import { Field } from '../objects/field';
import { templatePath, workloadKinds } from '../pods/workload';
import type { JsonObject } from '../yaml/json';

/** The pods that an object makes, as fields. */
export interface PodFields {
  readonly kind: string;
  readonly object: Field;
  /** The template; the object itself for a Pod. */
  readonly template: Field;
  readonly spec: Field;
  readonly containers: readonly Field[];
  readonly initContainers: readonly Field[];
}

/** Kinds that make pods and are checked against the API server's rules. ReplicaSets are left out: Deployments make them. */
export const podKinds: readonly string[] = workloadKinds.filter(kind => kind !== 'ReplicaSet');

let last: { readonly data: JsonObject; readonly pod: PodFields } | undefined;

/** The pods that an object of one of those kinds makes. Several rules look at the same object in turn, so the last answer is kept. */
export function podFields({ kind, data }: { readonly kind: string; readonly data: JsonObject }): PodFields {
  if (last?.data === data && last.pod.kind === kind) return last.pod;
  const pod = podFieldsOf(kind, data);
  last = { data, pod };
  return pod;
}

function podFieldsOf(kind: string, data: JsonObject): PodFields {
  const object = Field.of(data);
  const template = object.at(...templatePath(kind));
  const spec = template.at('spec');
  return { kind, object, template, spec, containers: spec.at('containers').items, initContainers: spec.at('initContainers').items };
}

/** All containers, including init containers. */
export const allContainers = ({ containers, initContainers }: PodFields): readonly Field[] =>
  initContainers.length === 0 ? containers : [...initContainers, ...containers];

/** Whether an init container is a sidecar: it keeps running beside the other containers. */
export const isSidecar = (container: Field): boolean => container.at('restartPolicy').text === 'Always';
