import { systemRule } from '../rule';

/** Health checks of Terraform have a stack. */
export const terraformStack = systemRule(
  {
    name: 'terraform/stack',
    severity: 'error',
    demands: 'A fleet with health checks of Terraform has Terraform stacks.',
    why: 'Without stacks the health checks are never created, and the name does not fail over.',
    source: "This package's lib/terraform: stacks are written only if the fleet declares 'terraform'.",
  },
  ({ system: { access } }, { fleet }) =>
    access.kind === 'dns' && access.healthChecks?.kind === 'terraform' && !fleet.terraform
      ? [
          {
            problem: 'Terraform creates its health checks, and the fleet has no stacks',
            fix: "add 'terraform: TerraformSettings.stacks()' to the fleet, or use existing health checks",
          },
        ]
      : [],
);
