import { type Duration, type Size, SizeRoundingBehavior } from 'cdk8s';
import type { Finding } from '../../domain/finding';
import { inputError } from './input-rules';
import { matches, type Shape, shaped, text } from './shape';

/**
 * The only methods of `Duration` and `Size` that georaft calls.
 *
 * Every value that has them is accepted. A project may contain two copies of cdk8s, and `instanceof` recognises the values of its own copy
 * only.
 */
export const quantityMethods = {
  Duration: ['toMilliseconds', 'toSeconds'],
  Size: ['toKibibytes', 'toMebibytes'],
} as const;

interface Quantities {
  readonly Duration: Duration;
  readonly Size: Size;
}

type Quantity = keyof Quantities;

/** A duration between two limits in seconds, fractions included. */
export const anyDuration = (least: number, most: number): Shape<Duration> =>
  quantity('Duration', `a Duration from ${least} s to ${most} s`, seconds => seconds >= least && seconds <= most);

/** A duration of whole seconds between two limits: DNS and Kubernetes count in whole seconds. */
export const duration = (least: number, most: number): Shape<Duration> =>
  quantity(
    'Duration',
    `a Duration of whole seconds from ${least} s to ${most} s`,
    seconds => Number.isInteger(seconds) && seconds >= least && seconds <= most,
  );

/** A size in whole mebibytes. */
export const size: Shape<Size> = quantity(
  'Size',
  'a Size of whole mebibytes, 1 MiB or more',
  kibibytes => Number.isInteger(kibibytes) && kibibytes >= 1024 && kibibytes % 1024 === 0,
);

/** How a quantity becomes a number, and the unit of that number. */
const amounts = {
  Duration: { of: (value: unknown) => (value as Duration).toMilliseconds({ integral: false }) / 1000, unit: 's' },
  Size: { of: (value: unknown) => (value as Size).toKibibytes({ rounding: SizeRoundingBehavior.NONE }), unit: 'KiB' },
} as const;

function quantity<Name extends Quantity>(name: Name, wanted: string, accepts: (amount: number) => boolean): Shape<Quantities[Name]> {
  const refuse = matches(wanted, () => false);
  return shaped((value, at) => {
    const amount = amountOf(name, value);
    if (amount === undefined) return foreign(name, value, at) ?? refuse(value, at);
    return accepts(amount) ? [] : [inputError('shape', { at, problem: `is ${amount} ${amounts[name].unit}`, fix: `give ${wanted}` })];
  });
}

/** The number of a quantity; undefined for any other value. A value with the same methods may be something else and throw. */
function amountOf(name: Quantity, value: unknown): number | undefined {
  if (lacking(name, value) !== undefined) return undefined;
  try {
    const amount: unknown = amounts[name].of(value);
    return typeof amount === 'number' ? amount : undefined;
  } catch {
    return undefined;
  }
}

/** The first method that a value lacks; undefined where it has all of them. */
const lacking = (name: Quantity, value: unknown): string | undefined =>
  quantityMethods[name].find(method => typeof (value as Readonly<Record<string, unknown>> | null | undefined)?.[method] !== 'function');

/** Why an instance of a class with the same name is refused; undefined for every other value. */
function foreign(name: Quantity, value: unknown, at: string): readonly Finding[] | undefined {
  const type = typeof value === 'object' && value !== null ? (value as { readonly constructor?: unknown }).constructor : undefined;
  if (typeof type !== 'function' || type.name !== name) return undefined;
  const method = lacking(name, value) ?? quantityMethods[name][0];
  const problem = `comes from another copy of cdk8s, whose ${name} has no working ${method}()`;
  return [inputError('shape', { at, problem, fix: "keep one copy in the project; 'npm ls cdk8s' shows them" })];
}

/** The CPU request of a container. */
export const cpu: Shape<string> = text("a quantity more than 0 such as '250m'", /^(?=.*[1-9])\d+(\.\d+)?m?$/);
