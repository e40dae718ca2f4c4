import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Compares files with texts in two buffers that are used again and again, so that a large output leaves no garbage. */
export class Comparison {
  private found = Buffer.alloc(1 << 16);
  private wanted = Buffer.alloc(1 << 16);

  /** Whether a file holds a text, as UTF-8. What is no file, or cannot be read, counts as missing. */
  compare(path: string, text: string): 'same' | 'different' | 'missing' {
    const size = Buffer.byteLength(text);
    const compare = (file: number, found: number) => (found === size && this.holds(file, text, size) ? 'same' : 'different');
    return opened(path, compare) ?? 'missing';
  }

  /** The content of a file, until the next one is asked for; undefined where there is none. */
  read(path: string): Uint8Array | undefined {
    return opened(path, (file, size) => (this.fill(file, size) ? this.found.subarray(0, size) : undefined));
  }

  private holds(file: number, text: string, size: number): boolean {
    if (!this.fill(file, size)) return false;
    this.wanted.write(text, 0, 'utf8');
    return this.found.compare(this.wanted, 0, size, 0, size) === 0;
  }

  /** Whether a file has so many bytes. They are in the buffer then. */
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

/** What is found of a file that is opened for it. What is no file, or cannot be read, is undefined. */
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
