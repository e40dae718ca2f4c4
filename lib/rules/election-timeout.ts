import { systemRule } from './rule';

/** Timeouts that fit the distance must also fit the engine. */
export const electionTimeout = systemRule('timing/election', ({ groups, system }) =>
  groups
    .filter(({ timing }) => timing.electionMillis > system.engine.timing.maxElectionMillis)
    .map(({ name, timing, roundTripMillis }) => ({
      problem: `group ${name} needs an election timeout of ${timing.electionMillis} ms (${roundTripMillis ? `10 × ${roundTripMillis} ms` : 'its own default'}), and engine '${system.engine.name}' takes at most ${system.engine.timing.maxElectionMillis} ms`,
      fix: 'stretch the group over clusters that are nearer to each other',
    })),
);
