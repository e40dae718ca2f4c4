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

/** Kinds that make pods, of those that the rules about the server look at: a ReplicaSet is what a Deployment makes. */
export const podKinds: readonly string[] = workloadKinds.filter(kind => kind !== 'ReplicaSet');

let last: { readonly data: JsonObject; readonly pod: PodFields } | undefined;

/** The pods that an object of one of those kinds makes. Several rules ask about the same object, so the last answer is kept. */
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

/** All containers, those that run first included. */
export const allContainers = ({ containers, initContainers }: PodFields): readonly Field[] =>
  initContainers.length === 0 ? containers : [...initContainers, ...containers];

/** Whether a container that runs first goes on beside the others. */
export const isSidecar = (container: Field): boolean => container.at('restartPolicy').text === 'Always';
