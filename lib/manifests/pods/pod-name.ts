import { memoized } from '../objects/memoized';
import { listAt, type Path, textAt } from '../yaml/json';
import type { TemplateContainer } from './workload';

/** Names of the variables in a text: `$(POD_NAME).dublin` has one. `$$(…)` is escaped and has none. */
export const references: (text: string) => readonly string[] = memoized(text =>
  [...text.matchAll(/(?<!\$)\$\(([^()]+)\)/g)].map(([, name]) => name ?? ''),
);

/** Why a variable does not have the pod's name as its value. */
export interface WrongVariable {
  readonly path: Path;
  readonly problem: string;
}

/**
 * Why a variable does not have the pod's name as its value where a container uses it; undefined where it does.
 *
 * A variable can be used in flags, and in variables that are declared after it (Kubernetes, "Define dependent environment variables").
 * Elsewhere the kubelet leaves the text as it is.
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
