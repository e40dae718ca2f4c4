import { roundTripLookup } from '../../plan/members/round-trip-lookup';
import { measureRoundTrips } from '../../plan/members/timing';
import { listed } from '../listed';
import { systemRule } from '../rule';
import { unknownCluster } from '../topology/unknown-cluster';

/** The timeouts of a stretched group are computed from the round trips between its clusters. */
export const roundTrip = systemRule(
  {
    name: 'timing/round-trips',
    severity: 'warning',
    demands: 'Every pair of clusters of a stretched group has a declared round trip.',
    why: "Otherwise timeouts stay at the engine's defaults, whatever the distance. Commit latency, latency of linearizable reads, the best cluster for the leader and the length of an election cannot be computed.",
    source: 'etcd documentation, "Tuning".',
    follows: [unknownCluster],
  },
  ({ groups }, { fleet }) =>
    groups
      .filter(({ roundTripMillis }) => roundTripMillis === undefined)
      .flatMap(({ name, voters, learners, timing }) => {
        const clusters = [...new Set([...voters, ...learners].map(({ cluster }) => cluster))];
        const { undeclared } = measureRoundTrips(clusters, roundTripLookup(fleet.roundTrips));
        if (undeclared.length === 0) return [];
        const pairs = undeclared.map(([one, other]) => `${one} and ${other}`);
        return [
          {
            problem: `group ${name} is stretched over ${clusters.length} clusters without a declared round trip between ${listed(pairs)}: its election timeout stays at ${timing.electionMillis} ms, and latency and the length of an election cannot be computed`,
            fix: "declare them in the fleet's 'roundTrips'",
          },
        ];
      }),
);
