import type { FleetDocument } from '../plan/document/fleet-document';

/** One output, of which as much is read as is compared. */
export interface Output {
  readonly plan: FleetDocument;
  /** A mark of the content of each file, by its path below the folder, with '/': files with one mark are alike. */
  readonly files: ReadonlyMap<string, string>;
  /** The texts of files, by path. What is no text is left out. */
  read(paths: readonly string[]): ReadonlyMap<string, string>;
}
