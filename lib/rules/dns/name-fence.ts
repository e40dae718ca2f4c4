import { systemRule } from '../rule';

/** Whoever served before a name was moved must not be able to move it back. */
export const nameFence = systemRule(
  {
    name: 'dns/name-fence',
    severity: 'warning',
    demands: 'Something keeps a cluster that served from writing the name of its system back once it has moved.',
    why: 'A cluster that is cut off from the others and not from DNS, or that comes back before it is synchronized, writes the old answer again and again: clients go to and fro between it and the one that serves.',
    source: 'ExternalDNS plan/plan.go: each run writes what its own cluster says; BIND 9 Administrator Reference Manual, update-policy.',
  },
  ({ nameFence: fence, seats, system }, { fleet: { dns } }) => {
    if (fence !== 'none') return [];
    const active = seats.filter(({ role }) => role === 'active').map(({ cluster }) => cluster.name);
    const quiet = seats.find(({ serves }) => !serves)?.cluster.name;
    const stretched = system.topology.kind === 'active-active' || seats.some(({ role }) => role === 'voting');
    const ways = [
      `name clusters that serve nobody as the 'writers' of the fleet's 'dns'${quiet === undefined ? '' : `, such as ${quiet}`}`,
      'take a provider with a key for each cluster, such as rfc2136',
      ...(stretched ? ["let the answers follow 'healthChecks'"] : []),
    ];
    return [
      {
        problem: `nothing keeps ${active.join(' or ')} from writing the name back after a commit has moved it: ${dns.provider.name} knows whoever has the credentials, and ${active.length > 1 ? 'they have' : 'it has'} them`,
        fix: ways.join(', or '),
      },
    ];
  },
);
