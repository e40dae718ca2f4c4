import type { Finding } from '../../domain/finding';
import { countOf, type Format } from './report';

/** Raised when a reader of the old form would misread the new one. Fields may be added without. */
const version = 1;

/** For programs: everything, in a form that stays. Files are paths below the folder. */
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
      /** Rules that need the plan, where there is none. */
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
