import { isDelegationOf, type ZoneFields, zoneFields } from '../../manifests/dns/k8gb';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { isInZone } from '../../plan/names/delegation';
import { mostFrequent } from '../most-frequent';
import { fleetRule, type ManifestFound, type RuleText, unitRule } from '../rule';

const text: RuleText = {
  name: 'k8gb/zone',
  severity: 'error',
  demands: 'A delegated zone is below its parent zone, and is the same in every cluster.',
  why: 'The API server refuses a zone that is not below its parent. Clusters with different zones are name servers of different names, and neither knows the names of the other.',
  source: 'k8gb, chart/k8gb/crd/k8gb.io_zonedelegation.yaml: its validations; docs/partial-deployment.md.',
};

/** The delegated zone, for which controllers in the clusters answer. */
export const k8gbZone = {
  ...fleetRule(text, ({ fleet: { dns } }) => {
    const zone = dns.provider.delegatedZone?.name;
    if (zone === undefined || (zone !== dns.zone && isInZone(zone, dns.zone))) return [];
    const problem = zone === dns.zone ? `'${zone}' is the fleet's own zone` : `'${zone}' is not below the fleet's zone '${dns.zone}'`;
    return [{ at: 'fleet.dns.provider', problem, fix: `use a zone such as 'gslb.${dns.zone}'` }];
  }),
  ...unitRule(text, ({ clusters }) => {
    const all = clusters.flatMap(cluster => objectsOf(cluster, 'ZoneDelegation').filter(isDelegationOf).map(zoneFields));
    const usual = mostFrequent(all.map(contentOf));
    return all.flatMap((zone): readonly ManifestFound[] => {
      const { object, name, parent } = zone;
      if (name === parent || !isInZone(name, parent)) {
        const problem = `the zone '${name}' is not below its parent '${parent}'`;
        return [{ object, path: ['spec', 'loadBalancedZone'], problem, fix: `use a zone that ends in '.${parent}'` }];
      }
      if (contentOf(zone) === usual) return [];
      return [{ object, path: ['spec'], problem: `it is ${contentOf(zone)}, and elsewhere ${usual}`, fix: `set it to ${usual}` }];
    });
  }),
};

const contentOf = ({ name, parent, negativeTtl }: ZoneFields): string => `${name} below ${parent}, with a negative TTL of ${negativeTtl} s`;
