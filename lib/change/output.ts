import type { FleetDocument } from '../plan/document/fleet-document';

/** One output. Only files that must be compared are read. */
export interface Output {
  readonly plan: FleetDocument;
  /** A digest of the content of each file, by its path below the folder, with '/'. Files with one digest are equal. */
  readonly files: ReadonlyMap<string, string>;
  /** The texts of files, by path. A file that is not text is left out. */
  read(paths: readonly string[]): ReadonlyMap<string, string>;
}
