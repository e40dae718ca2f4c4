import { policiesOf } from '../../manifests/dns/routing-policy';
import type { SystemDocument } from '../../plan/document/system-document';
import { pairedBy, without } from '../by-name';
import type { ChangeKind } from '../catalogue';
import { type Change, changeOf, isSame } from '../change';
import { isSystemFormed } from '../formed';
import { isRetired } from './compare-names';

type RecordDocument = SystemDocument['records'][number];

/** Changes to the records that a system publishes. */
export function compareRecords(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const formed = isSystemFormed(old);
  const named = (records: readonly RecordDocument[], name: string): readonly RecordDocument[] => records.filter(each => each.name === name);
  const names = [...new Set([...old.records, ...now.records].map(({ name }) => name))];
  return names.flatMap(name =>
    ofName(name, named(old.records, name), named(now.records, name), old.name, formed, isRetired(old, now, name)),
  );
}

/** Compares the records of one name by type and set identifier. A new type is one change, and not a removal and an addition. */
function ofName(
  name: string,
  old: readonly RecordDocument[],
  now: readonly RecordDocument[],
  system: string,
  formed: boolean,
  isOfStep: boolean,
): readonly Change[] {
  const found = (before: unknown, after: unknown) => ({ place: { system, record: name }, before, after, formed });
  const types = (records: readonly RecordDocument[]): readonly string[] => [...new Set(records.map(({ type }) => type))].sort();
  const [was, is] = [routingOf(old), routingOf(now)];
  if (old.length > 0 && now.length > 0 && was !== is) return [changeOf('record.policy', found(was, is))];
  if (old.length > 0 && now.length > 0 && without(types(old), types(now)).length > 0)
    return [changeOf('record.type', found(contentOf(old), contentOf(now)))];
  return pairedBy(old, now, keyOf).flatMap(({ before, after }) => {
    if (!before) return after ? [changeOf('record.appears', found(undefined, contentOf([after])))] : [];
    if (after) return compareRecord(before, after, found);
    const kind = before.scope !== 'local' ? 'record.stays-behind' : isOfStep ? 'record.retired' : 'record.goes';
    return [changeOf(kind, found(contentOf([before]), undefined))];
  });
}

const keyOf = ({ type, setIdentifier = '' }: RecordDocument): string => `${type} ${setIdentifier}`;

/** How a name is routed: by one shared record, by the server, by one part per cluster, or by records of a policy. */
function routingOf(records: readonly RecordDocument[]): string {
  const [first] = records;
  if (!first) return 'none';
  if (first.scope === 'computed') return 'computed by the server';
  if (first.scope === 'global') return 'shared';
  if (first.setIdentifier === undefined) return 'parts of clusters';
  return `members of ${policiesOf(first.properties.map(({ name }) => name))[0] ?? 'a policy'}`;
}

const contentOf = (records: readonly RecordDocument[]): readonly string[] =>
  records.map(
    ({ type, targets, setIdentifier }) => `${type} ${targets.join(' ')}${setIdentifier === undefined ? '' : ` (${setIdentifier})`}`,
  );

type Found = (before: unknown, after: unknown) => Parameters<typeof changeOf>[1];

function compareRecord(old: RecordDocument, now: RecordDocument, found: Found): readonly Change[] {
  const differ = (kind: ChangeKind, before: unknown, after: unknown): readonly Change[] =>
    isSame(before, after) ? [] : [changeOf(kind, found(before, after))];
  const content = ({ targets, properties }: RecordDocument): readonly string[] => [
    ...targets,
    ...properties.map(({ name, value }) => `${name}=${value}`),
  ];
  const ttl = now.ttlSeconds > old.ttlSeconds ? 'record.ttl-higher' : 'record.ttl-lower';
  return [
    ...differ('record.content', content(old), content(now)),
    ...differ(ttl, `${old.ttlSeconds} s`, `${now.ttlSeconds} s`),
    ...differ('record.owner', `${old.scope}: ${old.clusters.join(', ')}`, `${now.scope}: ${now.clusters.join(', ')}`).filter(
      () => old.scope !== now.scope || without(old.clusters, now.clusters).length === old.clusters.length,
    ),
  ];
}
