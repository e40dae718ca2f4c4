import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { render, variants } from './variants';

/** `npm run golden`: renders every variant, and puts the trees in place of the committed ones once all of them are there. */
const golden = resolve('tests', 'golden');
const fresh = mkdtempSync(join(tmpdir(), 'georaft-golden-'));
try {
  for (const variant of variants) render(variant, fresh);
  for (const entry of readdirSync(golden, { withFileTypes: true })) {
    if (entry.isDirectory()) rmSync(join(golden, entry.name), { recursive: true });
  }
  cpSync(fresh, golden, { recursive: true });
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
