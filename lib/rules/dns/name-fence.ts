import { listed } from '../listed';
import { systemRule } from '../rule';
import { namePublication } from './publication';

/** A name that does not move needs no fence of its own; what it leads to does. */
const led = (active: readonly string[]): { readonly problem: string; readonly fix: string } => ({
  problem: `nothing keeps ${listed(active, ' or ')} from leading clients to the group that served, once another is promoted: a cluster that was cut off runs what it got last`,
  fix: "take its place out in the commit that promotes the standby, or let clients follow a name with 'writers' that serve nobody",
});

/** Whoever served before a name was moved must not be able to move it back. */
export const nameFence = systemRule(
  {
    name: 'dns/name-fence',
    severity: 'warning',
    demands: 'Something keeps a cluster that served from writing the name of its system back once it has moved.',
    why: 'A cluster that is cut off from the others and not from DNS, or that comes back before it is synchronized, writes the old answer again and again: clients go to and fro between it and the one that serves.',
    source: 'ExternalDNS plan/plan.go: each run writes what its own cluster says; BIND 9 Administrator Reference Manual, update-policy.',
    follows: [namePublication],
  },
  ({ nameFence: fence, seats, system, publication }, { fleet: { dns } }) => {
    if (fence !== 'none') return [];
    const active = seats.filter(({ role }) => role === 'active').map(({ cluster }) => cluster.name);
    if (system.access.kind !== 'dns') return [led(active)];
    const quiet = seats.find(({ serves }) => !serves)?.cluster.name;
    const stretched = system.topology.kind === 'active-active' || seats.some(({ role }) => role === 'voting');
    const written = publication?.how.kind === 'shared' || publication?.how.kind === 'computed';
    const ways = [
      ...(written ? [`name 'writers' of 'dns' that serve nobody${quiet === undefined ? '' : `, such as ${quiet}`}`] : []),
      dns.provider.capabilities.fence === 'keys'
        ? 'give each cluster a key of its own'
        : 'take a provider with a key for each cluster, such as rfc2136',
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
