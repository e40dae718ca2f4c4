import type { DnsAccess } from '../../domain/access';
import type { CheckDescription, RecordDescription } from '../../domain/dns';
import { checkIds, type HealthChecks } from '../../domain/health-checks';
import { candidatesOf } from '../access/candidates';
import { endpointsOf } from '../access/endpoints';
import type { SystemPlan } from '../model/system-plan';
import { planRoutes } from './records';

/** A system whose health checks Terraform creates. */
interface CheckedSystem {
  readonly plan: SystemPlan;
  readonly access: DnsAccess;
  readonly checks: Extract<HealthChecks, { kind: 'terraform' }>;
}

function checkedSystems(systems: readonly SystemPlan[]): readonly CheckedSystem[] {
  return systems.flatMap(plan => {
    const { access } = plan.system;
    return access.kind === 'dns' && access.healthChecks?.kind === 'terraform' ? [{ plan, access, checks: access.healthChecks }] : [];
  });
}

/**
 * The health checks that Terraform creates: one for each cluster that a check may fail over to, of the addresses of its entry point.
 *
 * A standby with a group of its own has none, because only a decision promotes it.
 */
export function terraformChecks(systems: readonly SystemPlan[]): readonly CheckDescription[] {
  return checkedSystems(systems).flatMap(({ plan, access, checks }) =>
    candidatesOf(plan.system.topology, plan.seats).flatMap(({ cluster, clientHost }) => {
      const targets = [...new Set(endpointsOf(access.exposure, cluster, clientHost))].filter(target => target !== '').sort();
      if (targets.length === 0) return []; // a rule reports the missing addresses
      return {
        system: plan.name,
        cluster: cluster.name,
        targets,
        host: access.host,
        request: checks.request,
        intervalSeconds: checks.interval.toSeconds(),
        failures: checks.failures,
        referenced: checks.records === 'external-dns' && checkIds(checks).has(cluster.name),
      };
    }),
  );
}

/** The records that Terraform publishes: the same that ExternalDNS would publish, each with the health check of its cluster. */
export const terraformRecords = (systems: readonly SystemPlan[]): readonly RecordDescription[] =>
  checkedSystems(systems).flatMap(({ plan, access }) => {
    const { topology } = plan.system;
    const how = plan.publication?.how;
    if (how?.kind !== 'terraform') return [];
    const routes = planRoutes(access, topology, how.policy, candidatesOf(topology, plan.seats));
    return routes.map(route => ({ system: plan.name, name: access.host, ttlSeconds: access.ttl.toSeconds(), ...route }));
  });
