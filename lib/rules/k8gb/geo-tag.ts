import { zoneTag } from '../../plan/names/delegation';
import { fleetRule, repeated } from '../rule';

const labelLimit = 63;

/** Every cluster that answers for a delegated zone has its own geotag, which fits into the name of a name server. */
export const k8gbGeoTag = fleetRule(
  {
    name: 'k8gb/geo-tag',
    severity: 'error',
    demands: "A geotag has only letters, digits and '-', is different for each cluster, and belongs to a cluster of the fleet.",
    why: 'The name of a cluster as a name server contains its geotag. Two clusters with one geotag would be one name server, and k8gb does not start with another character.',
    source: "k8gb, controllers/resolver: the pattern of geotags, and names 'gslb-ns-<geotag>-<zone>.<parent>'.",
  },
  ({ fleet: { dns }, clusters }) => {
    const zone = dns.provider.delegatedZone;
    if (!zone) return [];
    const tagged = clusters.flatMap(({ name }) => {
      const tag = zoneTag(zone, name);
      return tag === undefined ? [] : [{ name, tag }];
    });
    const at = 'fleet.dns.provider';
    const known = clusters.map(({ name }) => name);
    const below = zone.name.endsWith(`.${dns.zone}`) ? zone.name.slice(0, -dns.zone.length - 1) : zone.name;
    return [
      ...Object.keys(zone.tags ?? {})
        .filter(name => !known.includes(name))
        .map(name => ({ at, problem: `'${name}' has a geotag and is not a cluster of the fleet`, fix: `use ${known.join(', ')}` })),
      ...tagged
        .filter(({ tag }) => !/^[a-zA-Z\d-]+$/.test(tag))
        .map(({ name, tag }) => ({
          at,
          problem: `the geotag '${tag}' of ${name} has invalid characters`,
          fix: "use letters, digits and '-'",
        })),
      ...repeated(tagged, ({ tag }) => tag.toLowerCase()).map(([, same]) => ({
        at,
        problem: `${same.map(({ name }) => name).join(' and ')} have the same geotag, '${same[0]?.tag ?? ''}'`,
        fix: 'use a different geotag for each cluster; DNS ignores case',
      })),
      ...tagged
        .map(({ tag }) => `gslb-ns-${tag}-${below.replaceAll('.', '-')}`)
        .filter(label => label.length > labelLimit)
        .map(label => ({
          at,
          problem: `the name server '${label}' has ${label.length} characters; ${labelLimit} is the limit`,
          fix: 'shorten the geotag or the zone',
        })),
    ];
  },
);
