import type { SystemPlan } from '../../plan/model/system-plan';
import { recoveryTime } from '../objectives/rto';
import { systemRule } from '../rule';

/** A new name becomes visible to clients within the recovery time. */
export const negativeTtl = systemRule(
  {
    name: 'dns/negative-ttl',
    severity: 'warning',
    demands: 'If names appear and disappear with their members, the negative TTL of the zone is no longer than the promised recovery time.',
    why: 'Resolvers cache the answer that a name does not exist for the negative TTL of the zone, however short the TTL of the name is. Clients find members that are ready again only after that time.',
    source:
      'RFC 2308, section 5: the smaller of the TTL of the SOA record and its minimum field. Route 53: 900 s (AWS developer guide, "NS and SOA records").',
    follows: [recoveryTime],
  },
  (system, { fleet: { dns } }) => {
    const promised = system.system.objectives.rto?.toSeconds();
    const seconds = dns.negativeTtl.toSeconds();
    const [name] = comingAndGoing(system);
    const counted = system.outage.terms.some(({ term }) => term === 'negative-ttl');
    if (promised === undefined || seconds <= promised || !name) return [];
    return [
      {
        problem: `resolvers cache a missing name for ${seconds} s, and an rto of ${promised} s is promised: ${name}`,
        fix: `lower the TTL or the minimum field of the zone's SOA record to ${promised} s, and declare it as 'negativeTtl' of 'dns'`,
        about: [{ unit: system.name, field: ['negativeTtl'] }],
        // If the outage includes the negative TTL, it may be the only part that is too long.
        reads: counted ? [{ unit: system.name, field: ['objectives', 'rto'] }] : [],
      },
    ];
  },
);

/** The names that appear only after a loss, and why. */
function comingAndGoing({ seats, system: { access } }: SystemPlan): readonly string[] {
  const members = access.kind === 'dns' && access.exposure.kind === 'pod-addresses';
  return seats.flatMap(({ role, clientHost, domain }) => {
    if (role === 'cold') return [`members below ${domain} have no names before they start`];
    return members && clientHost !== undefined ? [`${clientHost} does not exist while no member there is ready`] : [];
  });
}
