import type { Rule } from '../rule';

/** Found while systems are collected. */
export const systemWithoutApp: Rule = {
  name: 'objects/no-app',
  severity: 'error',
  demands: 'Every system is put directly into the FleetApp.',
  why: 'The program plans and renders only its direct children; a system at a deeper level would not be rendered.',
  source: 'Arithmetic: every declared object is rendered.',
};
