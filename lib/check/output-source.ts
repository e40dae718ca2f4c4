import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Why a file was not read. */
export class UnreadableFile extends Error {}

/** The files of an output folder. */
export interface OutputSource {
  /** Paths of all files, with '/', sorted. */
  readonly files: readonly string[];
  /** Folders of the first level that are clusters, for a folder without a plan. @default - none: each folder is applied by itself */
  readonly clusters?: readonly string[];
  /** Folders whose files cannot be listed, each with the reason. @default - none */
  readonly unlisted?: readonly { readonly path: string; readonly problem: string }[];
  /** The text of a file. @throws UnreadableFile */
  read(path: string): string;
}

/** Some editors write it at the start of a file. It has no meaning, and a JSON parser refuses it. */
const byteOrderMark = '\ufeff';

/** Control characters, except tab and line breaks: what is none of these, nor visible. Unicode's own class takes far longer to look for. */
const controls = /[^\t\n\r -~\u00a0-\uffff]/;

/** Bytes. Kubernetes accepts objects of at most 1.5 MiB (etcd's request limit), so this is enough for ten of them. */
const mostBytes = 16 * 1024 ** 2;

/** Bytes. The plan of 100 clusters and 100 systems has 13 MiB. */
const mostPlanBytes = 128 * 1024 ** 2;

/** The files of a folder on disk. Symbolic links are not followed, because their targets are not part of the output. */
export function folderSource(folder: string, clusters: readonly string[] = []): OutputSource {
  const files: string[] = [];
  const unlisted: { readonly path: string; readonly problem: string }[] = [];
  const open = [''];
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    try {
      for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isFile()) files.push(path);
        else if (entry.isDirectory() && entry.name !== '.git') open.push(path);
      }
    } catch (error) {
      unlisted.push({ path: below, problem: `the folder cannot be listed (${codeOf(error)})` });
    }
  }
  const most = (path: string): number => (path.endsWith('.json') ? mostPlanBytes : mostBytes);
  return { files: files.sort(), clusters, unlisted, read: path => readText(join(folder, path), most(path)) };
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const readText = (path: string, most: number): string => textOf(readBytes(path, most));

/** The content of a file as text. @throws UnreadableFile if it is not text */
export function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new UnreadableFile('it is not text in UTF-8');
  const text = bytes.toString('utf8');
  if (controls.test(text)) throw new UnreadableFile('it has control characters, so it is not text');
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

function readBytes(path: string, most: number): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new UnreadableFile(`it cannot be opened (${codeOf(error)})`);
  }
  try {
    const { size } = fstatSync(file);
    if (size > most) throw new UnreadableFile(`it has ${Math.ceil(size / 1024 ** 2)} MiB, and the limit is ${most / 1024 ** 2} MiB`);
    const bytes = Buffer.allocUnsafe(size);
    let count = 0;
    for (let more = -1; more !== 0 && count < size; count += more) more = readSync(file, bytes, count, size - count, count);
    return bytes.subarray(0, count);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(`it cannot be read (${codeOf(error)})`);
  } finally {
    closeSync(file);
  }
}
