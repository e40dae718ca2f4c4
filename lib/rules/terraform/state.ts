import { terraformChecks } from '../../plan/names/terraform-checks';
import { fleetRule } from '../rule';

/** Each stack has its own state: two stacks with one state would destroy each other's resources. */
export const terraformState = fleetRule(
  {
    name: 'terraform/state',
    severity: 'error',
    demands: 'Each stack has a state of its own.',
    why: "Two stacks with one state destroy each other's resources.",
    source: 'Terraform documentation, "Backend configuration".',
  },
  ({ fleet, clusters, systems }) => {
    const backend = fleet.terraform?.backend;
    const stacks = clusters.length + (terraformChecks(systems).length > 0 ? 1 : 0);
    if (backend?.kind !== 'other' || stacks < 2) return [];
    return Object.values(backend.config).some(value => typeof value === 'string' && value.includes('{cluster}'))
      ? []
      : [
          {
            at: 'fleet.terraform.backend',
            problem: `${stacks} stacks would share one state in backend '${backend.type}'`,
            fix: "add '{cluster}' to its key, prefix or path",
          },
        ];
  },
);
