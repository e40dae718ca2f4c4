import type { Subject } from '../domain/subject';

/** Finds what may have something in common with a subject, without going through everything. */
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

  /** All whose unit, cluster and object are the same, or left out on either side. */
  near(subject: Subject): readonly Value[] {
    return matching(this.units, subject.unit ?? every).flatMap(clusters =>
      matching(clusters, subject.cluster ?? every).flatMap(objects => matching(objects, objectKey(subject)).flat()),
    );
  }
}

/** No unit, cluster or object is called so. */
const every = '';

/** An object without its name is whichever of its kind: it is looked up among all. */
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
