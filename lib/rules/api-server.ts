import { seatRule } from './rule';

/** Members that ask the API server must be allowed to reach it, and everything else stays denied. */
export const apiServer = seatRule('network/api-server', ({ cluster }, { system }) =>
  system.discovery?.kind === 'kubernetes-api' && !cluster.apiServer
    ? [
        {
          problem: 'members ask the API server for their peers, and the cluster does not declare where it is',
          fix: "declare 'apiServer' with its CIDRs and port",
        },
      ]
    : [],
);
