import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkFolder } from '../../lib/check/check-folder';
import { folderSource } from '../../lib/check/output-source';
import { Finding } from '../../lib/domain/finding';
import { accepted } from './accepted';
import { fleetDrafts } from './arbitrary-fleet';
import { today } from './build';
import { kindsOf } from './kinds';
import { objectFaults } from './objects';
import { outputIn } from './objects/written';
import { fleets, seed } from './runs';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'georaft-agreement-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How often each kind of what a fleet can ask for was accepted. */
const seen = new Map<string, number>();

describe('a fleet that is accepted without a finding', () => {
  it(`is clean under the check, and its objects fit each other (${fleets} fleets)`, () => {
    fc.assert(
      fc.property(fleetDrafts, draft => {
        const attempt = accepted(draft, folder);
        fc.pre(attempt.kind === 'accepted');
        for (const kind of kindsOf(attempt.draft)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        const output = join(folder, 'dist');
        const { findings } = checkFolder(folderSource(output), { today });
        expect({ check: findings.map(Finding.line), objects: objectFaults(attempt.draft, outputIn(output)), of: attempt.draft }).toEqual({
          check: [],
          objects: [],
          of: attempt.draft,
        });
      }),
      { numRuns: fleets, seed },
    );
  });

  it('is of every kind', () => {
    console.log(
      [...seen]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([kind, count]) => `${kind}: ${count}`)
        .join('\n'),
    );
  });
});
