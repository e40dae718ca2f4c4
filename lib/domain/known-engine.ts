import type { RaftEngine } from './engine';

const known = new WeakSet<RaftEngine>();

/** Marks an engine that comes with the package. The package's own tests check its configuration against every rule. */
export function knownEngine(engine: RaftEngine): RaftEngine {
  known.add(engine);
  return engine;
}

/** Whether an engine comes with the package, unchanged. A user's own engine, or a changed copy, may return any configuration. */
export const isKnownEngine = (engine: RaftEngine): boolean => known.has(engine);
