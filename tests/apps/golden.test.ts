import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { render, variants } from '../golden/variants';

const golden = resolve(__dirname, '..', 'golden');
const names = variants.map(({ name }) => name);

/** Paths of all files below a folder, sorted; none where it does not exist. */
function files(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
}

/** How the files below two folders differ, one line a file. */
function differences(committed: string, rendered: string): readonly string[] {
  const before = new Set(files(committed));
  const after = new Set(files(rendered));
  return [...new Set([...before, ...after])].sort().flatMap(path => {
    if (!before.has(path)) return [`missing  ${path}`];
    if (!after.has(path)) return [`extra    ${path}`];
    return readFileSync(join(committed, path)).equals(readFileSync(join(rendered, path))) ? [] : [`differs  ${path}`];
  });
}

describe('the golden trees', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'georaft-golden-'));
  afterAll(() => rmSync(fresh, { recursive: true, force: true }));

  it.each(names)('%s is what its program renders, byte for byte', name => {
    const variant = variants.find(candidate => candidate.name === name);
    if (variant) render(variant, fresh);
    const found = differences(join(golden, name), join(fresh, name));
    if (found.length > 0) throw new Error(`tests/golden/${name} is not what is rendered now; run npm run golden\n${found.join('\n')}`);
    expect(files(join(golden, name)).length).toBeGreaterThan(0);
  });

  it('are the same when rendered twice', () => {
    const again = mkdtempSync(join(tmpdir(), 'georaft-golden-'));
    try {
      for (const variant of variants) {
        if (!existsSync(join(fresh, variant.name))) render(variant, fresh);
        render(variant, again);
      }
      expect(differences(fresh, again)).toEqual([]);
    } finally {
      rmSync(again, { recursive: true, force: true });
    }
  });

  it('belong to a program each', () => {
    const folders = readdirSync(golden, { withFileTypes: true }).filter(entry => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...names].sort());
  });
});
