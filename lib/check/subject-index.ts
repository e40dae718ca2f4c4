import type { Subject } from '../domain/subject';

/** An index of values by subject: it finds values that may overlap with a subject without a search over all. */
export class SubjectIndex<Value> {
  private readonly units = new Map<string, Map<string, Map<string, Value[]>>>();

  add(subject: Subject, value: Value): void {
    const clusters = below(this.units, subject.unit ?? every);
    const objects = below(clusters, subject.cluster ?? every);
    const key = objectKey(subject);
    const values = objects.get(key);
    if (values) values.push(value);
    else objects.set(key, [value]);
  }

  /** All values whose unit, cluster and object are the same, or missing on either side. */
  near(subject: Subject): readonly Value[] {
    return matching(this.units, subject.unit ?? every).flatMap(clusters =>
      matching(clusters, subject.cluster ?? every).flatMap(objects => matching(objects, objectKey(subject)).flat()),
    );
  }
}

/** The key of a missing part: no unit, cluster or object has this name. */
const every = '';

/** The key of an object. Without a name it is any object of its kind, so it matches all. */
const objectKey = ({ kind, name }: Subject): string => (kind === undefined || name === undefined ? every : `${kind}\n${name}`);

function matching<Value>(map: ReadonlyMap<string, Value>, key: string): readonly Value[] {
  if (key === every) return [...map.values()];
  return [map.get(key), map.get(every)].filter(value => value !== undefined);
}

function below<Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const known = map.get(key) ?? new Map<string, Value>();
  map.set(key, known);
  return known;
}
