import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Why a file was not read. */
export class UnreadableFile extends Error {}

/** The files of an output folder. */
export interface OutputSource {
  /** Paths of all files, with '/', sorted. */
  readonly files: readonly string[];
  /** The text of a file. @throws UnreadableFile */
  read(path: string): string;
}

/** Control characters but tab and the ends of lines. */
const controls = /[^\P{Cc}\t\n\r]/u;

/** Kubernetes takes objects of 1.5 MiB at most (etcd's request limit), so a file of ten of them is longer than any that is applied. */
export const mostBytes = 16 * 1024 ** 2;

/** The files of a folder on disk. Links are not followed: what they lead to is not part of the output. */
export function folderSource(folder: string): OutputSource {
  return { files: listed(folder, '').sort(), read: path => readText(join(folder, path)) };
}

function listed(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === '.git' ? [] : listed(folder, path);
    return entry.isFile() ? [path] : [];
  });
}

const readText = (path: string): string => textOf(readBytes(path));

/** The text that a file holds. @throws UnreadableFile where it is none */
export function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new UnreadableFile('it is no text in UTF-8');
  const text = bytes.toString('utf8');
  if (controls.test(text)) throw new UnreadableFile('it holds control characters, as no text does');
  return text;
}

function readBytes(path: string): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new UnreadableFile(`it cannot be opened (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    const { size } = fstatSync(file);
    if (size > mostBytes)
      throw new UnreadableFile(`it has ${Math.ceil(size / 1024 ** 2)} MiB, and at most ${mostBytes / 1024 ** 2} are read`);
    const bytes = Buffer.allocUnsafe(size);
    const count = readSync(file, bytes, 0, size, 0);
    return bytes.subarray(0, count);
  } finally {
    closeSync(file);
  }
}
