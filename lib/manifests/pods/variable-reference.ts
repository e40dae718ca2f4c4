import type { AppliedObject } from '../objects/applied-object';
import type { Path } from '../yaml/json';

/** A text that a container gets, and the object that has it: the object of the pod template, or a ConfigMap. */
export interface LocatedText {
  readonly value: string;
  readonly object: AppliedObject;
  readonly path: Path;
}

const reference = /(?<!\$)\$\(([^()]+)\)/g;

/**
 * A text of a template as the container gets it: variables that come from ConfigMaps are replaced by their values.
 *
 * Where the text adds no host name of its own, the result names the ConfigMap as its object. A variable that is unknown when the
 * manifests are written, such as the pod's name, stays as it is. So does a variable whose value is in the template: rules check it there.
 * Source: Kubernetes, "Define Dependent Environment Variables".
 */
export function resolve(given: LocatedText, variables: ReadonlyMap<string, LocatedText>): LocatedText {
  if (!given.value.includes('$(')) return given;
  let holder: LocatedText | undefined;
  const value = given.value.replace(reference, (text, name: string) => {
    const variable = variables.get(name);
    if (!variable || variable.object === given.object) return text;
    holder ??= variable;
    return variable.value;
  });
  const rest = given.value.replace(reference, '');
  return holder && !rest.includes('.') ? { value, object: holder.object, path: holder.path } : { ...given, value };
}
