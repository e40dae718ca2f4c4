import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Compares files with texts. Two buffers are reused for all of them, so that a large output leaves no garbage. */
export class Comparison {
  private found = Buffer.alloc(1 << 16);
  private wanted = Buffer.alloc(1 << 16);

  /** Whether a file holds a text, as UTF-8. A path that is not a file, or cannot be read, counts as missing. */
  compare(path: string, text: string): 'same' | 'different' | 'missing' {
    const size = Buffer.byteLength(text);
    const compare = (file: number, found: number) => (found === size && this.holds(file, text, size) ? 'same' : 'different');
    return opened(path, compare) ?? 'missing';
  }

  /** The content of a file, valid until the next call; undefined where there is no such file. */
  read(path: string): Uint8Array | undefined {
    return opened(path, (file, size) => (this.fill(file, size) ? this.found.subarray(0, size) : undefined));
  }

  private holds(file: number, text: string, size: number): boolean {
    if (!this.fill(file, size)) return false;
    this.wanted.write(text, 0, 'utf8');
    return this.found.compare(this.wanted, 0, size, 0, size) === 0;
  }

  /** Reads a file into the buffer. Returns whether it has at least this many bytes. */
  private fill(file: number, size: number): boolean {
    if (size > this.found.length) {
      this.found = Buffer.alloc(2 * size);
      this.wanted = Buffer.alloc(2 * size);
    }
    let filled = 0;
    while (filled < size) {
      const count = readSync(file, this.found, filled, size - filled, filled);
      if (count === 0) return false;
      filled += count;
    }
    return true;
  }
}

/** Opens a file and returns what `find` finds in it; undefined where the path is not a file or cannot be read. */
function opened<Found>(path: string, find: (file: number, size: number) => Found): Found | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const stats = fstatSync(file);
    return stats.isFile() ? find(file, stats.size) : undefined;
  } finally {
    closeSync(file);
  }
}
