import { canBecomeActive } from '../../plan/members/seat-assignment';
import { systemRule } from '../rule';

/** The operating state names clusters of the topology, and one change at a time. */
export const stateCluster = systemRule(
  {
    name: 'state/clusters',
    severity: 'error',
    demands:
      'The operating state names clusters of the topology, activates only a cluster that can become active, and thaws one cluster at a time.',
    why: 'A rollout that is thawed in two clusters at once can cost the quorum. A commit alone cannot make a witness or a learner serve.',
    source: 'etcd documentation, "Runtime reconfiguration"; the disruption budget of the group.',
  },
  ({ state, seats, system }) => {
    const names = seats.map(({ cluster }) => cluster.name);
    const unknown = [...(state.active === undefined ? [] : [state.active]), ...state.formed, ...state.thawed, ...state.drained].filter(
      name => !names.includes(name),
    );
    const chosen = seats.find(({ cluster }) => cluster.name === state.active);
    return [
      ...unknown.map(name => ({
        problem: `the state names '${name}', which is not in the topology`,
        fix: `use one of ${names.join(', ')}`,
      })),
      ...(chosen && !canBecomeActive(chosen.role)
        ? [
            {
              problem: `the state has '${chosen.cluster.name}' as active, which is a ${chosen.role}`,
              fix: 'promote its members first and declare it as a voting standby',
            },
          ]
        : []),
      ...(state.active !== undefined && system.topology.kind === 'active-active'
        ? [
            {
              problem: `the state has '${state.active}' as active, and all clusters of an active-active system are active`,
              fix: "remove 'active'",
            },
          ]
        : []),
      ...(state.thawed.length > 1
        ? [
            {
              problem: `${state.thawed.length} clusters are thawed at once (${state.thawed.join(', ')}), and each would replace members without regard to the others`,
              fix: 'thaw one at a time',
            },
          ]
        : []),
    ];
  },
);
