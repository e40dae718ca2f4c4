import { type Path, textAt, valueAt } from '../yaml/json';
import type { PodViolation } from './pod-security';
import type { PodTemplate } from './workload';

/** The most violations of one container that are listed: of more, one is listed and the others are counted. */
const mostListed = 2;
/** The most of its fields that a fix names. */
const mostFields = 4;

const lists: ReadonlySet<string | number | undefined> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** The violations of one container, or of the pod itself, as one. */
export interface SubjectViolation extends PodViolation {
  /** The number of violations. */
  readonly count: number;
}

/** Fields that must be set, with the text to write. */
const required: Readonly<Record<string, string>> = {
  allowPrivilegeEscalation: 'allowPrivilegeEscalation: false',
  'capabilities.drop': 'capabilities.drop: [ALL]',
  runAsNonRoot: 'runAsNonRoot: true',
  seccompProfile: 'seccompProfile.type: RuntimeDefault',
};

/**
 * Merges the violations of one container, or of the pod itself: a missing security context is one fault, and is mended in one place. A
 * single violation stays as it is.
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
    return only && found.length === 1 ? { ...only, count: 1 } : merged(template, key !== '', found);
  });
}

function merged(template: PodTemplate, container: boolean, found: readonly PodViolation[]): SubjectViolation {
  const { specPath, object } = template;
  const at: Path = container ? (found[0]?.path ?? []).slice(0, specPath.length + 2) : specPath;
  const subject = container ? `container ${textAt(valueAt(object.data, ...at), 'name') ?? ''}` : 'the pod';
  const listed = found.slice(0, found.length > mostListed ? 1 : mostListed).map(({ problem }) => shortened(problem, subject));
  const more = found.length > mostListed ? ` and ${found.length - 1} more` : '';
  const fields = found.map(({ path }) => fieldOf(path.slice(at.length)));
  const missing = fields.flatMap(field => required[field] ?? []);
  const others = [...new Set(fields.filter(field => !Object.hasOwn(required, field)))].slice(0, mostFields);
  const fixes = [
    ...(missing.length > 0 ? [`set ${missing.join(', ')}`] : []),
    ...(others.length > 0 ? [`correct ${others.join(', ')}`] : []),
  ];
  const secured = fields.every(field => Object.hasOwn(required, field));
  return {
    path: secured ? [...at, 'securityContext'] : at,
    problem: `${subject}: ${listed.join(', ')}${more}`,
    fix: fixes.join(', and '),
    count: found.length,
  };
}

/** A problem without the name of its subject, which is printed before the list. */
const shortened = (problem: string, subject: string): string =>
  problem
    .replace(/^neither the pod nor .* sets (?:a )?(\w+).*$/, '$1 is not set')
    .replace(` of ${subject}`, '')
    .replace(`${subject} `, 'it ')
    .replace(/, which (?:is|the standard) .*$/, '');

/** The name of a field of a container or a pod, without `securityContext` and without positions. */
const fieldOf = (path: Path): string =>
  path
    .filter(step => typeof step === 'string' && step !== 'securityContext')
    .slice(0, 2)
    .join('.');
