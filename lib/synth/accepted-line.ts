import type { Acknowledgement } from '../domain/acknowledgement';
import { Finding } from '../domain/finding';

/** An accepted finding, as a synthesis prints it. */
export const acceptedLine = (finding: Finding, { until, reason }: Acknowledgement): string =>
  `accepted until ${until}: ${Finding.line(finding)} (${reason})`;
