import { seatRule } from '../rule';

/** Members that ask the API server must be allowed to reach it, and everything else stays denied. */
export const apiServer = seatRule(
  {
    name: 'network/api-server',
    severity: 'error',
    demands: 'Where members ask the API server for their peers, its address is declared.',
    why: 'Default-deny policies would cut the members off from it.',
    source: 'Kubernetes documentation, "Network Policies".',
  },
  ({ cluster }, { system }) =>
    system.discovery?.kind === 'kubernetes-api' && !cluster.apiServer
      ? [
          {
            problem: 'members ask the API server for their peers, and the cluster does not declare where it is',
            fix: "declare 'apiServer' with its CIDRs and port",
          },
        ]
      : [],
);
