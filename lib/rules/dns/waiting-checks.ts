import { systemRule } from '../rule';

/** A record is not published before its health check exists. */
export const waitingChecks = systemRule(
  {
    name: 'dns/waiting-checks',
    severity: 'warning',
    demands: 'The ids of the health checks that Terraform creates are declared.',
    why: 'A record without its check always counts as healthy. So each record waits for the id of its check, and all records wait if some of them alone would route clients wrongly.',
    source: 'Route 53 API reference, HealthCheckId; Terraform knows an id once it has created the check.',
  },
  ({ publication, system }) => {
    if (system.access.kind !== 'dns') return [];
    const how = publication?.how;
    const clusters = how?.kind === 'waiting' ? how.clusters : how?.kind === 'members' ? how.waiting : [];
    if (clusters.length === 0) return [];
    const name = how?.kind === 'waiting' ? `'${system.access.host}'` : `the record of '${system.access.host}' in ${clusters.join(' and ')}`;
    return [
      {
        problem: `${name} is not published yet: no id of the health check of ${clusters.join(', ')}`,
        fix: "apply the Terraform stack, write the ids that it prints into 'ids' of HealthChecks.terraform, and synthesize again",
      },
    ];
  },
);
