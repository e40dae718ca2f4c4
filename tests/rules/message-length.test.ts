import { checkOutput } from '../../lib/check/check-output';
import type { Finding } from '../../lib/domain/finding';
import { catalogue } from '../../lib/rules/catalogue';
import { everyRule } from '../../lib/rules/every-rule';
import { runs, sample } from '../extent';
import { must } from '../fixtures';
import { EditedOutput } from './edited-output';
import { cases } from './fixtures';
import type { ManifestCase } from './manifest-case';
import { manifestCases } from './manifest-cases';
import { longMessages } from './message-length';
import { reportedCases } from './reported';

/** Each case of a rule about manifests, or of the reader, that something is found in. */
const inManifests = Object.entries(manifestCases).flatMap(([name, all]) =>
  all.filter(({ finds }) => finds.length > 0).map(given => ({ name, given })),
);

function foundIn(name: string, { variant, edit }: ManifestCase): readonly Finding[] {
  const output = new EditedOutput(variant);
  edit(output);
  return checkOutput(output, [must(everyRule.get(name))]).findings;
}

describe('a message', () => {
  it('is short in every case of the rules about plans', () => {
    const all = catalogue.flatMap(({ name, plan }) => (cases[name] ?? []).map(given => ({ plan, given })));
    const found = sample(all, 5).flatMap(({ plan, given }) => plan?.(given.plan, given.previous) ?? []);
    expect(found.length).toBeGreaterThan(runs(300));
    expect(longMessages(found)).toEqual([]);
  });

  it('is short in every case of the rules about manifests', () => {
    expect(inManifests.length).toBeGreaterThan(300);
    expect(longMessages(sample(inManifests, 41).flatMap(({ name, given }) => foundIn(name, given)))).toEqual([]);
  });

  it('is short in every case of what is only reported', () => {
    expect(longMessages(sample(Object.values(reportedCases), 5).flatMap(({ findings }) => findings()))).toEqual([]);
  });

  it('is too long with one character more', () => {
    const finding = { rule: 'quorum/votes', severity: 'error', at: 'a', problem: 'x'.repeat(274), fix: 'mend it' } as const;
    expect(longMessages([{ ...finding, problem: finding.problem.slice(0, -1) }])).toEqual([]);
    expect(longMessages([finding])).toHaveLength(1);
  });
});
