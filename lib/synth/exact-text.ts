import { Duration, Size } from 'cdk8s';

/** A value of which no text can tell everything. */
class Inexact extends Error {}

/**
 * A text that differs wherever two values do, in a key, a type or an order; undefined where a value is more than plain data.
 *
 * JSON is not enough: it takes what is undefined, not a number, or an object with a life of its own, for something else.
 */
export function exactText(value: unknown): string | undefined {
  try {
    return written(value);
  } catch (error) {
    if (error instanceof Inexact || error instanceof RangeError) return undefined; // RangeError: it refers to itself
    throw error;
  }
}

function written(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      return value === null ? 'null' : ofObject(value);
    default:
      throw new Inexact();
  }
}

/** Its length says where it ends, so that nothing in it needs an escape. */
const textOf = (text: string): string => `${text.length}"${text}`;

function ofObject(object: object): string {
  let text = '';
  if (Array.isArray(object)) {
    for (const item of object) text += `${written(item)},`;
    return `[${text}]`;
  }
  const prototype = Object.getPrototypeOf(object);
  if (prototype === Duration.prototype || prototype === Size.prototype) return ofQuantity(object as Quantity);
  if (prototype !== Object.prototype && prototype !== null) throw new Inexact();
  for (const key of Object.keys(object)) text += `${textOf(key)}:${written((object as Record<string, unknown>)[key])},`;
  return `{${text}}`;
}

/** The fields that a `Duration` and a `Size` of cdk8s consist of; private there. */
interface Quantity {
  readonly amount?: unknown;
  readonly unit?: unknown;
}

/** With its unit: 1 s is no whole number of minutes, and whoever asks for those is told so. */
function ofQuantity({ amount, unit }: Quantity): string {
  if (typeof amount !== 'number' || typeof unit !== 'object' || unit === null) throw new Inexact();
  return `(${written(amount)} ${written({ ...unit })})`;
}
