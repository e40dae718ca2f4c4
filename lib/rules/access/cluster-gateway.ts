import { Access } from '../../domain/access';
import { seatRule } from '../rule';

/** A cluster whose clients use its Gateway has one, with addresses to publish. */
export const clusterGateway = seatRule(
  {
    name: 'access/cluster-gateway',
    severity: 'error',
    demands: "A cluster whose clients use its own Gateway declares that Gateway as 'gateway'.",
    why: 'A route without a Gateway gets no traffic, and the name of the system has no address to point at.',
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
