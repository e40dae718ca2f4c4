import type { Json } from '../yaml/json';

/** A value as it is spoken of in a finding; a whole object or list is not spelled out. */
export function valueText(value: Json | undefined): string {
  if (value === undefined || value === null) return 'not set';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}

/** A field that may be set in a file to nothing: to the API server that is as if it were left out. */
export const given = (value: Json | undefined): boolean => value !== undefined && value !== null;
