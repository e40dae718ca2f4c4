import type { Finding, Severity } from '../domain/finding';

/** The consequences of a finding, as lines below it; empty without consequences. */
export function consequenceLines({ rule, at, problem, severity, consequences = [] }: Finding): readonly string[] {
  const same = consequences.filter(each => each.rule === rule);
  const places = same.filter(each => each.problem === problem).map(placeText);
  const others = same.filter(each => each.problem !== problem).map(each => `${each.at === at ? '' : `[${each.at}] `}${each.problem}`);
  const different = [...new Set(others)];
  const shown = different.length > mostShown ? different.slice(0, mostShown - 1) : different;
  const following = consequences
    .filter(each => each.rule !== rule)
    .map(each => `${each.rule} at ${placeText(each)}${severityText(each, severity)}`);
  return [
    ...(places.length > 0 ? [`also at ${counted(places)}`] : []),
    ...shown.map(text => `also: ${text}`),
    ...(shown.length < different.length ? [`also: ${different.length - shown.length} more of ${rule}`] : []),
    ...(following.length > 0 ? [`because of it: ${counted(following)}`] : []),
  ];
}

/** How many findings of the same rule are shown. Machine formats have all of them. */
const mostShown = 4;

const placeText = ({ at, location }: Finding): string => (location?.object === undefined ? at : `${at} (${location.object})`);

/** The severity, if it differs from that of the whole. */
const severityText = ({ severity }: Finding, whole: Severity): string =>
  severity === whole ? '' : `, ${severity === 'error' ? 'an error' : 'a warning'}`;

/** Each text once, with how often it occurs. */
function counted(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`)).join('; ');
}
