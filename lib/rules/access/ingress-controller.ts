import { Access } from '../../domain/access';
import { seatRule } from '../rule';

/** A cluster whose clients use an Ingress has a controller, with addresses to publish. */
export const ingressController = seatRule(
  {
    name: 'access/ingress-controller',
    severity: 'error',
    demands: 'A cluster whose clients use an Ingress has an ingress controller.',
    why: 'Without one the Ingress has no address, and the name of the system has no address to point at.',
    source: 'Kubernetes documentation, "Ingress": an Ingress controller must satisfy an Ingress.',
  },
  ({ cluster, serves }, { system }) =>
    serves && Access.exposureOf(system.access)?.kind === 'ingress' && !cluster.ingress
      ? [
          {
            problem: "clients come through an Ingress, and the cluster declares no 'ingress'",
            fix: "declare the cluster's ingress controller and its addresses",
          },
        ]
      : [],
);
