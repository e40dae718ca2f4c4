import { type Flags, lastOf } from './external-dns';

/** Affixes of the names of ownership records. */
export interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
  readonly wildcard: string;
}

/** The affixes from an instance's flags. */
export const affixesOf = (flags: Flags): Affixes => ({
  prefix: lastOf(flags, 'txt-prefix') ?? '',
  suffix: lastOf(flags, 'txt-suffix') ?? '',
  wildcard: lastOf(flags, 'txt-wildcard-replacement') ?? '',
});

const typeTemplate = '%{record_type}';

/**
 * The name of the TXT record in which ExternalDNS keeps the owner of a record: `a-www.example.com` beside `www.example.com`.
 * Source: ExternalDNS registry/mapper, ToTXTName.
 */
export function ownershipName(name: string, type: string, { prefix, suffix, wildcard }: Affixes): string {
  const dot = name.indexOf('.');
  const first = dot === -1 ? name : name.slice(0, dot);
  const rest = dot === -1 ? '' : name.slice(dot);
  const kind = type.toLowerCase();
  const label = first === '*' && wildcard !== '' ? wildcard : first;
  const typed = prefix.includes(typeTemplate) || suffix.includes(typeTemplate) ? label : `${kind}-${label}`;
  const filled = (affix: string): string => affix.replaceAll(typeTemplate, kind);
  return `${filled(prefix)}${typed}${filled(suffix)}${rest}`;
}
