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

/** What became of a file. `foreign`: somebody else's file of another content stands there, and it was left alone. */
export type Written = 'written' | 'unchanged' | 'foreign';

/**
 * A folder that changes as a whole or not at all.
 *
 * The new content grows in a folder beside it, where files that do not change are links to the old ones, and takes its
 * place by renaming. Files that were not written by us before are carried over. A folder at the top in which nothing changes
 * is moved as it is, since to link each of its files takes far longer. Whatever kills the process, the next one finds the
 * old content or the new.
 */
export class OutputFolder {
  private readonly made = new Set<string>();
  private readonly paths = new Set<string>();
  /** Folders of the old content, as far as they were looked at, and those that were listed for it. */
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

  /** The folder itself, where its name is a link. */
  static real(folder: string): string {
    return existsSync(folder) ? realpathSync(folder) : resolve(folder);
  }

  /** Undoes what a killed process left behind. To be called before anything in the folder is read. */
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
   * Starts a new content.
   * @param folder as `recover` returned it
   * @param ours paths of the files that were written here before; they go unless they are written again
   */
  static open(folder: string, ours: ReadonlySet<string>): OutputFolder {
    const fromHere = relative(folder, process.cwd());
    if (fromHere === '' || !(fromHere === '..' || fromHere.startsWith(`..${sep}`) || isAbsolute(fromHere))) {
      throw new OutputFolderError(folder, 'the program runs inside it', 'take a folder of its own, such as dist');
    }
    if (existsSync(folder) && !lstatSync(folder).isDirectory()) throw new OutputFolderError(folder, 'it is a file', 'take another folder');
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
    // Where its folder is none, whatever a path through it leads to is not ours.
    const before = this.exists && this.within(path) === 'folder' ? this.comparison.compare(old, content) : 'missing';
    if (before === 'same') {
      this.unchanged.push(path);
      return 'unchanged';
    }
    if (before === 'different' && !this.ours.has(path)) return 'foreign';
    writeFileSync(this.place(path), content);
    return 'written';
  }

  /** Keeps a file as it stands in the old content, if what it holds is accepted. */
  keep(path: string, accepts: (content: Uint8Array) => boolean): boolean {
    if (!this.exists || !this.ours.has(path) || this.within(path) !== 'folder') return false;
    const content = this.comparison.read(join(this.folder, path));
    if (!content || !accepts(content)) return false;
    this.paths.add(path);
    this.unchanged.push(path);
    return true;
  }

  /** Puts the new content in place. Returns the files that went. A folder in which nothing changes is left alone. */
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

  /** The folders at the top of the old content in which no file is written and none goes. */
  private foldersWithoutChange(removed: readonly string[]): ReadonlySet<string> {
    const unchanged = new Set(this.unchanged);
    const changed = new Set([...removed, ...[...this.paths].filter(path => !unchanged.has(path))].map(topOf));
    const entries = readdirSync(this.folder, { withFileTypes: true });
    return new Set(entries.filter(entry => entry.isDirectory() && !changed.has(entry.name)).map(({ name }) => name));
  }

  /** Forgets the new content. */
  discard(): void {
    rmSync(this.next, { recursive: true, force: true });
    rmSync(beside(this.folder).lock, { force: true });
  }

  /** Whether somebody else's file, link or folder stands where the file or one of its folders must. */
  private blocked(path: string): boolean {
    const within = this.within(path);
    if (within !== 'folder') return within === 'foreign';
    const stats = lstatSync(join(this.folder, path), { throwIfNoEntry: false });
    if (!stats) return false;
    if (stats.isDirectory()) return filesBelow(join(this.folder, path)).some(file => !this.ours.has(`${path}/${file}`));
    return !stats.isFile() && !this.ours.has(path);
  }

  /** What stands where the folder of a file must be: one, nothing or a file of ours, or what is somebody else's. */
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

  /** Looks once at what a folder holds: a look at each of its folders takes as long as to read a file in it. */
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
      throw new OutputFolderError(path, 'it leads out of the output folder', 'use plain names');
    const parent = dirname(target);
    if (!this.made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      this.made.add(parent);
    }
    return target;
  }

  /** Takes along what is not ours. */
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
  new OutputFolderError(folder, `process ${owner} is writing it`, `wait until it has ended, or remove ${beside(folder).lock}`);

/** The first folder of a path, or the file itself. */
const topOf = (path: string): string => path.split('/', 1)[0] as string;

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // a file system without hard links
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
