import { fleetInstances } from '../../manifests/external-dns';
import { mostFrequent } from '../most-frequent';
import { type ManifestFound, unitRule } from '../rule';

/** The instances of ExternalDNS for one fleet write to one provider, and mark what is theirs. */
export const dnsRegistry = unitRule(
  {
    name: 'dns/registry',
    severity: 'error',
    demands:
      "The instances of ExternalDNS for the fleet's records use the same provider in all clusters, and a registry that says whose a record is.",
    why: 'Without a registry every record of the zone is taken for its own, and what it does not know is deleted; an instance at another provider publishes nothing that anybody asks.',
    source: 'ExternalDNS documentation, "Registries": noop keeps no ownership; flag --provider.',
  },
  unit => {
    const instances = fleetInstances(unit);
    const usual = mostFrequent(instances.map(({ flags }) => provider(flags)));
    return instances.flatMap(({ object, container, flags }): readonly ManifestFound[] => {
      const path = [...container.path, 'args'];
      const found: ManifestFound[] = [];
      if (provider(flags) !== usual) {
        const problem = `its provider is ${provider(flags)}, and ${usual} is that of the other instances`;
        found.push({ object, path, problem, fix: `use --provider=${usual}` });
      }
      if (flags.get('registry')?.at(-1) === 'noop') {
        const problem = 'its registry is noop, so it takes every record of the zone for its own';
        found.push({ object, path, problem, fix: 'use --registry=txt' });
      }
      return found;
    });
  },
);

const provider = (flags: ReadonlyMap<string, readonly string[]>): string => flags.get('provider')?.at(-1) ?? '';
