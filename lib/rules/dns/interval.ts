import { type DnsInstance, fleetInstances } from '../../manifests/dns/external-dns';
import { mostFrequent } from '../most-frequent';
import { type ManifestFound, unitRule } from '../rule';

const usualSeconds = 60;

/** Every cluster publishes a change of records equally fast. */
export const dnsInterval = unitRule(
  {
    name: 'dns/interval',
    severity: 'error',
    demands: "The instances of ExternalDNS for the fleet's records have the same interval in all clusters.",
    why: 'The computed failover time includes one interval. In a cluster with a longer interval, a failover takes longer than computed. With a much shorter one, the provider refuses requests.',
    source: 'ExternalDNS documentation, flag --interval, default 1m; Route 53 accepts five requests a second for an account.',
  },
  unit => {
    const instances = fleetInstances(unit);
    // Of equally frequent intervals the shortest, because it makes no failover longer.
    const usual = mostFrequent(instances.map(secondsOf).sort((a, b) => a - b));
    return instances.flatMap((instance): readonly ManifestFound[] => {
      const seconds = secondsOf(instance);
      if (seconds === usual) return [];
      const problem = `its interval is ${seconds} s, and that of the other instances is ${usual} s`;
      return [{ object: instance.object, path: [...instance.container.path, 'args'], problem, fix: `use --interval=${usual}s` }];
    });
  },
);

/** Reads a duration of Go. ExternalDNS itself refuses an invalid one, so that counts as the default. */
function secondsOf({ flags }: DnsInstance): number {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  const parts = [...(flags.get('interval')?.at(-1) ?? '').matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  const sum = parts.reduce((seconds, [, amount, unit]) => seconds + Number(amount) * (units[unit ?? ''] ?? 0), 0);
  return sum > 0 ? sum : usualSeconds;
}
