import { isIP } from '../../domain/ip-family';

/** Consecutive addresses of one IP family. */
export interface AddressRange {
  /** 4 or 6. */
  readonly family: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** All IPv4 and all IPv6 addresses. */
export const allAddresses: readonly AddressRange[] = [
  { family: 4, first: 0n, last: (1n << 32n) - 1n },
  { family: 6, first: 0n, last: (1n << 128n) - 1n },
];

/** The addresses of a range in CIDR notation; undefined for any other text. */
export function parseCidr(cidr: string): AddressRange | undefined {
  const [address = '', bits = '', ...more] = cidr.split('/');
  const family = isIP(address);
  const width = family === 6 ? 128 : 32;
  if (family === 0 || more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > width || address.includes('%')) return undefined;
  const free = BigInt(width - Number(bits));
  const first = ((family === 6 ? number6(address) : number4(address)) >> free) << free;
  return { family, first, last: first + (1n << free) - 1n };
}

/** The address ranges of CIDRs. A text that is not a CIDR is left out. */
export const rangesOf = (cidrs: readonly string[]): readonly AddressRange[] => cidrs.flatMap(cidr => parseCidr(cidr) ?? []);

/** Whether two ranges have an address in common. */
export const rangesOverlap = (one: AddressRange, other: AddressRange): boolean =>
  one.family === other.family && one.first <= other.last && other.first <= one.last;

/** The addresses that are in a range of `from` and in no range of `taken`, as the fewest ranges, in order. */
export function subtractRanges(from: readonly AddressRange[], taken: readonly AddressRange[]): readonly AddressRange[] {
  const cuts = merged(taken);
  const rest: AddressRange[] = [];
  let next = 0;
  for (const { family, first, last } of merged(from)) {
    let start = first;
    while (next < cuts.length && before(cuts[next] as AddressRange, { family, first: start, last })) next += 1;
    for (let at = next; at < cuts.length; at += 1) {
      const cut = cuts[at] as AddressRange;
      if (!rangesOverlap(cut, { family, first: start, last })) break;
      if (cut.first > start) rest.push({ family, first: start, last: cut.first - 1n });
      start = cut.last + 1n;
      if (start > last) break;
    }
    if (start <= last) rest.push({ family, first: start, last });
  }
  return rest;
}

const before = (one: AddressRange, other: AddressRange): boolean =>
  one.family < other.family || (one.family === other.family && one.last < other.first);

/** The same addresses as sorted ranges, with overlapping and adjacent ones merged. */
function merged(spans: readonly AddressRange[]): readonly AddressRange[] {
  const sorted = [...spans].sort((a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const all: AddressRange[] = [];
  for (const each of sorted) {
    const last = all.at(-1);
    if (!last || last.family !== each.family || each.first > last.last + 1n) all.push(each);
    else if (each.last > last.last) all[all.length - 1] = { ...last, last: each.last };
  }
  return all;
}

/** A range as a text: in CIDR notation where that is possible, else the first and the last address. */
export function rangeText({ family, first, last }: AddressRange): string {
  const width = family === 6 ? 128 : 32;
  for (let bits = 0; bits <= width; bits += 1) {
    const size = 1n << BigInt(width - bits);
    if (last - first + 1n === size && first % size === 0n) return `${addressText(family, first)}/${bits}`;
  }
  return `${addressText(family, first)} to ${addressText(family, last)}`;
}

function addressText(family: number, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map(shift => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => hex((value >> BigInt(112 - 16 * at)) & 0xffffn)).join(':');
  return groups.replace(/(^|:)0(:0)+(:|$)/, '::');
}

const number4 = (address: string): bigint => address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);

/** '::' stands for as many zero groups as are missing; the last two groups may be written as an IPv4 address (RFC 4291, 2.2). */
function number6(address: string): bigint {
  const [left = '', right] = address
    .replace(/[^:]+\.[^:]+$/, ipv4 => `${hex(number4(ipv4) >> 16n)}:${hex(number4(ipv4) & 0xffffn)}`)
    .split('::');
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const tail = right === undefined ? [] : groups(right);
  const zeros = Array.from({ length: 8 - groups(left).length - tail.length }, () => '0');
  return [...groups(left), ...zeros, ...tail].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

const hex = (value: bigint): string => value.toString(16);
