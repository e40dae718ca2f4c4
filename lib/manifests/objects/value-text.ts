import type { Json } from '../yaml/json';

/** A value as findings print it. The content of an object or a list is left out. */
export function valueText(value: Json | undefined): string {
  if (value === undefined || value === null) return 'not set';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}

/** Whether a field has a value. To the API server, `null` means the same as a field that is left out. */
export const given = (value: Json | undefined): boolean => value !== undefined && value !== null;
