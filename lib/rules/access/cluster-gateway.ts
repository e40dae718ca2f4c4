import { Access } from '../../domain/access';
import { seatRule } from '../rule';

/** Whoever is reached through a Gateway has one, with addresses to publish. */
export const clusterGateway = seatRule(
  {
    name: 'access/cluster-gateway',
    severity: 'error',
    demands: "A cluster whose clients come through its own Gateway declares that Gateway, as 'gateway'.",
    why: 'A route that is attached to nothing leads nobody, and the name of the system has nothing to point at.',
    source: 'Gateway API, "Route attachment": a route names the Gateway that it wants to be attached to.',
  },
  ({ cluster, serves }, { system }) =>
    serves && Access.exposureOf(system.access)?.kind === 'gateway' && !cluster.gateway
      ? [
          {
            problem: "clients come through the cluster's Gateway, and the cluster declares no 'gateway'",
            fix: "declare the cluster's Gateway: its name, its namespace and its addresses",
          },
        ]
      : [],
);
