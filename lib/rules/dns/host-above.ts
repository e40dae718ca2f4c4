import { systemRule } from '../rule';

/** If a provider answers a name with all records below it, no member's name is below the name for clients. */
export const hostAbove = systemRule(
  {
    name: 'dns/host-above',
    severity: 'error',
    demands: 'If the provider answers a name with all records below it, no other name is below a host.',
    why: 'Otherwise clients would be routed to the members of all clusters, whether these serve or not.',
    source: 'CoreDNS, plugin etcd: a look-up reads all keys below the path of the name; seen with CoreDNS 1.12.4.',
  },
  ({ records }, { systems, fleet }) => {
    const { name: provider, capabilities } = fleet.dns.provider;
    if (capabilities.subtree !== 'answered') return [];
    const names = systems.flatMap(system => [
      ...system.records.map(({ name }) => name),
      ...system.seats.flatMap(({ domain, clientHost }) => [domain, ...(clientHost ? [clientHost] : [])]),
    ]);
    return [...new Set(records.map(({ name }) => name))].flatMap(host => {
      const lower = names.find(name => name.endsWith(`.${host}`));
      if (lower === undefined) return [];
      return [
        {
          problem: `'${lower}' is below '${host}', and DNS provider '${provider}' answers a name with all records below it`,
          fix: `use a host that is not the end of another name, such as 'clients-${host}'`,
        },
      ];
    });
  },
);
