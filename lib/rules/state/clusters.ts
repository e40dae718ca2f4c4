import { canBecomeActive } from '../../plan/members/seat-assignment';
import { systemRule } from '../rule';

/** The operating state speaks of clusters of the topology, and of one change at a time. */
export const stateCluster = systemRule(
  {
    name: 'state/clusters',
    severity: 'error',
    demands: 'The operating state names clusters that can do what it says, one at a time.',
    why: 'A rollout that is thawed in two clusters at once can take a quorum away; a witness or a learner cannot serve by a commit alone.',
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
              problem: `the state makes '${chosen.cluster.name}' active, which is a ${chosen.role}`,
              fix: 'promote its members first and make it a voting standby',
            },
          ]
        : []),
      ...(state.active !== undefined && system.topology.kind === 'active-active'
        ? [
            {
              problem: `the state makes '${state.active}' active, and all clusters of an active-active system are`,
              fix: "leave 'active' out",
            },
          ]
        : []),
      ...(state.thawed.length > 1
        ? [
            {
              problem: `${state.thawed.length} clusters are thawed at once (${state.thawed.join(', ')}), and each would replace members without seeing the others`,
              fix: 'thaw one at a time',
            },
          ]
        : []),
    ];
  },
);
