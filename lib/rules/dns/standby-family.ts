import { candidatesOf } from '../../plan/access/candidates';
import { endpointsOf } from '../../plan/access/endpoints';
import { targetsByType } from '../../plan/names/shared-record';
import { systemRule } from '../rule';

/** Clusters that take over from each other can be reached alike. */
export const standbyFamily = systemRule(
  {
    name: 'dns/standby-family',
    severity: 'error',
    demands: 'Clusters of which one takes over from the other are reached by the same: by names, or by addresses of the same families.',
    why: 'IPv6 addresses that the next cluster lacks go on leading to the lost one, as the only ones of their type. A record that clusters share is never removed by ExternalDNS: an alias cannot be made beside addresses that stay, so that the name does not move at all.',
    source:
      'ExternalDNS plan/policy.go: upsert-only drops deletions; RFC 1034, section 3.6.2; Route 53 documentation, "How Amazon Route 53 chooses records when health checking is configured".',
  },
  ({ publication, seats, system: { access, topology } }) => {
    const takeOver = topology.kind === 'active-standby' || topology.traffic.kind === 'ordered';
    if (!publication || publication.how.kind === 'delegated' || access.kind !== 'dns' || !takeOver) return [];
    const led = topology.kind === 'active-standby' ? seats.filter(({ serves }) => serves) : candidatesOf(topology, seats);
    const reached = led
      .map(({ cluster, clientHost, role }) => ({
        role,
        cluster: cluster.name,
        types: targetsByType(endpointsOf(access.exposure, cluster, clientHost)).map(([type]) => type),
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
