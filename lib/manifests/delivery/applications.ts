import { type AppliedObject, labelsOf } from '../objects/applied-object';
import { isObject, type JsonObject, listAt, objectAt, type Path, textAt } from '../yaml/json';

/** An Application, from a manifest of its own or from an ApplicationSet. */
export interface Application {
  /** The Application, or the ApplicationSet. */
  readonly object: AppliedObject;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Its spec, with every parameter filled in. */
  readonly spec: JsonObject;
  /** Path of the spec in the object. */
  readonly specPath: Path;
  /** Folders of the repository that it applies. */
  readonly paths: readonly string[];
}

/** Path of an Application's spec in an object of Argo CD. */
export const applicationSpecPath = ({ kind }: Pick<AppliedObject, 'kind'>): Path =>
  kind === 'ApplicationSet' ? ['spec', 'template', 'spec'] : ['spec'];

/** The unit that an Application applies: the last folder of its path. */
export const unitOf = (object: AppliedObject): string | undefined =>
  textAt(object.data, ...applicationSpecPath(object), 'source', 'path')
    ?.replace(/\/+$/, '')
    .split('/')
    .at(-1);

/**
 * The Applications of an object of Argo CD: the object itself, or those that the list generators of an ApplicationSet make.
 * Undefined where the object alone does not tell: it has another generator, or a patch of the template.
 */
export function applicationsOf(object: AppliedObject): readonly Application[] | undefined {
  if (object.kind === 'Application') return [application(object, objectAt(object.data, 'metadata'), objectAt(object.data, 'spec'))];
  if (object.kind !== 'ApplicationSet') return [];
  const { spec } = object.data;
  if (textAt(spec, 'templatePatch') !== undefined) return undefined;
  const made: Application[] = [];
  for (const generator of listAt(spec, 'generators')) {
    const { list, ...others } = isObject(generator) ? generator : {};
    // One of no kind makes nothing.
    if (list === undefined && Object.keys(others).length === 0) continue;
    if (!isObject(list) || Object.keys(others).length > 0 || list['elementsYaml'] !== undefined) return undefined;
    for (const element of listAt(list, 'elements')) {
      const values = isObject(element) ? element : {};
      const fill = filler(values, objectAt(spec)['goTemplate'] === true);
      const metadata = objectAt(fill(objectAt(spec, 'template', 'metadata')));
      made.push(application(object, metadata, objectAt(fill(objectAt(spec, 'template', 'spec')))));
    }
  }
  return made;
}

function application(object: AppliedObject, metadata: JsonObject, spec: JsonObject): Application {
  const sources = [spec['source'], ...listAt(spec, 'sources')];
  return {
    object,
    name: textAt(metadata, 'name') ?? '',
    labels: labelsOf({ metadata }),
    spec,
    specPath: applicationSpecPath(object),
    paths: sources.flatMap(source => textAt(source, 'path') ?? []),
  };
}

/** Fills in `{{.name}}` of Go templates, or `{{name}}` of the older form, and nothing else. */
function filler(values: JsonObject, go: boolean): (value: JsonObject) => JsonObject {
  const parameter = go ? /\{\{-?\s*\.(\w+)\s*-?\}\}/g : /\{\{\s*(\w+)\s*\}\}/g;
  const text = (given: string): string =>
    given.replace(parameter, (whole, key: string) => {
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
    });
  return value => JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'string' ? text(part) : part)) as JsonObject;
}
