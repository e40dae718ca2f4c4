import type { Json } from '../yaml/json';
import { base64, timestamp } from './forms';
import { quantity } from './quantity';
import type { Leaf } from './schema';

const int32 = 2 ** 31;
const int64 = 2 ** 63;

/** What a leaf must be; undefined where it is right. The range of numbers matters: an API server silently changes one that is too large. */
export const leafProblem: Readonly<Record<Leaf, (value: Json) => string | undefined>> = {
  open: () => undefined,
  string: value => (typeof value === 'string' ? undefined : 'a text'),
  boolean: value => (typeof value === 'boolean' ? undefined : 'true or false'),
  number: value => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'a number'),
  int32: value => (isInteger(value, int32) ? undefined : 'a whole number from -2^31 to 2^31 - 1'),
  int64: value => (isInteger(value, int64) ? undefined : 'a whole number from -2^63 to 2^63 - 1'),
  'int-or-string': value =>
    typeof value === 'string' || isInteger(value, int32) ? undefined : 'a whole number from -2^31 to 2^31 - 1, or a text',
  quantity: value =>
    (typeof value === 'string' || typeof value === 'number') && quantity(String(value)) !== undefined
      ? undefined
      : "a quantity such as '10Gi'",
  time: value => (typeof value === 'string' && timestamp.fits(value) ? undefined : timestamp.is),
  bytes: value => (typeof value === 'string' && base64.fits(value) ? undefined : base64.is),
};

const isInteger = (value: Json, bound: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= -bound && value < bound;

/** Whether a value counts as missing for an API server: none, or an empty text, an empty list or 0. An empty object does not. */
export const isMissing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
