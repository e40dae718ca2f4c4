import { isObject, type Json, type JsonObject, listAt, objectAt, textAt } from '../yaml/json';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a label selector (`matchLabels`, `matchExpressions`) selects these labels. An empty selector selects everything.
 * Source: Kubernetes, "Labels and Selectors".
 */
export function selects(selector: Json | undefined, labels: Labels): boolean {
  if (!isObject(selector)) return false;
  const { matchLabels, matchExpressions } = selector;
  return (
    (!isObject(matchLabels) || selectsAll(matchLabels, labels)) &&
    (!Array.isArray(matchExpressions) || matchExpressions.every(expression => isObject(expression) && holds(expression, labels)))
  );
}

/** Whether the labels contain each of these pairs. The selector of a Service works so. */
export function selectsAll(pairs: JsonObject, labels: Labels): boolean {
  for (const key in pairs) if (!Object.hasOwn(labels, key) || labels[key] !== pairs[key]) return false;
  return true;
}

function holds(expression: JsonObject, labels: Labels): boolean {
  const key = textAt(expression, 'key') ?? '';
  const values = listAt(expression, 'values');
  const has = Object.hasOwn(labels, key);
  switch (textAt(expression, 'operator')) {
    case 'In':
      return has && values.includes(labels[key] ?? '');
    case 'NotIn':
      return !has || !values.includes(labels[key] ?? '');
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return false;
  }
}

/** The smallest set of labels that a selector selects; undefined where the selector contradicts itself. */
export function selected(selector: JsonObject): Labels | undefined {
  const labels: Record<string, string> = {};
  for (const [key, value] of Object.entries(objectAt(selector, 'matchLabels'))) if (typeof value === 'string') labels[key] = value;
  for (const expression of listAt(selector, 'matchExpressions')) {
    const key = textAt(expression, 'key') ?? '';
    const operator = textAt(expression, 'operator');
    const value = operator === 'In' ? listAt(expression, 'values')[0] : operator === 'Exists' ? '' : undefined;
    if (typeof value === 'string' && !Object.hasOwn(labels, key)) labels[key] = value;
  }
  return selects(selector, labels) ? labels : undefined;
}
