import { candidatesOf } from '../../plan/access/candidates';
import { endpointsOf } from '../../plan/access/endpoints';
import { targetsByType } from '../../plan/names/shared-record';
import { systemRule } from '../rule';

/** Clusters that take over from each other have targets of the same types. */
export const standbyFamily = systemRule(
  {
    name: 'dns/standby-family',
    severity: 'error',
    demands: 'Clusters that take over from each other all have host names, or all have addresses of the same IP families.',
    why: 'If the next cluster lacks IPv6 addresses, those of the lost cluster stay as the only AAAA records. ExternalDNS never removes a shared record, and an alias cannot be created beside addresses that stay, so the name does not move at all.',
    source:
      'ExternalDNS plan/policy.go: upsert-only drops deletions; RFC 1034, section 3.6.2; Route 53 documentation, "How Amazon Route 53 chooses records when health checking is configured".',
  },
  ({ publication, seats, system: { access, topology } }) => {
    const takeOver = topology.kind === 'active-standby' || topology.traffic.kind === 'ordered';
    if (!publication || publication.how.kind === 'delegated' || access.kind !== 'dns' || !takeOver) return [];
    const candidates = topology.kind === 'active-standby' ? seats.filter(({ serves }) => serves) : candidatesOf(topology, seats);
    const reached = candidates
      .map(({ cluster, clientHost, role }) => ({
        role,
        cluster: cluster.name,
        types: targetsByType(endpointsOf(access.exposure, cluster, clientHost)).map(([type]) => type),
      }))
      .filter(({ types }) => types.length > 0); // another rule reports a cluster without addresses
    const active = reached.find(({ role }) => role === 'active');
    if (!active) return [];
    return reached
      .filter(({ types }) => types.join() !== active.types.join())
      .map(({ cluster, types }) => ({
        problem: `'${access.host}' is ${active.types.join(' and ')} for ${active.cluster}, and would be ${types.join(' and ')} for ${cluster}`,
        fix: `declare for ${cluster} the same as for ${active.cluster}: a name, or addresses of the same IP families`,
      }));
  },
);
