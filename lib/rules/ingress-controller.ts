import { seatRule } from './rule';

/** Whoever is reached through an Ingress has a controller, with addresses to publish. */
export const ingressController = seatRule('access/ingress-controller', ({ cluster, serves }, { system }) =>
  serves && system.access.kind === 'dns' && system.access.exposure.kind === 'ingress' && !cluster.ingress
    ? [
        {
          problem: "clients come through an Ingress, and the cluster declares no 'ingress'",
          fix: "declare the cluster's ingress controller and its addresses",
        },
      ]
    : [],
);
