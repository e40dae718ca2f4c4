import { dnsScopeLabel, type Flags, fleetInstances, isStrictlyOwned, lastOf } from '../../manifests/dns/external-dns';
import { affixesOf } from '../../manifests/dns/ownership-record';
import { mostFrequent } from '../most-frequent';
import { type ManifestFound, unitRule } from '../rule';

/** The instances of ExternalDNS for one fleet write to one provider, and mark their records as theirs. */
export const dnsRegistry = unitRule(
  {
    name: 'dns/registry',
    severity: 'error',
    demands:
      "The instances of ExternalDNS for the fleet's records use the same provider in all clusters, and a registry that records owners. For shared records the registry has the same prefix and suffix in all clusters. For computed records, whose owners it cannot keep, the registry is noop.",
    why: 'An instance without a registry takes every record of the zone for its own, and deletes those that it does not know. An instance at another provider writes where no client asks. An instance that looks for owners elsewhere, or only in its own cluster, does not see the records of others.',
    source:
      'ExternalDNS documentation, "Registries": noop keeps no ownership, crd keeps it in its own cluster; flags --provider, --txt-prefix, --txt-suffix.',
  },
  unit => {
    const instances = fleetInstances(unit);
    const usual = mostFrequent(instances.map(({ flags }) => provider(flags)));
    const usualAffixes = mostFrequent(instances.filter(({ flags }) => isFor(flags, 'global')).map(({ flags }) => affixes(flags)));
    return instances.flatMap(({ object, container, flags }): readonly ManifestFound[] => {
      const path = [...container.path, 'args'];
      const found: ManifestFound[] = [];
      if (provider(flags) !== usual) {
        const problem = `its provider is ${provider(flags)}, and that of the other instances is ${usual}`;
        found.push({ object, path, problem, fix: `use --provider=${usual}` });
      }
      const registry = lastOf(flags, 'registry') ?? 'txt';
      if (isFor(flags, 'computed')) {
        if (registry !== 'noop') {
          const problem = `its registry is ${registry}, which does not find the owner of a computed record again: it never changes one`;
          found.push({ object, path, problem, fix: 'use --registry=noop' });
        }
      } else if (registry === 'noop' && !isStrictlyOwned(flags)) {
        const problem = 'its registry is noop, so it takes every record of the zone for its own';
        found.push({ object, path, problem, fix: 'use --registry=txt' });
      }
      if (!isFor(flags, 'global')) return found;
      if (registry === 'crd') {
        const problem = 'its registry is crd, which knows only the records of its own cluster, and several clusters publish these names';
        found.push({ object, path, problem, fix: 'use --registry=txt' });
      }
      if (affixes(flags) !== usualAffixes) {
        const problem = `it keeps owners under ${affixes(flags)}, and the other instances for shared records under ${usualAffixes}: it does not find their owners`;
        found.push({ object, path, problem, fix: `keep them under ${usualAffixes}` });
      }
      return found;
    });
  },
);

const isFor = (flags: Flags, scope: string): boolean =>
  (flags.get('label-filter') ?? []).some(filter => filter.split(',').some(each => each.trim() === `${dnsScopeLabel}=${scope}`));

/** The affixes of an instance's ownership records, as flags. */
const affixes = (flags: Flags): string => {
  const { prefix, suffix, wildcard } = affixesOf(flags);
  const given = [
    prefix && `--txt-prefix=${prefix}`,
    suffix && `--txt-suffix=${suffix}`,
    wildcard && `--txt-wildcard-replacement=${wildcard}`,
  ];
  return given.filter(each => each !== '').join(' ') || 'no affixes';
};

const provider = (flags: Flags): string => flags.get('provider')?.at(-1) ?? '';
