import { applicationSpecPath } from '../../manifests/delivery/applications';
import { type JsonObject, listAt, textAt, valueAt } from '../../manifests/yaml/json';
import { type Change, changeOf, factText } from '../change';
import { type FieldDifference, fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** Changes to an object of Argo CD; undefined for another object. */
export function compareDelivery(pair: ObjectPair, context: PairContext): readonly Change[] | undefined {
  const { apiGroup, kind, name, namespace, before, after } = pair;
  if (apiGroup !== 'argoproj.io') return undefined;
  const { place, formed } = context;
  const found = { place, formed, values: { namespace } };
  if (!before) return [changeOf('delivery.application', { ...found, after: `${kind} ${name}` })];
  if (!after) return kind === 'AppProject' ? [] : [changeOf('delivery.application-gone', { ...found, before: `${kind} ${name}` })];
  const [was, is] = [before.data, after.data];
  const spec = applicationSpecPath(before);
  const replaced = replaces(is, spec) && !replaces(was, spec);
  const ignored = ignoresReplicas(is, spec) && !ignoresReplicas(was, spec);
  // The clusters of a group that has not formed share one step, so that it can form; later they go one by one.
  const together = !isOneByOne(is) && isOneByOne(was);
  const rest = fieldDifferences(was, is);
  return [
    ...(replaced ? [changeOf('delivery.replace', { ...found, after: listAt(is, ...spec, 'syncPolicy', 'syncOptions') })] : []),
    ...(ignored ? [changeOf('members.autoscaled', { ...found, after: 'Argo CD ignores replicas' })] : []),
    ...(together ? [changeOf('delivery.order', { ...found, before: 'one cluster after the other', after: 'several at once' })] : []),
    ...(replaced || ignored || together ? [] : [changeOf('delivery.application', { ...found, ...facts(rest) })]),
  ];
}

type SpecPath = ReturnType<typeof applicationSpecPath>;

const replaces = (data: JsonObject, spec: SpecPath): boolean =>
  listAt(data, ...spec, 'syncPolicy', 'syncOptions').some(option => option === 'Replace=true' || option === 'Force=true');

const ignoresReplicas = (data: JsonObject, spec: SpecPath): boolean =>
  /spec[/.]replicas/.test(JSON.stringify(valueAt(data, ...spec, 'ignoreDifferences') ?? null));

/** Whether an ApplicationSet syncs its clusters one by one. An Application has only one cluster. */
function isOneByOne({ kind, spec }: JsonObject): boolean {
  if (kind !== 'ApplicationSet') return true;
  if (textAt(spec, 'strategy', 'type') !== 'RollingSync') return false;
  return listAt(spec, 'strategy', 'rollingSync', 'steps').every(step => {
    const most = valueAt(step, 'maxUpdate');
    const values = listAt(step, 'matchExpressions').flatMap(expression => listAt(expression, 'values'));
    return most === 1 || values.length < 2;
  });
}

function facts(differences: readonly FieldDifference[]): { readonly before: unknown; readonly after: unknown } {
  const side = (which: 'before' | 'after'): readonly string[] =>
    differences.flatMap(({ path, [which]: value }) => (value === undefined ? [] : [`${path.split('.').at(-1)}: ${factText(value)}`]));
  return { before: side('before'), after: side('after') };
}
