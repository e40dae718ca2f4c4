import { checkIds } from '../../domain/health-checks';
import type { SystemPlan } from '../../plan/model/system-plan';
import { fleetRule } from '../rule';

/** No input contains an expression of Terraform, because its value is unknown during a synthesis. */
export const terraformExpression = fleetRule(
  {
    name: 'terraform/token',
    severity: 'error',
    demands: 'No input of a fleet or of the access of a system contains an expression of Terraform.',
    why: 'Only Terraform can resolve it, and only while it runs. A record, an annotation or a health check id would be the expression itself.',
    source: "cdktf, lib/tokens: tokens within texts; Terraform documentation, 'Strings and templates'.",
  },
  ({ fleet, clusters, systems }) =>
    [
      ...clusters.flatMap(cluster => {
        const config = fleet.dns.provider.bind({ cluster, zone: fleet.dns.zone, scope: 'local' });
        return [...expressions(cluster, cluster.name), ...expressions(config, `fleet.dns.provider.bind(${cluster.name})`)];
      }),
      ...expressions(fleet.terraform, 'fleet.terraform'),
      ...expressions(fleet.delivery, 'fleet.delivery'),
      ...systems.flatMap(ofAccess),
      // Everything that is rendered from it contains it too, in any cluster.
    ].map(found => ({ ...found, about: [{}] })),
);

interface Found {
  readonly at: string;
  readonly problem: string;
  readonly fix: string;
}

function ofAccess({ name, system: { access } }: SystemPlan): readonly Found[] {
  if (access.kind === 'gateway') {
    const { implementation: _, ...rest } = access; // a user's own object, of any form
    return expressions(rest, `${name}.access`);
  }
  if (access.kind !== 'dns') return expressions(access, `${name}.access`);
  const { healthChecks, ...rest } = access;
  return [
    ...expressions(rest, `${name}.access`),
    // A health request may contain such a text, which is written as plain text.
    ...[...checkIds(healthChecks)].flatMap(([cluster, id]) => expressions(id, `${name}.access.healthChecks.ids.${cluster}`)),
  ];
}

/** Findings about every text below a value that only Terraform can resolve. */
function expressions(value: unknown, at: string): readonly Found[] {
  if (typeof value === 'string') {
    const problem = `is '${value}', which only Terraform can resolve`;
    return value.includes('${') || value.includes('TfToken[') ? [{ at, problem, fix: 'write the value that Terraform has printed' }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item, position) => expressions(item, `${at}[${position}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => expressions(item, `${at}.${key}`));
}
