import { memoized } from '../objects/memoized';
import type { Json } from '../yaml/json';

/** A quantity as a number of billionths, the finest unit of Kubernetes. */
export type Quantity = bigint;

const parts = /^([+-]?)(\d*)(?:\.(\d*))?((?:[KMGTPE]i)|[numkMGTPE]|[eE][+-]?\d+)?$/;
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const billion = 9;
/** Larger exponents are cut off here: the number is beyond every limit in any case. */
const largestExponent = 400;

/** The quantity in a text; undefined where it has none. Source: Kubernetes, apimachinery pkg/api/resource/quantity.go. */
export const quantity: (text: string) => Quantity | undefined = memoized(parsed);

function parsed(text: string): Quantity | undefined {
  const [, sign, whole = '', fraction = '', suffix = ''] = parts.exec(text.trim()) ?? [];
  if (sign === undefined || text.trim() === '') return undefined;
  const digits = BigInt(`0${whole}${fraction}`);
  const bits = binary[suffix];
  if (bits !== undefined) return signed(sign, scaled(digits << bits, billion - fraction.length));
  const exponent = decimal[suffix] ?? (suffix === '' ? 0 : Number(suffix.slice(1)));
  return signed(sign, scaled(digits, billion + Math.max(-largestExponent, Math.min(largestExponent, exponent)) - fraction.length));
}

/** Digits times a power of ten. It rounds away from zero, as Kubernetes does: a request must not become smaller. */
function scaled(digits: bigint, exponent: number): bigint {
  if (exponent >= 0) return digits * 10n ** BigInt(exponent);
  const by = 10n ** BigInt(-exponent);
  return (digits + by - 1n) / by;
}

const signed = (sign: string, amount: bigint): bigint => (sign === '-' ? -amount : amount);

/** The quantity in a field that is a text or a number; undefined for any other value. */
export function quantityOf(value: Json | undefined): Quantity | undefined {
  if (typeof value === 'string') return quantity(value);
  return typeof value === 'number' && Number.isFinite(value) ? quantity(String(value)) : undefined;
}

/** A quantity as a number, such as the bytes of a volume. */
export const numberOf = (amount: Quantity): number => Number(amount) / 10 ** billion;

/** Whether a quantity is a whole number. */
export const isWhole = (amount: Quantity): boolean => amount % 10n ** BigInt(billion) === 0n;
