import { type Path, textAt, valueAt } from '../yaml/json';
import type { PodViolation } from './pod-security';
import type { PodTemplate } from './workload';

/** So many things of one container are said; of more one is, and the others are counted: what to change names their fields. */
const mostSaid = 2;
/** So many fields of it are named. */
const mostFields = 4;

const lists: ReadonlySet<string | number | undefined> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** What the standard refuses of one container, or of the pod itself. */
export interface SubjectViolation extends PodViolation {
  /** How many things that are. */
  readonly count: number;
}

/** What a field that is left out must be, as it is written. */
const wanted: Readonly<Record<string, string>> = {
  allowPrivilegeEscalation: 'allowPrivilegeEscalation: false',
  'capabilities.drop': 'capabilities.drop: [ALL]',
  runAsNonRoot: 'runAsNonRoot: true',
  seccompProfile: 'seccompProfile.type: RuntimeDefault',
};

/**
 * Violations of one container, or of the pod itself, as one: whoever left out a security context left out all of it, and mends it
 * in one place. One alone stays as it is.
 */
export function violationsBySubject(template: PodTemplate, violations: readonly PodViolation[]): readonly SubjectViolation[] {
  const depth = template.specPath.length;
  const subjects = new Map<string, PodViolation[]>();
  for (const violation of violations) {
    const { path } = violation;
    const key = lists.has(path[depth]) ? `${path[depth]} ${path[depth + 1]}` : '';
    const known = subjects.get(key);
    if (known) known.push(violation);
    else subjects.set(key, [violation]);
  }
  return [...subjects].map(([key, found]) => {
    const [only] = found;
    return only && found.length === 1 ? { ...only, count: 1 } : together(template, key !== '', found);
  });
}

function together(template: PodTemplate, container: boolean, found: readonly PodViolation[]): SubjectViolation {
  const { specPath, object } = template;
  const at: Path = container ? (found[0]?.path ?? []).slice(0, specPath.length + 2) : specPath;
  const who = container ? `container ${textAt(valueAt(object.data, ...at), 'name') ?? ''}` : 'the pod';
  const said = found.slice(0, found.length > mostSaid ? 1 : mostSaid).map(({ problem }) => shortened(problem, who));
  const more = found.length > mostSaid ? ` and ${found.length - 1} more` : '';
  const fields = found.map(({ path }) => fieldOf(path.slice(at.length)));
  const missing = fields.flatMap(field => wanted[field] ?? []);
  const others = [...new Set(fields.filter(field => !Object.hasOwn(wanted, field)))].slice(0, mostFields);
  const fixes = [
    ...(missing.length > 0 ? [`set ${missing.join(', ')}`] : []),
    ...(others.length > 0 ? [`correct ${others.join(', ')}`] : []),
  ];
  const secured = fields.every(field => Object.hasOwn(wanted, field));
  return {
    path: secured ? [...at, 'securityContext'] : at,
    problem: `${who}: ${said.join(', ')}${more}`,
    fix: fixes.join(', and '),
    count: found.length,
  };
}

/** What is said of a subject, where it has been named already. */
const shortened = (problem: string, who: string): string =>
  problem
    .replace(/^neither the pod nor .* sets (?:a )?(\w+).*$/, '$1 is not set')
    .replace(` of ${who}`, '')
    .replace(`${who} `, 'it ')
    .replace(/, which is .*$/, '');

/** A field of a container or a pod, without its security context and without positions. */
const fieldOf = (path: Path): string =>
  path
    .filter(step => typeof step === 'string' && step !== 'securityContext')
    .slice(0, 2)
    .join('.');
