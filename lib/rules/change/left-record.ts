import { Access } from '../../domain/access';
import { fleetRule } from '../rule';

/** A shared record stays in the zone when no cluster publishes it any more. */
export const leftRecord = fleetRule(
  {
    name: 'change/left-record',
    severity: 'warning',
    demands: 'A shared or computed name of the last output is still a name of the fleet, or an operator deletes its record.',
    why: 'No cluster removes a record that all of them publish, so that a lost cluster cannot remove it from the others. The old record goes on routing clients to addresses where nothing answers, or another system does.',
    source: 'ExternalDNS plan/policy.go: upsert-only drops deletions; registry/txt keeps the owner in a record beside it.',
  },
  ({ systems }, previous) => {
    const named = new Set(
      systems.flatMap(({ records, system: { access } }) => [...records.map(({ name }) => name), Access.nameOf(access)?.host]),
    );
    return (previous?.systems ?? []).flatMap(({ name: system, records }) =>
      records
        .filter(({ name, scope }) => scope !== 'local' && !named.has(name))
        .map(({ name, type }) => ({
          at: system,
          problem: `${type} ${name} was published in the last output and is not now, and no cluster removes a shared record`,
          fix: `delete ${type} ${name} and its TXT record in the zone when this is applied`,
        })),
    );
  },
);
