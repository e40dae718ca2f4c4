import { memoized } from '../objects/memoized';

/** An address as a number, and its width in bits. */
interface Bits {
  readonly value: bigint;
  readonly width: 32 | 128;
}

/** A network: its address as written, and the length of its prefix in bits. */
export interface Network extends Bits {
  readonly prefix: number;
}

/** Whether a text is an IP address. Leading zeros in IPv4 are accepted, as API servers still accept them. */
export const isAddress = (text: string): boolean => addressBits(text) !== undefined;

/** An IP address; undefined for any other text. */
export function addressBits(text: string): Bits | undefined {
  const value = text.includes(':') ? six(text) : four(text);
  return value === undefined ? undefined : { value, width: text.includes(':') ? 128 : 32 };
}

/** A network in CIDR notation; undefined for any other text. */
export const networkBits: (text: string) => Network | undefined = memoized(parsed);

function parsed(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const bits = slash < 0 ? undefined : addressBits(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (!bits || !/^\d{1,3}$/.test(length) || Number(length) > bits.width) return undefined;
  return { ...bits, prefix: Number(length) };
}

/** Whether a network lies within another one and is smaller. */
export function isStrictlyWithin(inner: Network, outer: Network): boolean {
  if (inner.width !== outer.width || inner.prefix <= outer.prefix) return false;
  const rest = BigInt(outer.width - outer.prefix);
  return masked(inner) >> rest === outer.value >> rest;
}

/** The first address of a network. */
function masked({ value, width, prefix }: Network): bigint {
  const rest = BigInt(width - prefix);
  return (value >> rest) << rest;
}

function four(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    // Like Go's lenient parser: any number of digits, with a value up to 255.
    if (!/^\d+$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(Number(part));
  }
  return value;
}

function six(text: string): bigint | undefined {
  const last = text.slice(text.lastIndexOf(':') + 1);
  const tail = last.includes('.') ? four(last) : undefined;
  if (last.includes('.') && tail === undefined) return undefined;
  const groups = tail === undefined ? text : `${text.slice(0, -last.length)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const [before = '', after, more] = groups.split('::');
  if (more !== undefined) return undefined;
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const missing = 8 - left.length - right.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  let value = 0n;
  for (const group of [...left, ...Array<string>(missing).fill('0'), ...right]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return value;
}
