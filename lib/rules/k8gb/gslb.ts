import { gslbValues, isGslb } from '../../manifests/dns/k8gb';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { isInZone } from '../../plan/names/delegation';
import { listed } from '../listed';
import { type ManifestFound, unitRule } from '../rule';

/** Each cluster that answers the zone is told the same of a name. */
export const k8gbGslb = unitRule(
  {
    name: 'k8gb/gslb',
    severity: 'error',
    demands: 'A Gslb is in every cluster that runs k8gb and has a part in the system, and is the same in each.',
    why: 'A cluster without it answers that the name does not exist; one with another strategy leads clients elsewhere, to whoever happens to ask it.',
    source: 'k8gb, docs/partial-deployment.md.',
  },
  unit => {
    const all = unit.clusters.flatMap(cluster => objectsOf(cluster, 'Gslb').filter(isGslb));
    const zone = unit.plan?.fleet.delegatedZone;
    const asked = zone && unit.system?.host && isInZone(unit.system.host, zone.name) ? [unit.system.name] : [];
    const names = [...new Set([...asked, ...all.map(({ name }) => name)])];
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
      const said = first ? gslbValues(first) : [];
      const different = same.flatMap(object => {
        const own = gslbValues(object);
        const [here, there] = [own.filter(value => !said.includes(value)), said.filter(value => !own.includes(value))];
        if (here.length + there.length === 0) return [];
        const problem = `it is not what it is in ${first?.cluster ?? ''}: ${listed(here) || 'nothing'}, and there ${listed(there) || 'nothing'}`;
        return [{ object, path: ['spec'], problem, fix: 'make it the same in every cluster' }];
      });
      return [...missing, ...different];
    });
  },
);

/** The clusters that have to be told: those with a geotag, or, where the plan has none, all that serve. Without a plan nobody knows. */
function answering({ clusters, plan }: UnitManifests): readonly ClusterManifests[] {
  if (!plan) return [];
  const tags = plan.fleet.delegatedZone?.tags;
  const there = clusters.filter(({ objects }) => objects.length > 0); // that a cluster has nothing at all is for another rule
  return tags ? there.filter(({ cluster }) => Object.hasOwn(tags, cluster)) : there.filter(({ seat }) => seat?.serves !== false);
}
