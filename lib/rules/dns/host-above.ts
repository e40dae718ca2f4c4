import { systemRule } from '../rule';

/** Where a name is answered with everything below it, no members are below the name of clients. */
export const hostAbove = systemRule(
  {
    name: 'dns/host-above',
    severity: 'error',
    demands: 'At a provider that answers a name with everything below it, a host lies above no other name.',
    why: 'Clients would be led to the members of all clusters, whether they serve or not.',
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
          problem: `'${host}' lies above '${lower}', and DNS provider '${provider}' answers a name with everything below it`,
          fix: `take a host that no other name ends in, such as 'clients-${host}'`,
        },
      ];
    });
  },
);
