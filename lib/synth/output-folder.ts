import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Comparison } from './comparison';
import { exchange, finishExchange } from './output-exchange';
import { alive, beside, ownerOf } from './output-lock';
import { removeFolder } from './remove-folder';

/** What happened to a file. `foreign`: the path has a file of somebody else with other content, which was left alone. */
export type Written = 'written' | 'unchanged' | 'foreign';

/**
 * A folder that changes as a whole or not at all.
 *
 * The new content is built in a folder beside it, where unchanged files are links to the old ones. Then the new folder is renamed to the
 * old one's name. Files that georaft did not write are carried over. Top-level folders without a change are moved, because linking each of
 * their files takes much longer. If the process is killed at any time, the next one finds either the
 * old content or the new.
 */
export class OutputFolder {
  private readonly made = new Set<string>();
  private readonly paths = new Set<string>();
  /** Known folders of the old content, and the folders that were listed to find them. */
  private readonly folders = new Set<string>();
  private readonly listed = new Set<string>();
  private readonly unchanged: string[] = [];
  private readonly comparison = new Comparison();
  private readonly exists: boolean;

  private constructor(
    private readonly folder: string,
    private readonly ours: ReadonlySet<string>,
  ) {
    this.exists = existsSync(folder);
    mkdirSync(this.next, { recursive: true });
  }

  /** The path of the folder itself, where the given path is a link. */
  static real(folder: string): string {
    return existsSync(folder) ? realpathSync(folder) : resolve(folder);
  }

  /** Cleans up what a killed process left behind. Call it before anything in the folder is read. */
  static recover(folder: string): string {
    const real = OutputFolder.real(folder);
    const { next, lock } = beside(real);
    const owner = ownerOf(lock);
    if (owner !== undefined && owner !== process.pid && alive(owner)) throw beingWritten(real, owner);
    finishExchange(real);
    rmSync(next, { recursive: true, force: true });
    rmSync(lock, { force: true });
    return real;
  }

