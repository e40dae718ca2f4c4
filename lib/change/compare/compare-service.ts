import { type Json, type JsonObject, valueAt } from '../../manifests/yaml/json';
import { learnerPeerServiceName, peerServiceName } from '../../plan/members/object-names';
import { type Change, changeOf } from '../change';
import { type FieldDifference, fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import { sourceRangesKind } from './compare-networks';
import type { PairContext } from './pair-context';

/** Changes to a Service of a system; undefined for another object. */
export function compareService(pair: ObjectPair, context: PairContext): readonly Change[] | undefined {
  const { kind, name, unit, before, after } = pair;
  const { place, formed, values, nextSeat, old, now } = context;
  if (kind !== 'Service' || !old) return undefined;
  const peers = [peerServiceName(unit), learnerPeerServiceName(unit)].includes(name);
  const found = { place, formed, values };
  if (!before) return [changeOf('object.appears', { ...found, after: `Service ${name}` })];
  if (!after) return nextSeat ? [changeOf(peers ? 'service.peers' : 'service.clients', { ...found, before: name })] : [];
  const all = fieldDifferences(before.data, after.data);
  const sources = all.filter(({ path }) => path === 'spec.loadBalancerSourceRanges');
  const sourceKinds = sources.map(each => sourceRangesKind(textsOf(each.before), textsOf(each.after), old, now));
  const admitted = sourceKinds.includes(undefined) ? [] : sources;
  const spec = all.filter(each => each.path.startsWith('spec') && !admitted.includes(each));
  const hosts = all.filter(({ path }) => /external-dns\..*\/(hostname|ttl|target)$/.test(path));
  // The ports follow the engine, and its change covers them.
  const planned =
    JSON.stringify(old.engine.ports) !== JSON.stringify(now?.engine.ports) && spec.every(({ path }) => path.startsWith('spec.ports'));
  const kept =
    peers &&
    spec.length > 0 &&
    isPeerService(after.data) &&
    spec.every(({ path, before: was }) => path.startsWith('spec.ports') && was === undefined);
  return [
    ...(spec.length === 0 || planned
      ? []
      : [changeOf(peers ? (kept ? 'object.metadata' : 'service.peers') : 'service.clients', { ...found, ...facts(spec) })]),
    ...(hosts.length === 0 ? [] : [changeOf(peers ? hostKind(hosts) : 'object.published', { ...found, ...facts(hosts) })]),
    ...sourceKinds.flatMap(of => (of ? [changeOf(of, { ...found, ...facts(sources) })] : [])),
    ...(spec.length + hosts.length + admitted.length === 0 ? [changeOf('object.metadata', { ...found, ...facts(all) })] : []),
  ];
}

/** Whether a Service still gives every member a name: it is headless and publishes members that are not ready. */
const isPeerService = (data: JsonObject): boolean =>
  valueAt(data, 'spec', 'clusterIP') === 'None' && valueAt(data, 'spec', 'publishNotReadyAddresses') === true;

/** The texts in a list; none where it is no list. */
const textsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

const hostKind = (differences: readonly FieldDifference[]): 'service.peers-metadata' | 'object.published' =>
  differences.some(({ path }) => !path.endsWith('/ttl')) ? 'service.peers-metadata' : 'object.published';

function facts(differences: readonly FieldDifference[]): { readonly before: unknown; readonly after: unknown } {
  const side = (which: 'before' | 'after'): readonly string[] =>
    differences.flatMap(({ path, [which]: value }) =>
      value === undefined ? [] : [`${path.replace(/^spec\.|^metadata\./, '')}: ${JSON.stringify(value)}`],
    );
  return { before: side('before'), after: side('after') };
}
