import { fleetRule } from '../rule';

/** Records are of types that ExternalDNS keeps at the provider. */
export const readBack = fleetRule(
  {
    name: 'dns/read-back',
    severity: 'error',
    demands: 'Every record is of a type that ExternalDNS reads back from the DNS provider.',
    why: 'A record that is read back as another type, or not at all, is deleted and created with every run, and is missing in between.',
    source: 'ExternalDNS provider sources; seen with CoreDNS, which has AAAA records read back as A.',
  },
  ({ fleet, systems }) => {
    const { name, capabilities } = fleet.dns.provider;
    const unknown = (type: string): boolean => !capabilities.types.includes(type);
    const kept = `DNS provider '${name}' keeps ${capabilities.types.join(', ')} only`;
    return systems.flatMap(system => [
      ...[...new Set(system.records.map(({ type }) => type))].filter(unknown).map(type => ({
        at: system.name,
        problem: `'${system.records.find(record => record.type === type)?.name}' would be a record of type ${type}, and ${kept}`,
        fix: `declare addresses that need no ${type} record, or take another provider`,
      })),
      ...system.seats
        .filter(({ cluster }) => cluster.podCidrs.every(cidr => cidr.includes(':')) && unknown('AAAA'))
        .map(({ cluster, domain }) => ({
          at: `${system.name}/${cluster.name}`,
          problem: `the members below ${domain} have IPv6 addresses only, which are records of type AAAA, and ${kept}`,
          fix: 'give the pods IPv4 addresses as well, or take another provider',
        })),
    ]);
  },
);
