import { type AppliedObject, appliedObject, groupOf } from '../manifests/objects/applied-object';
import { objectsIn } from '../manifests/objects/list-items';
import type { ClusterManifests, UnitManifests } from '../manifests/objects/unit-manifests';
import { readDocument, splitDocuments, withoutConstruct, type YamlText } from '../manifests/yaml/documents';
import type { JsonObject } from '../manifests/yaml/json';
import type { FleetDocument } from '../plan/document/fleet-document';
import { type OutputSource, UnreadableFile } from './output-source';

/** Something in a file that cannot be read. */
export interface BrokenFile {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

/** The files of one unit over all clusters. */
export interface UnitFiles {
  readonly name: string;
  /** By cluster. */
  readonly clusters: ReadonlyMap<string, readonly string[]>;
}

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/** Cluster and unit of a file: `<cluster>/<unit>/…`, or `<cluster>/<unit>.yaml`. */
export function locationOf(path: string): { readonly cluster: string; readonly unit: string } {
  const parts = path.split('/');
  const last = (parts.at(-1) ?? '').replace(/\.ya?ml$/, '');
  if (parts.length > 2) return { cluster: parts[0] ?? '', unit: parts[1] ?? '' };
  return parts.length === 2 ? { cluster: parts[0] ?? '', unit: last } : { cluster: '', unit: last };
}

/** The files of an output folder by unit, in the order of their names. */
export function unitFiles(files: readonly string[], plan: FleetDocument | undefined): readonly UnitFiles[] {
  const units = new Map<string, Map<string, string[]>>();
  const add = (unit: string, cluster: string, ...paths: readonly string[]): void => {
    const clusters = units.get(unit) ?? new Map<string, string[]>();
    units.set(unit, clusters);
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), ...paths]);
  };
  for (const path of files.filter(isYaml)) {
    const { cluster, unit } = locationOf(path);
    add(unit, cluster, path);
  }
  // Where the plan has a part, and the folder has none, there is something to be found.
  for (const { name, seats } of plan?.systems ?? []) for (const { cluster } of seats) add(name, cluster);
  return [...units].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, clusters]) => ({ name, clusters }));
}

/** What was read of one unit. */
export interface ReadUnit {
  readonly manifests: UnitManifests;
  /** Objects of Argo CD's own kinds: they belong to the delivery and not to a cluster. */
  readonly delivery: readonly AppliedObject[];
  readonly broken: readonly BrokenFile[];
}

/** Reads one unit of an output folder. */
export function readUnit({ name, clusters }: UnitFiles, source: OutputSource, plan: FleetDocument | undefined): ReadUnit {
  const system = plan?.systems.find(candidate => candidate.name === name);
  const order = new Map(plan?.clusters.map(({ name: cluster }, position) => [cluster, position]));
  const rank = (cluster: string): number => order.get(cluster) ?? order.size;
  // Looked up by name: a search in each list, for each of many clusters, takes the square of their number.
  const facts = new Map(plan?.clusters.map(each => [each.name, each]));
  const seats = new Map(system?.seats.map(each => [each.cluster, each]));
  const groups = new Map(system?.groups.map(each => [each.name, each]));
  const delivery: AppliedObject[] = [];
  const broken: BrokenFile[] = [];
  const reader = new UnitReader(source, broken);
  const parts = [...clusters]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([cluster, paths]): ClusterManifests => {
      const all = paths.flatMap(path => reader.read(path));
      const objects = all.filter(object => groupOf(object) !== 'argoproj.io');
      if (objects.length < all.length) delivery.push(...all.filter(object => groupOf(object) === 'argoproj.io'));
      const seat = seats.get(cluster);
      return { cluster, facts: facts.get(cluster), seat, group: seat && groups.get(seat.group), objects };
    })
    .filter(({ objects, seat }) => objects.length > 0 || seat !== undefined);
  return { manifests: { name, system, plan, clusters: parts }, delivery, broken };
}

/** Reads files of one unit. Clusters have many objects alike, and those are read once and share their content. */
class UnitReader {
  private readonly contents = new Map<string, JsonObject>();

  constructor(
    private readonly source: OutputSource,
    private readonly broken: BrokenFile[],
  ) {}

  read(file: string): readonly AppliedObject[] {
    let text: string;
    try {
      text = this.source.read(file);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.broken.push({ file, line: 1, column: 1, problem: error.message });
      return [];
    }
    const { cluster, unit } = locationOf(file);
    return splitDocuments(text).flatMap((document, position) => {
      const data = this.content(document, file);
      return data ? objectsIn(data).map(each => appliedObject({ file, position, within: each.within, cluster, unit }, each.data)) : [];
    });
  }

  private content(document: YamlText, file: string): JsonObject | undefined {
    const text = withoutConstruct(document.text);
    const known = this.contents.get(text);
    if (known) return known;
    const read = readDocument(document);
    if (read.kind === 'broken') this.broken.push({ file, line: read.line, column: read.column, problem: read.problem });
    if (read.kind !== 'object') return undefined;
    this.contents.set(text, read.data);
    return read.data;
  }
}
