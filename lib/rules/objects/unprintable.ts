import type { Rule } from '../rule';

/** Found while an object is printed. */
export const unprintableObject: Rule = {
  name: 'objects/unprintable',
  severity: 'error',
  demands: 'An object holds plain data: texts, finite numbers, true or false, lists and objects of these.',
  why: 'Anything else has no place in a manifest, and what a printer makes of it is not what was meant.',
  source: 'RFC 8259 (JSON), the data that the API of Kubernetes takes.',
};
