import { type JsonObject, numberAt, valueAt } from '../../manifests/yaml/json';
import { type Change, changeOf, isSame } from '../change';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** Changes to a disruption budget that the plan does not show; undefined for another object. */
export function compareBudget({ kind, name, before, after }: ObjectPair, context: PairContext): readonly Change[] | undefined {
  const { place, formed, values, seat, nextSeat } = context;
  if (kind !== 'PodDisruptionBudget' || !seat) return undefined;
  const found = { place, formed, values };
  if (!after) return nextSeat ? [changeOf('budget.gone', { ...found, before: name })] : [];
  if (!before) return [changeOf('budget.changed', { ...found, after: textOf(after.data) })];
  const [selector, next] = [valueAt(before.data, 'spec', 'selector'), valueAt(after.data, 'spec', 'selector')];
  const allowed = numberAt(after.data, 'spec', 'maxUnavailable');
  const planned = nextSeat?.allowedDown !== seat.allowedDown && allowed === nextSeat?.allowedDown;
  const [was, is] = [textOf(before.data), textOf(after.data)];
  const tooMany = allowed !== undefined && allowed + allowedElsewhere(context) > toleratedBy(context);
  if (isSame(selector, next) && was === is) return [changeOf('object.metadata', found)];
  return [
    ...(isSame(selector, next) ? [] : [changeOf('budget.selector', { ...found, before: selector, after: next })]),
    ...(was === is || planned ? [] : [changeOf(tooMany ? 'budget.too-many' : 'budget.changed', { ...found, before: was, after: is })]),
  ];
}

const textOf = (data: JsonObject): string =>
  ['maxUnavailable', 'minAvailable', 'unhealthyPodEvictionPolicy']
    .flatMap(field => {
      const value = valueAt(data, 'spec', field);
      return value === undefined ? [] : [`${field}: ${JSON.stringify(value)}`];
    })
    .join(', ');

/** The evictions that the budgets of the group's other clusters allow. */
const allowedElsewhere = ({ now, seat }: PairContext): number =>
  (now?.seats ?? [])
    .filter(({ cluster, group, role }) => group === seat?.group && cluster !== seat?.cluster && role !== 'learner')
    .reduce((sum, { allowedDown }) => sum + allowedDown, 0);

/** The members of the group that may be missing; at least one, as otherwise no node could be drained. */
const toleratedBy = ({ now, seat }: PairContext): number =>
  Math.max(1, now?.groups.find(({ name }) => name === seat?.group)?.tolerated ?? 0);
