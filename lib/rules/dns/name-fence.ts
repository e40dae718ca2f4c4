import { listed } from '../listed';
import { systemRule } from '../rule';
import { namePublication } from './publication';

/** A name that does not move needs no fence of its own, but the load balancers or gateways behind it do. */
const unfencedMechanism = (active: readonly string[]): { readonly problem: string; readonly fix: string } => ({
  problem: `nothing keeps ${listed(active, ' or ')} from routing clients to the old group once another is promoted: a cluster that was cut off keeps its last configuration`,
  fix: "remove its site in the commit that promotes the standby, or route clients by a name with 'writers' that do not serve",
});

/** A cluster that served before must not be able to move the name back. */
export const nameFence = systemRule(
  {
    name: 'dns/name-fence',
    severity: 'warning',
    demands: 'A fence keeps a cluster that served from moving the name of its system back.',
    why: 'A cluster that is cut off from the others but not from DNS, or that comes back before it is synchronized, writes the old answer again and again. Clients then alternate between this cluster and the one that serves.',
    source:
      'ExternalDNS plan/plan.go: each run writes the records of its own cluster; BIND 9 Administrator Reference Manual, update-policy.',
    follows: [namePublication],
  },
  ({ nameFence: fence, seats, system, publication }, { fleet: { dns } }) => {
    if (fence !== 'none') return [];
    const active = seats.filter(({ role }) => role === 'active').map(({ cluster }) => cluster.name);
    if (system.access.kind !== 'dns') return [unfencedMechanism(active)];
    const quiet = seats.find(({ serves }) => !serves)?.cluster.name;
    const stretched = system.topology.kind === 'active-active' || seats.some(({ role }) => role === 'voting');
    const written = publication?.how.kind === 'shared' || publication?.how.kind === 'computed';
    const ways = [
      ...(written ? [`name 'writers' of 'dns' that do not serve${quiet === undefined ? '' : `, such as ${quiet}`}`] : []),
      dns.provider.capabilities.fence === 'keys'
        ? 'declare a key of its own for each cluster'
        : 'use a provider with a key for each cluster, such as rfc2136',
      ...(stretched && !system.access.healthChecks ? ["let answers follow 'healthChecks'"] : []),
    ];
    return [
      {
        problem: `nothing keeps ${listed(active, ' or ')} from writing the name back after a commit has moved it: ${active.length > 1 ? 'they have' : 'it has'} credentials of ${dns.provider.name}`,
        fix: ways.join(', or '),
      },
    ];
  },
);
