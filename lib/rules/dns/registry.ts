import { dnsInstance, dnsScopeLabel } from '../../manifests/external-dns';
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
    const instances = unit.clusters.flatMap(({ objects }) =>
      objects.flatMap(object => {
        const instance = dnsInstance(object);
        // Others are not for the records of the fleet.
        return instance?.flags.get('label-filter')?.some(filter => filter.includes(dnsScopeLabel)) ? [instance] : [];
      }),
    );
    const counts = new Map<string, number>();
    for (const { flags } of instances) counts.set(provider(flags), (counts.get(provider(flags)) ?? 0) + 1);
    const [usual] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [''];
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
