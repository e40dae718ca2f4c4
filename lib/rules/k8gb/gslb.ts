import { gslbValues, isGslb } from '../../manifests/dns/k8gb';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { isInZone } from '../../plan/names/delegation';
import { listed } from '../listed';
import { type ManifestFound, unitRule } from '../rule';

/** Each cluster that answers for the zone has the same Gslb. */
export const k8gbGslb = unitRule(
  {
    name: 'k8gb/gslb',
    severity: 'error',
    demands: 'Every cluster of the system that runs k8gb has the same Gslb.',
    why: 'A cluster without it answers that the name does not exist. A cluster with another strategy routes its clients elsewhere.',
    source: 'k8gb, docs/partial-deployment.md.',
  },
  unit => {
    const all = unit.clusters.flatMap(cluster => objectsOf(cluster, 'Gslb').filter(isGslb));
    const zone = unit.plan?.fleet.delegatedZone;
    const planned = zone && unit.system?.host && isInZone(unit.system.host, zone.name) ? [unit.system.name] : [];
    const names = [...new Set([...planned, ...all.map(({ name }) => name)])];
    return names.flatMap((name): readonly ManifestFound[] => {
      const same = all.filter(object => object.name === name);
      const [first] = same;
      const missing = answering(unit)
        .filter(({ cluster }) => !same.some(object => object.cluster === cluster))
        .map(({ cluster }) => ({
          at: `${unit.name}/${cluster}`,
          problem: `${cluster} has no Gslb ${name}${first ? `, and ${first.cluster} has` : ''}`,
          fix: `add the same Gslb ${name} to every cluster that runs k8gb`,
        }));
      const expected = first ? gslbValues(first) : [];
      const different = same.flatMap(object => {
        const own = gslbValues(object);
        const [here, there] = [own.filter(value => !expected.includes(value)), expected.filter(value => !own.includes(value))];
        if (here.length + there.length === 0) return [];
        const problem = `it differs from the one in ${first?.cluster ?? ''}: ${listed(here) || 'nothing'} here, and ${listed(there) || 'nothing'} there`;
        return [{ object, path: ['spec'], problem, fix: 'set the same in every cluster' }];
      });
      return [...missing, ...different];
    });
  },
);

/**
 * The clusters that need the Gslb: those with a geotag, or all that serve if the plan has no geotags. Unknown, so empty, without a plan.
 */
function answering({ clusters, plan }: UnitManifests): readonly ClusterManifests[] {
  if (!plan) return [];
  const tags = plan.fleet.delegatedZone?.tags;
  const there = clusters.filter(({ objects }) => objects.length > 0); // another rule reports a cluster without any object
  return tags ? there.filter(({ cluster }) => Object.hasOwn(tags, cluster)) : there.filter(({ seat }) => seat?.serves !== false);
}
