import type { Acknowledgement } from '../domain/acknowledgement';
import { Finding } from '../domain/finding';

/** The line that a synthesis prints for an accepted finding. */
export const acceptedLine = (finding: Finding, { until, reason }: Acknowledgement): string =>
  `accepted until ${until}: ${Finding.line(finding)} (${reason})`;
