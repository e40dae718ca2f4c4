import type { Subject } from '../../domain/subject';
import { fleetRule, repeated } from '../rule';

/** A cluster's number is given once: its members and their volumes are named after it. */
export const clusterIndex = fleetRule(
  {
    name: 'fleet/cluster-index',
    severity: 'error',
    demands: "The number of a cluster is its own, and was never another's.",
    why: 'Members are named by it, so a number that is given again lets an old volume join as somebody else.',
    source: 'rqlite documentation: a node ID must never have been used before; MongoDB MCK keeps cluster indexes for the same reason.',
  },
  ({ clusters, fleet }, previous) => {
    const twice = repeated(clusters, ({ index }) => index).map(([index, same]) => ({
      at: 'fleet',
      about: [indexOf(index)],
      problem: `index ${index} is given to ${same.map(({ name }) => name).join(' and ')}`,
      fix: 'give each cluster a number of its own, and none that was ever used',
    }));
    const retired = clusters.flatMap(({ name, index }) =>
      fleet.retired
        .filter(gone => gone.index === index)
        .map(gone => ({
          at: name,
          about: [indexOf(index)],
          problem: `index ${index} belonged to ${gone.name}, which is retired`,
          fix: 'take a number that was never used',
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
          fix: `take a number that was never used, and list ${old.name} under 'retired'`,
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

/** A number, whoever has it. */
const indexOf = (index: number): Subject => ({ field: ['index', index] });
