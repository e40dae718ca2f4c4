import { systemRule } from '../rule';

/** Timeouts of a stretched group come from the round trips between its clusters. */
export const roundTrip = systemRule(
  {
    name: 'timing/round-trips',
    severity: 'warning',
    demands: 'Every pair of clusters of a stretched group has a declared round trip.',
    why: "Timeouts stay at the engine's defaults, and neither commit latency nor the length of a failover can be promised.",
    source: 'etcd documentation, "Tuning".',
  },
  ({ groups }) =>
    groups
      .filter(({ roundTripMillis }) => roundTripMillis === undefined)
      .map(({ name, voters, learners, timing }) => ({
        severity: 'warning' as const,
        problem: `group ${name} is stretched over ${[...new Set([...voters, ...learners].map(({ cluster }) => cluster))].join(', ')}, and not every pair has a declared round trip: the election timeout stays at ${timing.electionMillis} ms, and how long a failover takes cannot be promised`,
        fix: "declare the fleet's 'roundTrips'",
      })),
);
