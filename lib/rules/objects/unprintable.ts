import type { Rule } from '../rule';

/** Found while an object is printed. */
export const unprintableObject: Rule = {
  name: 'objects/unprintable',
  severity: 'error',
  demands: 'An object has only plain data: texts, finite numbers, true or false, lists and objects of these.',
  why: 'A manifest cannot represent other values, and would have another value than intended.',
  source: 'RFC 8259 (JSON), the data format of the Kubernetes API.',
};
