import { memberDomain } from '../../plan/members/object-names';
import { fleetRule } from '../rule';

/** Records that only a lost cluster could delete stay in the zone. */
export const orphanedRecords = fleetRule(
  {
    name: 'change/orphaned-records',
    severity: 'warning',
    demands: 'An operator deletes the records that a lost cluster owned.',
    why: 'Only the owner of a record deletes it, and the instance of ExternalDNS that owns these is gone with its cluster. They go on naming addresses where nobody answers, or somebody else does later.',
    source: 'ExternalDNS docs/registry/txt.md: an instance changes nothing that another owner has registered.',
  },
  ({ systems, fleet, clusters }, previous) =>
    clusters
      .filter(({ lost }) => lost)
      .flatMap(({ name: cluster }) =>
        (previous?.systems ?? [])
          .filter(({ seats }) => seats.some(seat => seat.cluster === cluster))
          .map(({ name: system, records }) => {
            const published = new Set(systems.flatMap(plan => plan.records.map(record => `${record.type} ${record.name}`)));
            const own = records.filter(({ scope, clusters: by }) => scope === 'local' && by?.includes(cluster));
            const named = own.map(({ type, name, setIdentifier }) => {
              // Where other clusters publish parts of the same name, only its own one goes.
              const part = published.has(`${type} ${name}`) ? ` of ${setIdentifier ?? `the owner of ${cluster}`}` : '';
              return `${type} ${name}${part}`;
            });
            const all = [`*.${memberDomain(cluster, system, fleet.dns.zone)}`, ...named];
            return {
              at: `${system}/${cluster}`,
              problem: `${cluster} is lost, it owned ${all.join(', ')}, and no other cluster deletes what it owned`,
              fix: 'delete these records, and the TXT records beside them, in the zone',
            };
          }),
      ),
);
