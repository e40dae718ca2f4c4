import { heartbeatsPerElection } from '../../plan/members/timing';
import { systemRule } from '../rule';

/** The timeouts that the round trips need are within the limits of the engine. */
export const electionTimeout = systemRule(
  {
    name: 'timing/election',
    severity: 'error',
    demands: "The timeouts that the round trips need are within the engine's limits, and the engine's defaults fit each other.",
    why: 'With an election timeout below ten round trips or five heartbeats, the leader changes without need. The engine does not start with timeouts above its limit.',
    source:
      'etcd documentation, "Tuning": election timeout at least ten round trips, at most 50 s; embed/config.go: at least five heartbeats.',
  },
  ({ groups, system: { engine } }) => {
    const { defaults, maxElectionMillis } = engine.timing;
    const { heartbeatMillis, electionMillis } = defaults;
    const unfit =
      electionMillis < heartbeatsPerElection * heartbeatMillis
        ? [
            {
              severity: 'warning' as const,
              problem: `engine '${engine.name}' has a heartbeat of ${heartbeatMillis} ms and an election timeout of ${electionMillis} ms by default, less than ${heartbeatsPerElection} heartbeats: every group gets at least ${heartbeatsPerElection * heartbeatMillis} ms instead`,
              fix: `declare an election timeout of ${heartbeatsPerElection * heartbeatMillis} ms or more, or a shorter heartbeat`,
            },
          ]
        : [];
    return [
      ...unfit,
      ...groups
        .filter(({ timing }) => timing.electionMillis > maxElectionMillis)
        .map(({ name, timing, roundTripMillis }) => ({
          problem: `group ${name} needs an election timeout of ${timing.electionMillis} ms (${reason(timing, roundTripMillis)}), and engine '${engine.name}' accepts at most ${maxElectionMillis} ms`,
          fix: roundTripMillis ? 'stretch the group over clusters with shorter round trips' : "declare defaults within the engine's limit",
        })),
    ];
  },
);

function reason(
  { heartbeatMillis, electionMillis }: { readonly heartbeatMillis: number; readonly electionMillis: number },
  trip = 0,
): string {
  if (electionMillis === 10 * Math.ceil(trip)) return `10 × ${Math.ceil(trip)} ms`;
  return electionMillis === heartbeatsPerElection * heartbeatMillis ? `${heartbeatsPerElection} heartbeats` : 'its own default';
}
