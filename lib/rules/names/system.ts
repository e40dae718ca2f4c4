import type { Rule } from '../rule';

/** Found when a system is declared. */
export const systemName: Rule = {
  name: 'names/system',
  severity: 'error',
  demands: 'A name belongs to one system of the fleet.',
  why: 'Members, volumes, folders and Applications are named after their system, so the second would overwrite the first.',
  source: 'Arithmetic: one name, one folder, one set of pods.',
};
