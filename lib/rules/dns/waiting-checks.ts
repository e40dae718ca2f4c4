import { systemRule } from '../rule';

/** A name whose health checks are still to be made is not published yet. */
export const waitingChecks = systemRule(
  {
    name: 'dns/waiting-checks',
    severity: 'warning',
    demands: 'The ids of the health checks that Terraform makes are known.',
    why: 'A record that is published without its check counts as healthy for ever, so the name waits until each has its id.',
    source: 'Route 53 API reference, HealthCheckId; Terraform knows an id once it has made the check.',
  },
  ({ publication, system }) => {
    if (publication?.how.kind !== 'waiting' || system.access.kind !== 'dns') return [];
    return [
      {
        problem: `'${system.access.host}' is not published yet: no id of the health check of ${publication.how.clusters.join(', ')}`,
        fix: "apply the Terraform stack, put the ids that it prints into 'ids' of HealthChecks.terraform, and synthesize again",
      },
    ];
  },
);
