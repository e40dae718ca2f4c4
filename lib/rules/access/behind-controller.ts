import { systemRule } from '../rule';

/** Members see only the pods of the controller or gateway. So their network policies cannot tell its clients apart. */
export const unseenClients = (entryPoint: 'ingress controller' | 'gateway'): { readonly problem: string; readonly fix: string } => ({
  problem: `'clientCidrs' restricts clients, but clients connect to the ${entryPoint}, and the members' policies do not cover it`,
  fix: `remove it, and restrict the ${entryPoint === 'gateway' ? 'Gateway' : 'controller'}'s own addresses`,
});

/** Client ranges are declared only where a policy of the system can enforce them. */
export const behindController = systemRule(
  {
    name: 'access/behind-controller',
    severity: 'error',
    demands: "A system whose clients use the Ingress or the Gateway of each cluster declares no client ranges ('clientCidrs').",
    why: "The members' policies admit the controller's pods, and so every client that the controller admits. The ranges would restrict nobody, and would also admit clients that bypass the controller.",
    source: 'Kubernetes documentation, "Network Policies": a policy sees the pod that connects, not the client behind that pod.',
  },
  ({ system: { access } }) => {
    if ((access.kind !== 'dns' && access.kind !== 'client-list') || !access.clientCidrs) return [];
    const { kind } = access.exposure;
    if (kind !== 'ingress' && kind !== 'gateway') return [];
    return [unseenClients(kind === 'ingress' ? 'ingress controller' : 'gateway')];
  },
);
