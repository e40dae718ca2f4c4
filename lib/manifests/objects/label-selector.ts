import { memoized } from './memoized';

/** One requirement of a selector: whether labels meet it. */
type Requirement = (labels: Readonly<Record<string, string>>) => boolean;

/**
 * The test of a selector that is one text, as in ExternalDNS's `--label-filter`: `a=b,c!=d,e in (f,g),h,!i`. An empty selector selects
 * everything. Source: Kubernetes, "Labels and Selectors".
 */
export const selectorOf: (text: string) => Requirement = memoized(text => {
  const requirements = (text.match(/(?:[^,(]|\([^)]*\))+/g) ?? []).map(part => requirementOf(part.trim()));
  return labels => requirements.every(holds => holds(labels));
});

function requirementOf(text: string): Requirement {
  const [, key = '', not, list] = /^(\S+)\s+(not)?in\s*\(([^)]*)\)$/.exec(text.replace(/\s+notin\b/, ' notin')) ?? [];
  if (list !== undefined) {
    const values = new Set(list.split(',').map(value => value.trim()));
    return labels => (Object.hasOwn(labels, key) && values.has(labels[key] as string)) === (not === undefined);
  }
  const [, name = '', sign = '', value = ''] = /^([^!=\s]+)\s*(!=|==?)\s*(.*)$/.exec(text) ?? [];
  if (sign === '!=') return labels => !Object.hasOwn(labels, name) || labels[name] !== value.trim();
  if (sign !== '') return labels => Object.hasOwn(labels, name) && labels[name] === value.trim();
  if (text.startsWith('!')) return labels => !Object.hasOwn(labels, text.slice(1).trim());
  return labels => text === '' || Object.hasOwn(labels, text);
}
