import type { Rule } from '../rule';

/** Found when a system is declared. */
export const systemName: Rule = {
  name: 'names/system',
  severity: 'error',
  demands: 'A name belongs to one system of the fleet, and begins with a letter.',
  why: 'Members, volumes, folders and Applications are named after their system, so the second would overwrite the first. So are Services, and the API server refuses one whose name begins with a digit.',
  source: 'Arithmetic: one name, one folder, one set of pods. Kubernetes, Object Names and IDs: Services are labels of RFC 1035.',
};
