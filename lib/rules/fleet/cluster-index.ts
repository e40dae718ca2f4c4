import type { Subject } from '../../domain/subject';
import { fleetRule, repeated } from '../rule';

/** A cluster's index is used only once, because the names of its members and volumes depend on it. */
export const clusterIndex = fleetRule(
  {
    name: 'fleet/cluster-index',
    severity: 'error',
    demands: 'Each cluster has an index of its own, which no other cluster ever had.',
    why: 'The names of members depend on the index. If an index is used again, an old volume joins as another member.',
    source: 'rqlite documentation: a node ID must never have been used before; MongoDB MCK keeps cluster indexes for the same reason.',
  },
  ({ clusters, fleet }, previous) => {
    const twice = repeated(clusters, ({ index }) => index).map(([index, same]) => ({
      at: 'fleet',
      about: [indexOf(index)],
      problem: `index ${index} belongs to ${same.map(({ name }) => name).join(' and ')}`,
      fix: 'use a different index for each cluster, and never an old one',
    }));
    const retired = clusters.flatMap(({ name, index }) =>
      fleet.retired
        .filter(gone => gone.index === index)
        .map(gone => ({
          at: name,
          about: [indexOf(index)],
          problem: `index ${index} belonged to ${gone.name}, which is retired`,
          fix: 'use an index that was never used',
        })),
    );
    const before = previous?.clusters ?? [];
    const reused = clusters.flatMap(({ name, index }) =>
      before
        .filter(old => old.index === index && old.name !== name && !fleet.retired.some(gone => gone.index === index))
        .map(old => ({
          at: name,
          about: [indexOf(index)],
          problem: `index ${index} belonged to ${old.name} in the last output`,
          fix: `use an index that was never used, and list ${old.name} under 'retired'`,
        })),
    );
    const moved = clusters.flatMap(({ name, index }) =>
      before
        .filter(old => old.name === name && old.index !== index)
        .map(old => ({
          at: name,
          about: [indexOf(index)],
          problem: `index was ${old.index} in the last output and is ${index} now, which would rename every member`,
          fix: `keep index ${old.index}`,
        })),
    );
    return [...twice, ...retired, ...reused, ...moved];
  },
);

/** The subject of a finding about an index. */
const indexOf = (index: number): Subject => ({ field: ['index', index] });
