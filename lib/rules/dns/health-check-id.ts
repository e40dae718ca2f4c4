import { checkIds } from '../../domain/health-checks';
import { repeated, systemRule } from '../rule';
import { terraformExpression } from '../terraform/token';

/** A text that stands for an id which is not known. */
const placeholder = /^(<.*>|\.+|-+|x+|n\/?a|none|null|undefined)$|todo|fixme|tbd|change-?me|replace-?me|place-?holder|dummy|your[-_]/i;

/** Each record that follows checks has one of its own, by an id that is known. */
export const healthCheckId = systemRule(
  {
    name: 'dns/health-check-id',
    severity: 'error',
    demands: 'Each cluster that a name may lead to has a health check of its own, by its id.',
    why: 'A record without a check counts as healthy for ever, and one with the check of another cluster leaves together with that; an id that does not exist makes the whole batch of changes fail.',
    source: 'Route 53 API reference, HealthCheckId; ExternalDNS issue 4964: the ownership record of a primary needs its check too.',
    follows: [terraformExpression],
  },
  ({ records, publication, system }) => {
    const { access, topology } = system;
    if (access.kind !== 'dns' || !access.healthChecks || access.healthChecks.kind === 'server') return [];
    const ids = checkIds(access.healthChecks);
    // Where no order is lost, a cluster without a check is only answered longer than it lives.
    const ordered = topology.kind === 'active-standby' || topology.traffic.kind === 'ordered';
    const members = publication?.how.kind === 'members' ? records.flatMap(({ setIdentifier }) => setIdentifier ?? []) : [];
    // The only one is a promoted group of one cluster: a commit leads there, and no check leads away.
    const published = new Set(members).size > 1 ? members : [];
    return [
      ...[...new Set(published)]
        .filter(cluster => !ids.has(cluster))
        .map(cluster => ({
          severity: ordered ? ('error' as const) : ('warning' as const),
          problem: `the record of '${access.host}' in ${cluster} has no health check, so it counts as healthy for ever`,
          fix: `add ${cluster} to the ids of healthChecks`,
        })),
      ...[...ids]
        .filter(([, id]) => /\$\{|TfToken\[/.test(id))
        .map(([cluster, id]) => ({
          problem: `the id of the health check of ${cluster} is '${id}', which only Terraform can read`,
          fix: 'apply the stack first, and give the id that it prints; or use HealthChecks.terraform',
        })),
      ...[...ids]
        .filter(([, id]) => placeholder.test(id.trim()) || id.trim() === '')
        .map(([cluster, id]) => ({
          problem: `the id of the health check of ${cluster} is '${id}', which is no id`,
          fix: 'give the id that the provider has given it, or leave healthChecks out',
        })),
      ...repeated([...ids], ([, id]) => id).map(([id, same]) => ({
        problem: `${same.map(([cluster]) => cluster).join(' and ')} have one health check, '${id}', so they fail together`,
        fix: 'give each cluster a check of its own',
      })),
    ];
  },
);
