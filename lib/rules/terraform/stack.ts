import { systemRule } from '../rule';

/** What Terraform is to make has a stack to be in. */
export const terraformStack = systemRule(
  {
    name: 'terraform/stack',
    severity: 'error',
    demands: 'A fleet whose health checks Terraform makes has Terraform stacks.',
    why: 'Without stacks nobody makes the checks, and the name follows none of them.',
    source: "This package's lib/terraform: stacks are written where the fleet asks for them.",
  },
  ({ system: { access } }, { fleet }) =>
    access.kind === 'dns' && access.healthChecks?.kind === 'terraform' && !fleet.terraform
      ? [
          {
            problem: "its health checks are Terraform's, and the fleet has no stacks",
            fix: "add 'terraform: TerraformSettings.stacks()' to the fleet, or use health checks that exist",
          },
        ]
      : [],
);
