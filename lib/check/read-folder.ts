import { type AppliedObject, appliedObject, groupOf } from '../manifests/objects/applied-object';
import type { ClusterManifests } from '../manifests/objects/unit-manifests';
import type { JsonObject } from '../manifests/yaml/json';
import { fleetFile } from '../plan/document/fleet-document';
import { alternatives, type FileUnit, type GroupedFile, unitsOf } from './file-groups';
import { FolderObjects } from './folder-objects';
import { type FileContent, type FileObject, type ForeignFile, readFile } from './manifest-file';
import { isOtherTools, kustomizeParts } from './other-files';
import type { OutputSource } from './output-source';
import type { BrokenFile, ReadUnit } from './read-output';

/** A folder without a plan, written by another tool or by hand. */
export interface ReadFolder {
  readonly units: readonly ReadUnit[];
  /** Files with content that is not a Kubernetes object, each once. */
  readonly foreign: readonly ForeignFile[];
  /** Whether units of one cluster are alternatives: they have an object in common. */
  readonly alternatives: boolean;
  /** How many files were skipped, because they are not manifests by their names. */
  readonly skipped: number;
  /** The unit of each file outside of named clusters. */
  readonly unitOf: ReadonlyMap<string, string>;
}

const isManifest = (path: string): boolean => /\.(?:ya?ml|json)$/.test(path) && path !== fleetFile;

/** Reads a folder without a plan. */
export function readFolder(source: OutputSource): ReadFolder {
  const files = source.files.filter(isManifest);
  const parts = kustomizeParts(source);
  const contents = new Map<string, FileContent>();
  let skipped = 0;
  for (const file of files) {
    const content = isOtherTools(file) || parts.has(file) ? undefined : readFile(source, file);
    if (content && !content.passed) contents.set(file, content);
    else skipped += 1;
  }
  const grouped = [...contents].map(([file, { objects }]) => groupedFile(file, objects, source.clusters ?? []));
  const places = unitsOf(grouped);
  const alternativesOf = alternatives(grouped, places);
  return {
    units: readUnits(contents, places, alternativesOf),
    alternatives: [...places.values()].some(place => alternativesOf(place).size > 0),
    foreign: [...contents.values()].flatMap(({ foreign }) => foreign ?? []),
    skipped,
    unitOf: new Map([...places].flatMap(([file, { unit, cluster }]) => (cluster === '' ? [[file, unit]] : []))),
  };
}

function groupedFile(file: string, objects: readonly FileObject[], clusters: readonly string[]): GroupedFile {
  const [first = '', ...rest] = file.split('/');
  const named = rest.length > 0 && clusters.includes(first);
  const below = named ? rest.join('/') : file;
  const end = below.lastIndexOf('/');
  return {
    file,
    cluster: named ? first : '',
    folder: end === -1 ? '.' : below.slice(0, end),
    identities: objects.flatMap(({ data }) => identityOf(data)),
  };
}

/** The identity of an object. Namespaces have none, because many files may have the same one without being alternatives. */
function identityOf(data: JsonObject): readonly string[] {
  const object = appliedObject({ file: '', position: 0, cluster: '', unit: '' }, data);
  const { kind, namespace, name } = object;
  return kind === '' || name === '' || kind === 'Namespace' ? [] : [`${groupOf(object)}/${kind} ${namespace}/${name}`];
}

/** The units of the folder, in the order of their names. */
function readUnits(
  contents: ReadonlyMap<string, FileContent>,
  places: ReadonlyMap<string, FileUnit>,
  alternativesOf: (place: FileUnit) => ReadonlySet<string>,
): readonly ReadUnit[] {
  const units = new Map<string, Map<string, AppliedObject[]>>();
  const broken = new Map<string, BrokenFile[]>();
  for (const [file, content] of contents) {
    const { cluster, unit } = places.get(file) ?? { cluster: '', unit: '.' };
    const clusters = units.get(unit) ?? new Map<string, AppliedObject[]>();
    units.set(unit, clusters);
    const objects = clusters.get(cluster) ?? [];
    clusters.set(cluster, objects);
    for (const { data, ...place } of content.objects) objects.push(appliedObject({ file, cluster, unit, ...place }, data));
    broken.set(unit, [...(broken.get(unit) ?? []), ...content.broken]);
  }
  const folders = new Map<string, AppliedObject[]>();
  for (const clusters of units.values())
    for (const [cluster, objects] of clusters) {
      const all = folders.get(cluster) ?? [];
      folders.set(cluster, all);
      for (const object of objects) all.push(object);
    }
  const indexes = new Map([...folders].map(([cluster, objects]) => [cluster, new FolderObjects(objects)]));
  return [...units]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, clusters]): ReadUnit => {
      const all = [...clusters].sort(([a], [b]) => (a < b ? -1 : 1));
      const parts = all.flatMap(([cluster, objects]): readonly ClusterManifests[] => {
        const own = objects.filter(object => !isDelivery(object));
        const surroundings = indexes.get(cluster)?.around(name, alternativesOf({ cluster, unit: name }));
        return own.length === 0
          ? []
          : [{ cluster, facts: undefined, seat: undefined, group: undefined, objects: own, ...(surroundings ? { surroundings } : {}) }];
      });
      return {
        manifests: { name, system: undefined, plan: undefined, clusters: parts },
        delivery: all.flatMap(([, objects]) => objects.filter(isDelivery)),
        broken: broken.get(name) ?? [],
      };
    });
}

const isDelivery = (object: AppliedObject): boolean => groupOf(object) === 'argoproj.io';
