import { dnsInstance, type Flags, lastOf } from '../../manifests/dns/external-dns';
import type { ChangeKind } from '../catalogue';
import { type Change, changeIfDifferent, changeOf } from '../change';
import { type FieldDifference, fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** Changes to an instance of ExternalDNS; undefined for another object. */
export function compareInstance(
  { name, before, after }: ObjectPair,
  { place, formed, values }: PairContext,
): readonly Change[] | undefined {
  const [was, is] = [before && dnsInstance(before), after && dnsInstance(after)];
  if (!was && !is) return undefined;
  const found = { place, formed, values: { ...values, object: name } };
  if (!was) return [changeOf('object.appears', { ...found, after: `ExternalDNS ${name}` })];
  if (!is) return [changeOf('dns.instance-gone', { ...found, before: name })];
  const flag = (kind: ChangeKind, ...flags: readonly string[]): readonly Change[] =>
    changeIfDifferent(kind, { ...found, before: textOf(was.flags, flags), after: textOf(is.flags, flags) });
  const known = [
    ...flag('dns.owner', 'txt-owner-id'),
    ...flag(
      'dns.instance-policy',
      'policy',
      'registry',
      'provider',
      'domain-filter',
      'label-filter',
      'managed-record-types',
      'txt-prefix',
      'txt-suffix',
    ),
  ];
  const rest = fieldDifferences(before?.data, after?.data);
  return known.length > 0 ? known : [changeOf('dns.instance', { ...found, before: sides(rest, 'before'), after: sides(rest, 'after') })];
}

const textOf = (flags: Flags, names: readonly string[]): string =>
  names
    .flatMap(name => {
      const values = flags.get(name);
      if (!values) return [];
      return [names.length === 1 ? (lastOf(flags, name) ?? '') : `${name}=${values.join('+')}`];
    })
    .join(' ');

const sides = (differences: readonly FieldDifference[], side: 'before' | 'after'): readonly string[] =>
  differences.map(({ path, [side]: value }) => `${path.split('.').at(-1)}: ${JSON.stringify(value) ?? 'none'}`);
