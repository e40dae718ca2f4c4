import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkFolder } from '../../lib/check/check-folder';
import { folderSource } from '../../lib/check/output-source';
import { Finding } from '../../lib/domain/finding';
import { isFullRun } from '../extent';
import { accepted } from './accepted';
import { fleetDrafts } from './arbitrary-fleet';
import { today } from './build';
import { everyKind, kindsOf } from './kinds';
import { objectFaults } from './objects';
import { outputIn } from './objects/written';
import { fleets, seed } from './runs';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'georaft-agreement-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In how many accepted fleets each kind of what a fleet can ask for was. */
const seen = new Map<string, number>();

describe(`each of ${fleets} random fleets that a synthesis accepts without a finding`, () => {
  it('is clean under the check of its output, and has objects that fit each other', () => {
    fc.assert(
      fc.property(fleetDrafts, draft => {
        const attempt = accepted(draft, folder);
        fc.pre(attempt.kind === 'accepted');
        for (const kind of kindsOf(attempt.draft)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        const output = join(folder, 'dist');
        const { findings } = checkFolder(folderSource(output), { today });
        const faults = { check: findings.map(Finding.line), objects: objectFaults(attempt.draft, outputIn(output)) };
        // What was accepted is what has to be looked at, and not what it was mended from.
        if (findings.length + faults.objects.length > 0)
          throw new Error(`${JSON.stringify(faults, null, 1)}\nof ${JSON.stringify(attempt.draft)}`);
      }),
      { numRuns: fleets, seed },
    );
  });

  // A few fleets have not all of them.
  if (isFullRun)
    it('has its share in every kind that a fleet can be of', () => {
      expect(everyKind.filter(kind => (seen.get(kind) ?? 0) < fleets / 200)).toEqual([]);
    });
});
