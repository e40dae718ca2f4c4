import { systemRule } from '../rule';

/** The members see the pods of what leads clients in and nobody else, so that no policy of theirs could tell its clients apart. */
export const unseenClients = (leader: 'ingress controller' | 'gateway'): { readonly problem: string; readonly fix: string } => ({
  problem: `'clientCidrs' says who may connect, and clients connect to the ${leader}, which the members' policies do not cover`,
  fix: `leave it out, and restrict the ${leader === 'gateway' ? 'Gateway' : 'controller'}'s own addresses`,
});

/** Ranges of clients are given where something here holds others back. */
export const behindController = systemRule(
  {
    name: 'access/behind-controller',
    severity: 'error',
    demands: "A system whose clients come through the Ingress or the Gateway of each cluster gives no ranges of clients, as 'clientCidrs'.",
    why: "The policies of the members admit the controller's pods, and with them whoever the controller lets in: the ranges would hold nobody back, and open a way past the controller besides.",
    source: 'Kubernetes documentation, "Network Policies": a policy sees the pod that connects, and not whom it connects for.',
  },
  ({ system: { access } }) => {
    if ((access.kind !== 'dns' && access.kind !== 'client-list') || !access.clientCidrs) return [];
    const { kind } = access.exposure;
    if (kind !== 'ingress' && kind !== 'gateway') return [];
    return [unseenClients(kind === 'ingress' ? 'ingress controller' : 'gateway')];
  },
);
