import { Duration, Size } from 'cdk8s';

/** A value that no text can represent exactly. */
class Inexact extends Error {}

/**
 * A text that differs whenever two values differ in a key, a type or an order; undefined where a value is not plain data.
 *
 * JSON is not exact: it drops undefined, writes NaN as null, and calls `toJSON` of an object.
 */
export function exactText(value: unknown): string | undefined {
  try {
    return written(value);
  } catch (error) {
    if (error instanceof Inexact || error instanceof RangeError) return undefined; // RangeError: the value contains itself
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

/** A text with its length, so that nothing in it needs an escape. */
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

/** The fields of a `Duration` or a `Size` of cdk8s. They are private there. */
interface Quantity {
  readonly amount?: unknown;
  readonly unit?: unknown;
}

/** A quantity with its unit, since cdk8s refuses some conversions, such as 1 s to minutes. */
function ofQuantity({ amount, unit }: Quantity): string {
  if (typeof amount !== 'number' || typeof unit !== 'object' || unit === null) throw new Inexact();
  return `(${written(amount)} ${written({ ...unit })})`;
}
