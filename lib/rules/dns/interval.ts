import { type DnsInstance, fleetInstances } from '../../manifests/dns/external-dns';
import { mostFrequent } from '../most-frequent';
import { type ManifestFound, unitRule } from '../rule';

const usualSeconds = 60;

/** A change of the records is published as fast in each cluster. */
export const dnsInterval = unitRule(
  {
    name: 'dns/interval',
    severity: 'error',
    demands: "The instances of ExternalDNS for the fleet's records look for changes equally often in all clusters.",
    why: 'The time until clients are led elsewhere counts one interval: in a cluster with a longer one a failover takes longer than was computed; with a much shorter one the provider refuses its requests.',
    source: 'ExternalDNS documentation, flag --interval, 1m unless it is given; Route 53 takes five requests a second of an account.',
  },
  unit => {
    const instances = fleetInstances(unit);
    // Of several that are as many the shortest, which makes no failover longer.
    const usual = mostFrequent(instances.map(secondsOf).sort((a, b) => a - b));
    return instances.flatMap((instance): readonly ManifestFound[] => {
      const seconds = secondsOf(instance);
      if (seconds === usual) return [];
      const problem = `it looks for changes every ${seconds} s, and the other instances every ${usual} s`;
      return [{ object: instance.object, path: [...instance.container.path, 'args'], problem, fix: `use --interval=${usual}s` }];
    });
  },
);

/** As Go writes durations; what cannot be read is refused by ExternalDNS itself, and counts as left out. */
function secondsOf({ flags }: DnsInstance): number {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  const parts = [...(flags.get('interval')?.at(-1) ?? '').matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  const sum = parts.reduce((seconds, [, amount, unit]) => seconds + Number(amount) * (units[unit ?? ''] ?? 0), 0);
  return sum > 0 ? sum : usualSeconds;
}
