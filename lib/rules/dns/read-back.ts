import { fleetRule } from '../rule';

/** Records have types that ExternalDNS reads back from the provider. */
export const readBack = fleetRule(
  {
    name: 'dns/read-back',
    severity: 'error',
    demands: 'Every record is of a type that ExternalDNS reads back from the DNS provider.',
    why: 'ExternalDNS deletes and creates a record in every run if it reads the record back as another type, or not at all. In between the record is missing.',
    source: 'ExternalDNS provider sources; seen with CoreDNS, where AAAA records are read back as A.',
  },
  ({ fleet, systems }) => {
    const { name, capabilities } = fleet.dns.provider;
    const unknown = (type: string): boolean => !capabilities.types.includes(type);
    const kept = `DNS provider '${name}' keeps only ${capabilities.types.join(', ')}`;
    return systems.flatMap(system => [
      ...[...new Set(system.records.map(({ type }) => type))].filter(unknown).map(type => ({
        at: system.name,
        problem: `'${system.records.find(record => record.type === type)?.name}' would be a record of type ${type}, and ${kept}`,
        fix: `declare addresses that need no ${type} record, or use another provider`,
      })),
      ...system.seats
        .filter(({ cluster }) => cluster.podCidrs.every(cidr => cidr.includes(':')) && unknown('AAAA'))
        .map(({ cluster, domain }) => ({
          at: `${system.name}/${cluster.name}`,
          problem: `the members below ${domain} have only IPv6 addresses, which need records of type AAAA, and ${kept}`,
          fix: 'add IPv4 ranges to the pods, or use another provider',
        })),
    ]);
  },
);
