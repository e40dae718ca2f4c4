/** A file of a folder without a plan, and its objects. */
export interface GroupedFile {
  readonly file: string;
  /** The cluster that applies it; empty if no clusters are named. */
  readonly cluster: string;
  /** Its folder, below that of the cluster; '.' for the folder itself. */
  readonly folder: string;
  /** Group, kind, namespace and name of each object. */
  readonly identities: readonly string[];
}

/** The cluster and unit of a file. */
export interface FileUnit {
  readonly cluster: string;
  readonly unit: string;
}

/**
 * The units of a folder without a plan: the files of one folder, by cluster. Files with the same object are alternatives, such as an
 * example with one node and one with three nodes; each is a unit of its own.
 */
export function unitsOf(files: readonly GroupedFile[]): ReadonlyMap<string, FileUnit> {
  const described = new Map<string, string[]>();
  const keyOf = ({ cluster, folder }: GroupedFile, identity: string): string => [cluster, folder, identity].join('\n');
  for (const file of files) {
    for (const identity of new Set(file.identities)) {
      const key = keyOf(file, identity);
      const known = described.get(key);
      if (known) known.push(file.file);
      else described.set(key, [file.file]);
    }
  }
  return new Map(
    files.map(file => {
      const { cluster, folder } = file;
      const alternative = file.identities.some(identity => (described.get(keyOf(file, identity))?.length ?? 0) > 1);
      const name = file.file.slice(file.file.lastIndexOf('/') + 1);
      return [file.file, { cluster, unit: alternative ? (folder === '.' ? name : `${folder}/${name}`) : folder }];
    }),
  );
}

/** The alternatives of each unit of a cluster: other units with one of the same objects. */
export function alternatives(
  files: readonly GroupedFile[],
  units: ReadonlyMap<string, FileUnit>,
): (place: FileUnit) => ReadonlySet<string> {
  const keyOf = ({ cluster, unit }: FileUnit): string => `${cluster}\n${unit}`;
  const described = new Map<string, Set<string>>();
  for (const { file, cluster, identities } of files) {
    const unit = units.get(file)?.unit ?? '';
    for (const identity of identities) {
      const key = `${cluster}\n${identity}`;
      described.set(key, (described.get(key) ?? new Set<string>()).add(unit));
    }
  }
  const found = new Map<string, Set<string>>();
  for (const [key, all] of described) {
    if (all.size < 2) continue;
    const cluster = key.slice(0, key.indexOf('\n'));
    for (const unit of all) {
      const place = keyOf({ cluster, unit });
      const known = found.get(place) ?? new Set<string>();
      found.set(place, known);
      for (const other of all) if (other !== unit) known.add(other);
    }
  }
  const none: ReadonlySet<string> = new Set();
  return place => found.get(keyOf(place)) ?? none;
}
