import type { Report } from '../../lib/cli/formats/report';
import { plain } from '../../lib/cli/style';
import type { Finding } from '../../lib/domain/finding';
import { catalogue } from '../../lib/rules/catalogue';

/** How a page without colours is written. */
export const page = { style: plain, columns: undefined };

/** A report of these findings. */
export const reportOf = (findings: readonly Finding[], change: Partial<Report> = {}): Report => ({
  folder: 'dist',
  failOn: 'error',
  version: '1.2.3',
  pathOf: file => `dist/${file}`,
  findings,
  accepted: [],
  rules: catalogue.filter(({ manifests }) => manifests !== undefined),
  plan: undefined,
  objects: 100,
  files: 10,
  members: { groups: [], others: [] },
  waiting: [],
  ...change,
});

/** A finding at a place of a file. */
export const finding = (change: Partial<Finding> & { readonly file?: string; readonly line?: number } = {}): Finding => {
  const { file = 'dublin/settings/settings.yaml', line = 12, ...rest } = change;
  return {
    rule: 'bootstrap/parallel',
    severity: 'error',
    at: 'settings/dublin',
    problem: 'members start in order',
    fix: 'start them at once',
    location: {
      file,
      line,
      column: 3,
      object: 'StatefulSet settings',
      field: 'spec.podManagementPolicy',
      construct: 'clusters/dublin/settings/members',
    },
    ...rest,
  };
};

/** A finding of the fleet, in no file. */
export const placeless = (change: Partial<Finding> = {}): Finding => {
  const { location: _, ...rest } = finding({ rule: 'output/plan', severity: 'warning', at: 'fleet', problem: 'no plan', fix: 'add it' });
  return { ...rest, ...change };
};

/** A finding from which others follow: of another rule and less severe, and of its own rule beside it. */
export const headed = (change: Partial<Finding> = {}): Finding =>
  finding({
    consequences: [
      finding({ rule: 'names/dangling-service', problem: 'selects nothing', fix: 'select pods', line: 40 }),
      placeless({ rule: 'storage/compaction', at: 'settings/dublin', problem: 'never compacted' }),
      placeless({ rule: 'storage/compaction', at: 'settings/dublin', problem: 'never defragmented' }),
      finding({ problem: 'members end in order' }),
    ],
    ...change,
  });

/** What a hand could write into a manifest, or call a file. */
export const hostile = 'a\u001b[31m%0A::error::\n\r\t,:<b attr="1">&amp;\'\u0000\u202e\ufffe\ud800 ]]> 🙂';
