import { checkIds } from '../../domain/health-checks';
import { repeated, systemRule } from '../rule';
import { terraformExpression } from '../terraform/token';

/** A placeholder instead of an id. */
const placeholder = /^(<.*>|\.+|-+|x+|n\/?a|none|null|undefined)$|todo|fixme|tbd|change-?me|replace-?me|place-?holder|dummy|your[-_]/i;

/** Each record that follows health checks has a check of its own, with a real id. */
export const healthCheckId = systemRule(
  {
    name: 'dns/health-check-id',
    severity: 'error',
    demands: 'Each cluster that a name may point to has a health check of its own, with its id.',
    why: 'A record without a check always counts as healthy. A record with the check of another cluster fails together with that cluster. An id that does not exist makes all changes of the batch fail.',
    source: 'Route 53 API reference, HealthCheckId; ExternalDNS issue 4964: the ownership record of a primary needs its check too.',
    follows: [terraformExpression],
  },
  ({ records, publication, system }) => {
    const { access, topology } = system;
    if (access.kind !== 'dns' || !access.healthChecks || access.healthChecks.kind === 'server') return [];
    const ids = checkIds(access.healthChecks);
    // Without an order, a missing check only means that answers go on naming a lost cluster.
    const ordered = topology.kind === 'active-standby' || topology.traffic.kind === 'ordered';
    const members = publication?.how.kind === 'members' ? records.flatMap(({ setIdentifier }) => setIdentifier ?? []) : [];
    // A single record is a promoted group in one cluster: only a commit moves clients to it or away from it.
    const published = new Set(members).size > 1 ? members : [];
    return [
      ...[...new Set(published)]
        .filter(cluster => !ids.has(cluster))
        .map(cluster => ({
          severity: ordered ? ('error' as const) : ('warning' as const),
          problem: `the record of '${access.host}' in ${cluster} has no health check, so it always counts as healthy`,
          fix: `add ${cluster} to the ids of healthChecks`,
        })),
      ...[...ids]
        .filter(([, id]) => /\$\{|TfToken\[/.test(id))
        .map(([cluster, id]) => ({
          problem: `the id of the health check of ${cluster} is '${id}', which only Terraform can read`,
          fix: 'apply the stack first, and write the id that it prints; or use HealthChecks.terraform',
        })),
      ...[...ids]
        .filter(([, id]) => placeholder.test(id.trim()) || id.trim() === '')
        .map(([cluster, id]) => ({
          problem: `the id of the health check of ${cluster} is '${id}', which is not an id`,
          fix: 'write the id of the health check at the provider, or remove healthChecks',
        })),
      ...repeated([...ids], ([, id]) => id).map(([id, same]) => ({
        problem: `${same.map(([cluster]) => cluster).join(' and ')} have the same health check, '${id}', so they fail together`,
        fix: 'declare a health check of its own for each cluster',
      })),
    ];
  },
);
