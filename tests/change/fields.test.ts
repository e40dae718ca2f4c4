import { type ChangeKind, changeKinds } from '../../lib/change/catalogue';
import { compareOutputs } from '../../lib/change/compare-outputs';
import { changedFields } from '../../lib/change/fields/changed-fields';
import type { Output } from '../../lib/change/output';
import { fleetFile } from '../../lib/plan/document/fleet-document';
import { sample } from '../extent';
import { must } from '../fixtures';
import { entries } from '../matrix/entries';
import { outcomeOf } from '../matrix/run';
import { appOf } from '../matrix/world';

const lines = Object.entries(changedFields).flatMap(([type, fields]) =>
  Object.entries(fields).map(([field, line]) => ({ field: `${type}.${field}`, line })),
);
const kindsOf = (line: (typeof lines)[number]['line']): readonly ChangeKind[] => ('unseen' in line ? [] : line);

/** Kinds that no field of a program comes to: somebody changed a file, applies objects of his own, or several systems at once. */
const byHand: readonly ChangeKind[] = [
  ...(['members.name-too-long', 'members.duplicate', 'members.fewer-replicas', 'members.more-replicas', 'members.autoscaled'] as const),
  ...(['members.set-gone', 'members.immutable-field', 'members.ordered-start', 'storage.claim', 'storage.retention'] as const),
  ...(['storage.unconfirmed', 'tls.certificate', 'tls.certificate-gone', 'rollout.waits', 'rollout.with-scaling'] as const),
  ...(['rollout.partition', 'rollout.strategy', 'template.security', 'template.volumes', 'template.labels'] as const),
  ...(['budget.too-many', 'budget.gone', 'budget.selector', 'network.unprotected', 'delivery.replace', 'service.peers-metadata'] as const),
  ...(['chart.appears', 'chart.changes', 'chart.goes', 'chart.data-goes', 'file.unreadable', 'file.other'] as const),
  ...(['system.joins', 'system.leaves', 'system.renamed', 'votes.promoted', 'votes.demoted', 'votes.several-flips'] as const),
];

describe('the lines of fields', () => {
  it('say of each field what its change comes to', () => {
    expect(lines.length).toBeGreaterThan(150);
    expect(lines.filter(({ line }) => !('unseen' in line) && line.length === 0).map(({ field }) => field)).toEqual([]);
  });

  it('name every kind that a program can come to', () => {
    const named = new Set([...lines.flatMap(({ line }) => kindsOf(line)), ...byHand]);
    expect((Object.keys(changeKinds) as ChangeKind[]).filter(kind => !named.has(kind))).toEqual([]);
  });
});

/** The output that a program of the matrix writes. */
function written(files: ReadonlyMap<string, string>): Output {
  const below = new Map([...files].flatMap(([path, text]) => (path.startsWith('dist/') ? [[path.slice(5), text] as const] : [])));
  return {
    plan: JSON.parse(must(below.get(fleetFile))),
    files: below,
    read: paths => new Map(paths.flatMap(path => (below.has(path) ? [[path, must(below.get(path))] as const] : []))),
  };
}

describe('what a factory is given', () => {
  // Each is two syntheses.
  const given = sample(
    Object.entries(entries).filter(([, { args }]) => args.length > 0),
    11,
  );

  it.each(given)('is compared with what may be left out: %s', (_, entry) => {
    const outcome = (args: readonly unknown[], program: typeof entry.program) =>
      outcomeOf(folder => appOf(folder, program(entry.make(...args))), 'unchecked').files;
    const [bare, full] = [written(outcome(entry.bare, entry.bareProgram)), written(outcome(entry.args, entry.program))];
    for (const [before, after] of [[bare, full] as const, [full, bare] as const]) {
      const differs = [...new Set([...before.files.keys(), ...after.files.keys()])].some(
        path => path !== fleetFile && before.files.get(path) !== after.files.get(path),
      );
      const changes = compareOutputs(before, after);
      if (differs) expect(changes).not.toEqual([]);
      // Nothing of the matrix has formed a group.
      expect(changes.filter(({ verdict }) => verdict === 'never').map(({ kind }) => kind)).toEqual([]);
      for (const change of changes) expect(JSON.stringify(change)).not.toMatch(/undefined|NaN|\[object /);
    }
  });
});
