import type { SystemPlan } from '../../plan/model/system-plan';
import { recoveryTime } from '../objectives/rto';
import { systemRule } from '../rule';

/** A name that is new is known before the recovery time is over. */
export const negativeTtl = systemRule(
  {
    name: 'dns/negative-ttl',
    severity: 'warning',
    demands:
      'Where names come and go with the members behind them, the negative TTL of the zone is no longer than the recovery time that is promised.',
    why: 'Whoever asks for a name that does not exist yet is told so, and resolvers keep that for the negative TTL of the zone, however short the TTL of the name is. Clients find members that are ready again only afterwards.',
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
        problem: `resolvers keep for ${seconds} s that a name does not exist, and ${promised} s are promised: ${name}`,
        fix: `lower the TTL or the minimum field of the zone's SOA record to ${promised} s, and declare it as 'negativeTtl' of 'dns'`,
        about: [{ unit: system.name, field: ['negativeTtl'] }],
        // Where it is a part of the outage, it may be all that is too long in it.
        reads: counted ? [{ unit: system.name, field: ['objectives', 'rto'] }] : [],
      },
    ];
  },
);

/** Why a name is new after a loss, of each that is. */
function comingAndGoing({ seats, system: { access } }: SystemPlan): readonly string[] {
  const members = access.kind === 'dns' && access.exposure.kind === 'pod-addresses';
  return seats.flatMap(({ role, clientHost, domain }) => {
    if (role === 'cold') return [`members below ${domain} have no names before they start`];
    return members && clientHost !== undefined ? [`${clientHost} is gone while no member there is ready`] : [];
  });
}
