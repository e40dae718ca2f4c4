import type { Finding } from '../../../lib/domain/finding';

/** A rule that names a harm: by itself, or where it follows from what another one finds. */
export interface Naming {
  readonly rule: string;
  readonly cause?: string;
}

/** What must come of a change of a field. */
export interface Verdict {
  /** Which changes: `voters: spec.replicas: *`. */
  readonly pattern: string;
  /** Of which at least one must name the harm; none where it is harmless. */
  readonly rules: readonly Naming[];
  /** Why it is harmless. */
  readonly why: string | undefined;
}

/** Kinds of objects that one row is about. */
const several: Readonly<Record<string, string>> = {
  $members: '(voters|voters of whitewater|voters of whitewater with a file|learners|cold standby)',
  $beside: '(join job|mirror|ExternalDNS local)',
  $policy: '(policy of voters|policy of whitewater|policy of learners|policy of the join job|policy of the mirror)',
  $services: '(peer Service|client Service|client Service of whitewater|peer Service of ledger|client Service of ledger)',
  $bootstrap: '(bootstrap|bootstrap of whitewater|bootstrap of whitewater with a file|bootstrap of learners)',
  $pod: 'spec.template.spec',
  $container: 'spec.template.spec.containers[*]',
  $dns: '(ExternalDNS local|ExternalDNS global)',
  $applications: '(application|application set)',
  $gone: '(gone|-> *)',
};

/**
 * Rows of verdicts: a pattern, `=>`, and the rules that may name the harm, or `harmless:` and why. `*` is anything. A rule names it by itself;
 * `storage/claim<api/volume` is what storage/claim finds where api/volume says what it follows from.
 */
export const verdicts = (text: string): readonly Verdict[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [pattern = '', verdict = ''] = line.split(' => ');
      const harmless = /^harmless: (.+)$/.exec(verdict);
      return { pattern, rules: harmless ? [] : verdict.split(' ').map(naming), why: harmless?.[1] };
    });

function naming(text: string): Naming {
  const [rule = '', cause] = text.split('<');
  return cause === undefined ? { rule } : { rule, cause };
}

/** Whether one of the findings names the harm, at one of the places. */
export const names = ({ rule, cause }: Naming, findings: readonly Finding[], places: readonly string[]): boolean =>
  findings
    .filter(each => cause === undefined || each.rule === cause)
    .flatMap(each => (cause === undefined ? [each] : (each.consequences ?? [])))
    .some(each => each.rule === rule && places.includes(each.at));

/** Whether a change is what a row is about. */
export function matcher({ pattern }: Verdict): (told: string) => boolean {
  const whole = Object.entries(several).reduce((text, [name, stands]) => text.replaceAll(name, stands), pattern);
  // In brackets it is one item, and elsewhere anything.
  const [item, anything] = ['[^\\]]*', '.*'];
  const parts = whole.split('[*]').map(part => part.replace(/[.+?^${}[\]\\]/g, '\\$&').replaceAll('*', anything));
  const expression = new RegExp(`^${parts.join(`\\[${item}\\]`)}$`, 's');
  return told => expression.test(told);
}
