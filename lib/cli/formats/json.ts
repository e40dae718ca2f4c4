import type { Finding } from '../../domain/finding';
import { countOf, type Format } from './report';

/** Version of the format. It is raised when a reader of the old format would misread the new one; new fields alone do not raise it. */
const version = 1;

/** JSON for programs: everything, in a stable format. Files are paths relative to the folder. */
export const json: Format = ({ folder, files, objects, rules, findings, accepted, members, waiting, skipped = 0, version: georaft }) => {
  const document = {
    version,
    georaft,
    folder,
    summary: {
      files,
      objects,
      rules: rules.length,
      errors: countOf(findings, 'error'),
      warnings: countOf(findings, 'warning'),
      consequences: findings.reduce((sum, { consequences = [] }) => sum + consequences.length, 0),
      accepted: accepted.length,
      /** Rules that need a plan, in a folder without one. */
      rulesNotRun: waiting.length,
      filesNotRead: skipped,
    },
    members,
    notRun: waiting.map(({ name }) => name),
    findings: findings.map(inOrder),
    accepted: accepted.map(({ finding, acknowledgement: { reason, until } }) => ({ ...inOrder(finding), reason, until })),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
};

interface Written extends Pick<Finding, 'rule' | 'severity' | 'at' | 'problem' | 'fix' | 'location'> {
  readonly consequences?: readonly Written[];
}

const inOrder = ({ rule, severity, at, problem, fix, location, consequences }: Finding): Written => ({
  rule,
  severity,
  at,
  problem,
  fix,
  ...(location ? { location } : {}),
  ...(consequences ? { consequences: consequences.map(inOrder) } : {}),
});
