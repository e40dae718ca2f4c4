import { Access } from '../../domain/access';
import { fleetRule } from '../rule';

/** A shared record that nobody publishes any more stays where it is. */
export const leftRecord = fleetRule(
  {
    name: 'change/left-record',
    severity: 'warning',
    demands: 'A shared or computed name of the last output is still a name of the fleet, or is deleted by hand.',
    why: 'No cluster removes what all of them publish, so that a lost one cannot take it from the others: the record goes on leading clients to where nothing answers, or something else does.',
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
          problem: `${type} ${name} was published in the last output and is not now, and no cluster removes a record that it shares`,
          fix: `delete ${type} ${name} and its TXT record in the zone when this is applied`,
        })),
    );
  },
);
