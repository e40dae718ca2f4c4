import { absentCluster } from '../fleet/absent-cluster';
import { fleetRule, repeated } from '../rule';

/** The writers of shared names are clusters of the fleet. */
export const dnsWriters = fleetRule(
  {
    name: 'dns/writers',
    severity: 'error',
    demands: "The 'writers' of the fleet's 'dns' are clusters of the fleet, each named once.",
    why: 'Nothing is rendered for an unknown cluster: no instance would write shared names, and no commit could move one.',
    source: 'Arithmetic of the fleet.',
  },
  ({ fleet: { dns }, clusters }) => {
    const { writers = [] } = dns;
    const known = clusters.map(({ name }) => name);
    return [
      ...writers
        .filter(({ name, index }) => !clusters.some(one => one.name === name && one.index === index))
        .map(({ name, index }) => ({
          at: 'fleet',
          problem: `'${name}' (index ${index}) is a writer of shared names, and not a cluster of the fleet`,
          fix: `use one of ${known.join(', ')}`,
          about: [absentCluster(name)],
        })),
      ...repeated(writers, ({ name }) => name).map(([name, same]) => ({
        at: 'fleet',
        problem: `'${name}' is named ${same.length} times as a writer of shared names`,
        fix: 'name it once',
      })),
    ];
  },
);
