import { seatRule } from '../rule';

/** Members that discover peers through the API server may reach it. */
export const apiServer = seatRule(
  {
    name: 'network/api-server',
    severity: 'error',
    demands: 'If members ask the API server for their peers, its address is declared.',
    why: 'Otherwise the default-deny policies cut the members off from it.',
    source: 'Kubernetes documentation, "Network Policies".',
  },
  ({ cluster }, { system }) =>
    system.discovery?.kind === 'kubernetes-api' && !cluster.apiServer
      ? [
          {
            problem: 'members ask the API server for their peers, and the cluster does not declare its address',
            fix: "declare 'apiServer' with its CIDRs and port",
          },
        ]
      : [],
);
