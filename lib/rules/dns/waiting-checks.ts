import { systemRule } from '../rule';

/** A record whose health check is still to be made is not published yet. */
export const waitingChecks = systemRule(
  {
    name: 'dns/waiting-checks',
    severity: 'warning',
    demands: 'The ids of the health checks that Terraform makes are known.',
    why: 'A record that is published without its check counts as healthy for ever, so each waits for its id, and all of them where some alone would lead clients wrongly.',
    source: 'Route 53 API reference, HealthCheckId; Terraform knows an id once it has made the check.',
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
        fix: "apply the Terraform stack, put the ids that it prints into 'ids' of HealthChecks.terraform, and synthesize again",
      },
    ];
  },
);
