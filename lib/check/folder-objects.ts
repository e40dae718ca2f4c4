import type { AppliedObject } from '../manifests/objects/applied-object';
import type { Surroundings } from '../manifests/objects/surroundings';

const none: readonly AppliedObject[] = [];

/** The objects of one cluster in a folder without a plan, found by kind and name. */
export class FolderObjects {
  private readonly byKind = new Map<string, AppliedObject[]>();
  private readonly byName = new Map<string, AppliedObject[]>();

  constructor(objects: readonly AppliedObject[]) {
    for (const object of objects) {
      append(this.byKind, object.kind, object);
      append(this.byName, `${object.kind} ${object.name}`, object);
    }
  }

  /** Objects outside of a unit and of its alternatives. */
  around(unit: string, alternatives: ReadonlySet<string>): Surroundings {
    const outside = (object: AppliedObject): boolean => object.unit !== unit && !alternatives.has(object.unit);
    const kinds = new Map<string, readonly AppliedObject[]>();
    return {
      of: kind => {
        const known = kinds.get(kind) ?? (this.byKind.get(kind) ?? none).filter(outside);
        kinds.set(kind, known);
        return known;
      },
      anywhere: kind => this.byKind.get(kind) ?? none,
      named: (kind, name) => (this.byName.get(`${kind} ${name}`) ?? none).filter(outside),
    };
  }
}

function append(map: Map<string, AppliedObject[]>, key: string, object: AppliedObject): void {
  const known = map.get(key);
  if (known) known.push(object);
  else map.set(key, [object]);
}
