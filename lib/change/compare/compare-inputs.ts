import { objectAt } from '../../manifests/yaml/json';
import type { ChangeKind } from '../catalogue';
import { type Change, changeOf } from '../change';
import { fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** Changes to a ConfigMap of a system, which members read at their first start, or clients and load balancers. */
export function compareInputs({ kind, name, before, after }: ObjectPair, context: PairContext): readonly Change[] | undefined {
  const { place, formed, values, old, nextSeat, stepped } = context;
  if (kind !== 'ConfigMap' || !old) return undefined;
  const found = { place, formed, values };
  if (!before) return [changeOf('object.appears', { ...found, after: `ConfigMap ${name}` })];
  if (!after) return nextSeat ? [changeOf('object.goes', { ...found, before: `ConfigMap ${name}` })] : [];
  const differences = fieldDifferences(objectAt(before.data, 'data'), objectAt(after.data, 'data'));
  if (differences.length === 0) return [changeOf('object.metadata', found)];
  // Inputs that come from the ledger change with it.
  if (stepped && /-(bootstrap|volumes)$/.test(name)) return [];
  return differences.flatMap(({ path, before: was, after: is }) => {
    const kindOf = name.endsWith('-bootstrap') ? inputKind(path, String(was ?? ''), String(is ?? ''), context) : contentKind(name);
    return [changeOf(kindOf, { ...found, before: was, after: is })];
  });
}

/** The kind of a change to a bootstrap variable, by its name and its value. */
function inputKind(name: string, was: string, is: string, { now, seat }: PairContext): ChangeKind {
  if (/state/i.test(name)) return is === 'new' || (was === 'existing' && is !== 'existing') ? 'bootstrap.forms-anew' : 'bootstrap.joins';
  if (/token/i.test(name)) return 'bootstrap.token';
  const voters = now?.groups.find(({ name: group }) => group === seat?.group)?.members.filter(({ role }) => role === 'voter').length;
  if (/^\d+$/.test(was) && /^\d+$/.test(is) && /expect|voters|count|size/i.test(name))
    return Number(is) === voters ? 'bootstrap.peers' : 'bootstrap.expected-voters';
  return /[,\s{]/.test(is) || /peers|cluster|join/i.test(name) ? 'bootstrap.peers' : 'bootstrap.other';
}

/** Whether an object is one of load balancers, by its name. */
export const isBalancer = (name: string): boolean => name.endsWith('-balancer');

const contentKind = (name: string): ChangeKind =>
  isBalancer(name) ? 'access.balancer' : name.endsWith('-endpoints') ? 'access.client-list' : 'object.other';
