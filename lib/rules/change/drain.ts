import { without } from '../../change/by-name';
import { fleetRule } from '../rule';
import { formedSystems, judged } from './judged';

/** Budgets are counted anew with each commit, and know nothing of what the last drain has taken. */
export const drainChange = fleetRule(
  {
    name: 'change/drain',
    severity: 'warning',
    demands: "'drained' moves on once every member that was evicted is ready again.",
    why: 'Each commit counts its budgets as if all members were there: one that is still down from the last drain is one more than the group survives.',
    source: 'Seen with etcd over three clusters: three of five members down after two moves, and no write for 23 s.',
  },
  ({ systems }, previous) =>
    formedSystems(systems, previous).flatMap(({ plan: { name, state, namespace }, last }) => {
      const gone = without(last.state.drained ?? [], state.drained);
      if (gone.length === 0) return [];
      const [before, after] = [last.state.drained.join(', '), state.drained.join(', ') || 'none'];
      return [judged('state.drained-moved', name, "'drained'", { before, after, values: { namespace } })];
    }),
);
