import type { AppliedObject } from '../objects/applied-object';
import type { Path } from '../yaml/json';

/** A text that a container gets, and what holds it: the template of its pod, or a ConfigMap. */
export interface Held {
  readonly value: string;
  readonly object: AppliedObject;
  readonly path: Path;
}

const reference = /(?<!\$)\$\(([^()]+)\)/g;

/**
 * A text of a template as the container gets it: with what ConfigMaps hold in the place of the variables that are read from them.
 *
 * A text that adds no name of a host of its own is held where its variable is. What is not known when the manifests are written, such as
 * the pod's name, stays as it is, and so does a variable whose own value is in the template: rules look at it there.
 * Source: Kubernetes, "Define Dependent Environment Variables".
 */
export function resolve(given: Held, variables: ReadonlyMap<string, Held>): Held {
  if (!given.value.includes('$(')) return given;
  let holder: Held | undefined;
  const value = given.value.replace(reference, (text, name: string) => {
    const variable = variables.get(name);
    if (!variable || variable.object === given.object) return text;
    holder ??= variable;
    return variable.value;
  });
  const rest = given.value.replace(reference, '');
  return holder && !rest.includes('.') ? { value, object: holder.object, path: holder.path } : { ...given, value };
}