  /**
   * Starts new content.
   * @param folder as `recover` returned it
   * @param ours paths of the files that georaft wrote here before; they are removed unless they are written again
   */
  static open(folder: string, ours: ReadonlySet<string>): OutputFolder {
    const fromHere = relative(folder, process.cwd());
    if (fromHere === '' || !(fromHere === '..' || fromHere.startsWith(`..${sep}`) || isAbsolute(fromHere))) {
      throw new OutputFolderError(folder, 'the program runs inside it', 'use a folder for the output alone, such as dist');
    }
    if (existsSync(folder) && !lstatSync(folder).isDirectory()) throw new OutputFolderError(folder, 'it is a file', 'use another folder');
    mkdirSync(dirname(folder), { recursive: true });
    const { lock } = beside(folder);
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw beingWritten(folder, ownerOf(lock) ?? 'another');
    }
    return new OutputFolder(folder, ours);
  }

  /** Adds a file. @param path below the folder, with '/' */
  write(path: string, content: string): Written {
    if (this.exists && this.blocked(path)) return 'foreign';
    this.paths.add(path);
    const old = join(this.folder, path);
    // If the path of its folder is not a folder, the file behind it is not ours.
    const before = this.exists && this.within(path) === 'folder' ? this.comparison.compare(old, content) : 'missing';
    if (before === 'same') {
      this.unchanged.push(path);
      return 'unchanged';
    }
    if (before === 'different' && !this.ours.has(path)) return 'foreign';
    writeFileSync(this.place(path), content);
    return 'written';
  }

  /** Keeps a file of the old content, if `accepts` accepts its content. */
  keep(path: string, accepts: (content: Uint8Array) => boolean): boolean {
    if (!this.exists || !this.ours.has(path) || this.within(path) !== 'folder') return false;
    const content = this.comparison.read(join(this.folder, path));
    if (!content || !accepts(content)) return false;
    this.paths.add(path);
    this.unchanged.push(path);
    return true;
  }

  /** Puts the new content in place. Returns the removed files. A folder without changes is left alone. */
  commit(): readonly string[] {
    const removed = this.exists ? [...this.ours].filter(path => !this.paths.has(path)).sort() : [];
    if (this.exists && removed.length === 0 && this.unchanged.length === this.paths.size) {
      this.discard();
      return removed;
    }
    const moved = this.exists ? this.foldersWithoutChange(removed) : new Set<string>();
    const linked = this.unchanged.filter(path => !moved.has(topOf(path)));
    for (const path of linked) link(join(this.folder, path), this.place(path));
    if (this.exists) this.carryOver('', moved);
    exchange(this.folder, this.exists, moved);
    const { last, lock } = beside(this.folder);
    removeFolder(last, linked);
    rmSync(lock, { force: true });
    return removed;
  }

  /** The top-level folders in which no file is written and none is removed. */
  private foldersWithoutChange(removed: readonly string[]): ReadonlySet<string> {
    const unchanged = new Set(this.unchanged);
    const changed = new Set([...removed, ...[...this.paths].filter(path => !unchanged.has(path))].map(topOf));
    const entries = readdirSync(this.folder, { withFileTypes: true });
    return new Set(entries.filter(entry => entry.isDirectory() && !changed.has(entry.name)).map(({ name }) => name));
  }

  /** Discards the new content. */
  discard(): void {
    rmSync(this.next, { recursive: true, force: true });
    rmSync(beside(this.folder).lock, { force: true });
  }

  /** Whether a file, link or folder of somebody else has the path of the file or of one of its folders. */
  private blocked(path: string): boolean {
    const within = this.within(path);
    if (within !== 'folder') return within === 'foreign';
    const stats = lstatSync(join(this.folder, path), { throwIfNoEntry: false });
    if (!stats) return false;
    if (stats.isDirectory()) return filesBelow(join(this.folder, path)).some(file => !this.ours.has(`${path}/${file}`));
    return !stats.isFile() && !this.ours.has(path);
  }

  /** What has the path of a file's folder: a folder; nothing or a file of ours (`free`); or something of somebody else (`foreign`). */
  private within(path: string): 'folder' | 'free' | 'foreign' {
    const end = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(end, 0));
    if (folder === '' || this.folders.has(folder)) return 'folder';
    const above = this.within(folder);
    if (above !== 'folder') return above;
    this.list(folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)));
    if (this.folders.has(folder)) return 'folder';
    const there = lstatSync(join(this.folder, folder), { throwIfNoEntry: false });
    if (there?.isDirectory()) return 'folder';
    return !there || this.ours.has(folder) ? 'free' : 'foreign';
  }

  /** Lists a folder once, since checking each of its folders takes as long as reading a file. */
  private list(folder: string): void {
    if (this.listed.has(folder)) return;
    this.listed.add(folder);
    for (const entry of readdirSync(join(this.folder, folder), { withFileTypes: true })) {
      if (entry.isDirectory()) this.folders.add(folder === '' ? entry.name : `${folder}/${entry.name}`);
    }
  }

  private get next(): string {
    return beside(this.folder).next;
  }

  private place(path: string): string {
    const target = join(this.next, path);
    if (relative(this.next, target).startsWith('..'))
      throw new OutputFolderError(path, 'it is outside of the output folder', 'use names without ..');
    const parent = dirname(target);
    if (!this.made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      this.made.add(parent);
    }
    return target;
  }

  /** Carries over the files that are not ours. */
  private carryOver(below: string, moved: ReadonlySet<string> = new Set()): void {
    const entries = readdirSync(join(this.folder, below), { withFileTypes: true });
    if (entries.length === 0) mkdirSync(join(this.next, below), { recursive: true });
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (moved.has(path)) continue;
      if (entry.isDirectory()) this.carryOver(path);
      else if (!this.ours.has(path) && !this.paths.has(path)) {
        const from = join(this.folder, path);
        if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), this.place(path));
        else link(from, this.place(path));
      }
    }
  }
}

/** Why an output folder cannot be written. */
export class OutputFolderError extends Error {
  constructor(
    readonly folder: string,
    readonly problem: string,
    readonly fix: string,
  ) {
    super(`${folder}: ${problem}; ${fix}`);
  }
}

const beingWritten = (folder: string, owner: number | string): OutputFolderError =>
  new OutputFolderError(folder, `process ${owner} is writing it`, `wait until it ends, or remove ${beside(folder).lock}`);

/** The first folder of a path, or the file itself. */
const topOf = (path: string): string => path.split('/', 1)[0] as string;

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // for file systems without hard links
  }
}

/** Paths of all files below a folder, with '/', sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();
}
