import { type AppliedObject, labelsOf } from '../objects/applied-object';
import { isObject, type JsonObject, listAt, objectAt, type Path, textAt } from '../yaml/json';

/** The pods that an object makes: their template, and its path in the object. */
export interface PodTemplate {
  readonly object: AppliedObject;
  /** Path of the template in the object; empty for a Pod itself. */
  readonly path: Path;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
  /** Path of the spec. */
  readonly specPath: Path;
}

/** A container of a template, with its path in the object. */
export interface TemplateContainer {
  readonly data: JsonObject;
  readonly path: Path;
  readonly name: string;
  /** Whether it is an init container. */
  readonly init: boolean;
}

const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  StatefulSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Kinds that make pods. */
export const workloadKinds: readonly string[] = Object.keys(templatePaths);

/** Whether objects of a kind make pods. */
export const makesPods = (kind: string): boolean => Object.hasOwn(templatePaths, kind);

/** Path of the template in objects of a kind; empty for a Pod itself. */
export const templatePath = (kind: string): readonly string[] => templatePaths[kind] ?? [];

/** Cached, since many rules look at the same template. */
const templates = new WeakMap<AppliedObject, PodTemplate>();
const containers = new WeakMap<PodTemplate, readonly TemplateContainer[]>();

/** The pods that an object makes; undefined for a kind that makes none. */
export function podTemplate(object: AppliedObject): PodTemplate | undefined {
  if (!makesPods(object.kind)) return undefined;
  const known = templates.get(object);
  if (known) return known;
  const template = templateOf(object, templatePath(object.kind));
  templates.set(object, template);
  return template;
}

function templateOf(object: AppliedObject, path: Path): PodTemplate {
  const template = objectAt(object.data, ...path);
  return { object, path, labels: labelsOf(template), spec: objectAt(template, 'spec'), specPath: [...path, 'spec'] };
}

/** All containers of a template, including init containers. */
export function containersOf(template: PodTemplate): readonly TemplateContainer[] {
  const known = containers.get(template);
  if (known) return known;
  const found = containersIn(template);
  containers.set(template, found);
  return found;
}

const containersIn = ({ spec, specPath }: PodTemplate): readonly TemplateContainer[] =>
  (['initContainers', 'containers'] as const).flatMap(list =>
    listAt(spec, list).flatMap((data, position) =>
      isObject(data)
        ? [{ data, path: [...specPath, list, position], name: textAt(data, 'name') ?? '', init: list === 'initContainers' }]
        : [],
    ),
  );
