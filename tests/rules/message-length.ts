import { Finding } from '../../lib/domain/finding';

/** The most characters of a finding on one line, with its place and its rule: more is not read, and belongs into the page of the rule. */
const most = 300;

/** Messages that are longer, each once. */
export const longMessages = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.map(Finding.line))].filter(line => line.length > most).map(line => `${line.length}: ${line}`);
