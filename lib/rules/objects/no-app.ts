import type { Rule } from '../rule';

/** Found while systems are collected. */
export const systemWithoutApp: Rule = {
  name: 'objects/no-app',
  severity: 'error',
  demands: 'Every system is put directly into the FleetApp.',
  why: 'The program plans and renders the systems that are its own children; one that lies deeper would be rendered nowhere.',
  source: 'Arithmetic: objects in are objects out.',
};
