import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Compares files with texts in two buffers that are used again and again, so that a large output leaves no garbage. */
export class Comparison {
  private found = Buffer.alloc(1 << 16);
  private wanted = Buffer.alloc(1 << 16);

  /** Whether a file holds a text, as UTF-8. What is no file, or cannot be read, counts as missing. */
  compare(path: string, text: string): 'same' | 'different' | 'missing' {
    let file: number;
    try {
      file = openSync(path, 'r');
    } catch {
      return 'missing';
    }
    try {
      const stats = fstatSync(file);
      if (!stats.isFile()) return 'missing';
      const size = Buffer.byteLength(text);
      return stats.size === size && this.holds(file, text, size) ? 'same' : 'different';
    } finally {
      closeSync(file);
    }
  }

  private holds(file: number, text: string, size: number): boolean {
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
    this.wanted.write(text, 0, 'utf8');
    return this.found.compare(this.wanted, 0, size, 0, size) === 0;
  }
}
