import { dnsStackName } from '../../plan/members/object-names';
import { terraformChecks } from '../../plan/names/terraform-checks';
import { fleetRule } from '../rule';

/** The fleet's stack for names and the stack of a cluster are not one. */
export const terraformStackName = fleetRule(
  {
    name: 'terraform/stack-name',
    severity: 'error',
    demands: "No cluster has the name of the fleet's Terraform stack for health checks and records.",
    why: 'Two stacks of one name are one folder and one state: applying the one destroys what the other made.',
    source: "This package's lib/terraform: each cluster's stack has the cluster's name, the fleet's own the name 'dns'.",
  },
  ({ fleet, clusters, systems }) =>
    fleet.terraform && terraformChecks(systems).length > 0
      ? clusters
          .filter(({ name }) => name === dnsStackName)
          .map(({ name }) => ({
            at: name,
            problem: `'${name}' is also the name of the fleet's stack, which makes its health checks`,
            fix: 'give the cluster another name, or use health checks that exist',
          }))
      : [],
);
