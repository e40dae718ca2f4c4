import { systemRule } from '../rule';

/** Timeouts that fit the distance must also fit the engine. */
export const electionTimeout = systemRule(
  {
    name: 'timing/election',
    severity: 'error',
    demands: "The timeouts that the distance calls for are within the engine's own limits.",
    why: 'Shorter timeouts than ten round trips make leaders change without need; longer ones than the limit are refused at start.',
    source: 'etcd documentation, "Tuning": election timeout at least ten round trips, at most 50 s; embed/config.go.',
  },
  ({ groups, system }) =>
    groups
      .filter(({ timing }) => timing.electionMillis > system.engine.timing.maxElectionMillis)
      .map(({ name, timing, roundTripMillis }) => ({
        problem: `group ${name} needs an election timeout of ${timing.electionMillis} ms (${roundTripMillis ? `10 × ${roundTripMillis} ms` : 'its own default'}), and engine '${system.engine.name}' takes at most ${system.engine.timing.maxElectionMillis} ms`,
        fix: 'stretch the group over clusters that are nearer to each other',
      })),
);
