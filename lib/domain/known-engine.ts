import type { RaftEngine } from './engine';

const known = new WeakSet<RaftEngine>();

/** Marks an engine that comes with the package: what it answers is held against every rule by the package's own tests. */
export function knownEngine(engine: RaftEngine): RaftEngine {
  known.add(engine);
  return engine;
}

/** Whether an engine comes with the package as it is. One of a user's own, or a changed copy, may answer anything. */
export const isKnownEngine = (engine: RaftEngine): boolean => known.has(engine);
