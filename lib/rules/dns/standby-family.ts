import { entryOf } from '../../plan/entry';
import { grouped } from '../../plan/shared-record';
import { systemRule } from '../rule';

/** A commit can move a name to each cluster that may serve. */
export const standbyFamily = systemRule(
  {
    name: 'dns/standby-family',
    severity: 'error',
    demands: 'Clusters between which a commit moves a name are reached by the same: by names, or by addresses of the same families.',
    why: 'A record that clusters share is never removed by ExternalDNS: an alias cannot be made beside addresses that stay, so that the name does not move at all, and IPv6 addresses that the next cluster lacks go on leading to the lost one.',
    source: 'ExternalDNS plan/policy.go: upsert-only drops deletions; RFC 1034, section 3.6.2.',
  },
  ({ publication, seats, system: { access, topology } }) => {
    if (publication?.how.kind !== 'shared' || topology.kind !== 'active-standby' || access.kind !== 'dns') return [];
    const reached = seats
      .filter(({ serves }) => serves)
      .map(({ cluster, clientHost, role }) => ({
        role,
        cluster: cluster.name,
        types: grouped(entryOf(access.exposure, cluster, clientHost)).map(([type]) => type),
      }))
      .filter(({ types }) => types.length > 0); // a rule of its own says what a cluster lacks
    const active = reached.find(({ role }) => role === 'active');
    if (!active) return [];
    return reached
      .filter(({ types }) => types.join() !== active.types.join())
      .map(({ cluster, types }) => ({
        problem: `'${access.host}' is ${active.types.join(' and ')} for ${active.cluster}, and would be ${types.join(' and ')} for ${cluster}`,
        fix: `declare for ${cluster} what ${active.cluster} has: a name, or addresses of the same families`,
      }));
  },
);
