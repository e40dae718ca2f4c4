import { listAt, textAt } from '../../manifests/yaml/json';
import type { SystemDocument } from '../../plan/document/system-document';
import { without } from '../by-name';
import { type Change, changeOf, isSame } from '../change';
import { fieldDifferences } from '../field-difference';
import { retired, whyNotOneRetirement } from '../name-steps';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

type Ledger = Pick<SystemDocument, 'state'>;

/** Changes to the names that the ledger of a system has. */
export function compareNames(old: Pick<SystemDocument, 'name' | 'state'>, now: Ledger): readonly Change[] {
  const [before, after] = [old.state.names, now.state.names];
  const found = { place: { system: old.name }, formed: true };
  if (!after || isSame(before, after)) return [];
  const problem = whyNotOneRetirement(before, after);
  if (problem !== undefined) return [changeOf('ledger.not-one-step', { ...found, after: problem })];
  const gone = retired(before, after).map(host => `${host} is no longer published`);
  return gone.length > 0
    ? [changeOf('ledger.step', { ...found, after: gone })]
    : [changeOf('ledger.names', { ...found, after: Object.keys(after) })];
}

/** Whether a step of the ledger takes a name away. */
export const isRetired = (old: Ledger | undefined, now: Ledger | undefined, host: string): boolean =>
  retired(old?.state.names, now?.state.names).includes(host);

/** The hosts of an Ingress that come, or that a step takes away; undefined for another object or change. */
export function compareHosts(
  { kind, before, after }: ObjectPair,
  { place, formed, values, old, now }: PairContext,
): readonly Change[] | undefined {
  if (kind !== 'Ingress' || !before || !after) return undefined;
  const hosts = (data: typeof before.data): readonly string[] => listAt(data, 'spec', 'rules').flatMap(rule => textAt(rule, 'host') ?? []);
  const [was, is] = [hosts(before.data), hosts(after.data)];
  const paths = new Set(
    [...listAt(before.data, 'spec', 'rules'), ...listAt(after.data, 'spec', 'rules')].map(rule =>
      JSON.stringify({ ...(rule as object), host: '' }),
    ),
  );
  const others = fieldDifferences(before.data, after.data).filter(({ path }) => !/^spec\.(rules|tls)/.test(path));
  const gone = without(was, is);
  if (paths.size > 1 || others.length > 0 || was.join() === is.join() || !gone.every(host => isRetired(old, now, host))) return undefined;
  return [changeOf('object.hosts', { place, before: was, after: is, formed, values })];
}
