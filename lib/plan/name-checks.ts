import type { DnsAccess } from '../domain/access';
import type { CheckDescription, Dns, RecordDescription } from '../domain/dns';
import type { HealthChecks } from '../domain/health-checks';
import { checkIds } from '../domain/health-checks';
import { entryOf } from './entry';
import { planRecords } from './records';
import type { SeatPlan, SystemPlan } from './system-plan';

/** A system whose clusters are checked by what Terraform makes. */
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
 * The health checks that Terraform makes: one for each cluster that clients may be led to by a check, of its own ways in.
 *
 * A standby with a group of its own has none: it is promoted by a decision.
 */
export function terraformChecks(systems: readonly SystemPlan[]): readonly CheckDescription[] {
  return checkedSystems(systems).flatMap(({ plan, access, checks }) =>
    plan.seats.filter(reachedByChecks).flatMap(({ cluster, clientHost }) => {
      const targets = [...new Set(entryOf(access.exposure, cluster, clientHost))].filter(target => target !== '').sort();
      if (targets.length === 0) return []; // a rule of its own says what the cluster lacks
      return {
        system: plan.name,
        cluster: cluster.name,
        targets,
        host: access.host,
        request: checks.request,
        intervalSeconds: checks.interval.toSeconds(),
        failures: checks.failures,
        referred: checks.records === 'external-dns' && checkIds(checks).has(cluster.name),
      };
    }),
  );
}

const reachedByChecks = ({ role, serves }: SeatPlan): boolean => serves && (role === 'active' || role === 'voting');

/** The records that Terraform publishes, as ExternalDNS would otherwise. */
export const terraformRecords = (systems: readonly SystemPlan[], dns: Dns): readonly RecordDescription[] =>
  publishedByTerraform(systems).flatMap(({ plan, access }) =>
    planRecords(access, plan.system.topology, { kind: 'members' }, plan.seats, dns).flatMap(record => {
      const { name, type, targets, ttlSeconds, route, setIdentifier } = record;
      if (type === 'LUA' || !route || setIdentifier === undefined) return [];
      return { system: plan.name, cluster: setIdentifier, name, type, targets, ttlSeconds, route };
    }),
  );

const publishedByTerraform = (systems: readonly SystemPlan[]): readonly CheckedSystem[] =>
  checkedSystems(systems).filter(({ plan }) => plan.publication?.how.kind === 'terraform');

/** The names that Terraform publishes, in order, and that no ExternalDNS may touch. */
export const terraformNames = (systems: readonly SystemPlan[]): readonly string[] =>
  [...new Set(publishedByTerraform(systems).map(({ access }) => access.host))].sort();

/**
 * The names of Terraform that ExternalDNS can be told to leave alone: it leaves out what lies below a name as well, so a name
 * with members or clusters below it cannot be among them. Those are safe without it, since no object of a cluster has them.
 */
export function excludedNames(systems: readonly SystemPlan[]): readonly string[] {
  const own = systems.flatMap(({ seats }) => seats.flatMap(({ domain, clientHost }) => [domain, ...(clientHost ? [clientHost] : [])]));
  return terraformNames(systems).filter(name => !own.some(other => other === name || other.endsWith(`.${name}`)));
}
