import { dnsStackName } from '../../plan/members/object-names';
import { terraformChecks } from '../../plan/names/terraform-checks';
import { fleetRule } from '../rule';

/** No stack of a cluster has the name of the fleet's stack for names. */
export const terraformStackName = fleetRule(
  {
    name: 'terraform/stack-name',
    severity: 'error',
    demands: "No cluster has the name of the fleet's Terraform stack for health checks and records.",
    why: 'Two stacks with one name have one folder and one state: applying one destroys the resources of the other.',
    source: "This package's lib/terraform: each cluster's stack has the name of the cluster, and the fleet's own stack the name 'dns'.",
  },
  ({ fleet, clusters, systems }) =>
    fleet.terraform && terraformChecks(systems).length > 0
      ? clusters
          .filter(({ name }) => name === dnsStackName)
          .map(({ name }) => ({
            at: name,
            problem: `'${name}' is also the name of the fleet's stack, which creates its health checks`,
            fix: 'rename the cluster, or use existing health checks',
          }))
      : [],
);
