import { activeOf } from '../../change/role-change';
import { fleetRule } from '../rule';

/** A system's state only goes forward: a formed group stays formed, and each change of the active cluster has its own epoch. */
export const stateChange = fleetRule(
  {
    name: 'change/state',
    severity: 'error',
    demands: 'A state never goes back: a bootstrapped system stays bootstrapped, and a change of the active cluster raises the epoch.',
    why: 'A group that may form again can do so with empty volumes. An epoch that does not rise hides which of two clusters was promoted last.',
    source: 'etcd issue 12227: two members that started empty formed a new quorum and overwrote the third.',
  },
  ({ systems }, previous) =>
    systems.flatMap(({ name, state, seats, system }) => {
      const before = previous?.systems.find(old => old.name === name);
      if (!before) {
        const unknown = state.bootstrapped && !previous;
        const problem = 'its group has formed, and there is no earlier output to compare with: a changed name or volume would not be found';
        return unknown ? [{ at: name, severity: 'warning' as const, problem, fix: 'keep the output folder in Git' }] : [];
      }
      const was = activeOf(before.seats);
      const is = activeOf(seats.map(({ cluster, role }) => ({ cluster: cluster.name, role })));
      return [
        ...(before.state.bootstrapped && !state.bootstrapped
          ? [
              {
                at: name,
                problem: "'bootstrapped' was true in the last output and is false now: members with empty volumes would form a new group",
                fix: 'keep it true',
              },
            ]
          : []),
        ...(state.epoch < before.state.epoch
          ? [
              {
                at: name,
                problem: `the epoch was ${before.state.epoch} in the last output and is ${state.epoch} now`,
                fix: 'never lower it',
              },
            ]
          : []),
        ...(system.topology.kind === 'active-standby' && was !== is && state.epoch <= before.state.epoch
          ? [
              {
                at: name,
                problem: `the active cluster was ${was} and is ${is} now, in the same epoch ${state.epoch}`,
                fix: `raise 'epoch' to ${before.state.epoch + 1}`,
              },
            ]
          : []),
      ];
    }),
);
