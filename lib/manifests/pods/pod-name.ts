import { memoized } from '../objects/memoized';
import { listAt, type Path, textAt } from '../yaml/json';
import type { TemplateContainer } from './workload';

/** Names of the variables in a text: `$(POD_NAME).dublin` has one. `$$(…)` is none. */
export const references: (text: string) => readonly string[] = memoized(text =>
  [...text.matchAll(/(?<!\$)\$\(([^()]+)\)/g)].map(([, name]) => name ?? ''),
);

/** Why a variable is not the pod's name where it is used; undefined where it is. */
export interface WrongVariable {
  readonly path: Path;
  readonly problem: string;
}

/**
 * Whether a variable is the pod's name at a place of the container.
 *
 * A variable can be used in flags, and in variables that are declared after it (Kubernetes, "Define dependent
 * environment variables"); anywhere else the text stays as it is.
 */
export function wrongPodName(name: string, used: Path, { data, path }: TemplateContainer): WrongVariable | undefined {
  const variables = listAt(data, 'env');
  const position = variables.map(variable => textAt(variable, 'name')).lastIndexOf(name);
  if (position === -1) return { path: used, problem: `uses $(${name}), and there is no variable ${name}` };
  const field = textAt(variables[position], 'valueFrom', 'fieldRef', 'fieldPath');
  const place = [...path, 'env', position];
  if (field !== 'metadata.name') {
    return {
      path: place,
      problem: `uses $(${name}), which is ${field === undefined ? 'not a field of the pod' : field} and not metadata.name`,
    };
  }
  const user = used[path.length] === 'env' ? used[path.length + 1] : undefined;
  if (typeof user === 'number' && user < position) return { path: used, problem: `uses $(${name}) before ${name} is declared` };
  return undefined;
}
