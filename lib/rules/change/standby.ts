import type { ChangeKind } from '../../change/catalogue';
import { activeOf, plannedRoles, roleChange } from '../../change/role-change';
import { isSeatFormed } from '../../plan/members/has-formed';
import { haveLeft } from '../../plan/members/recorded-seats';
import { fleetRule } from '../rule';
import { judged } from './judged';

const refused: readonly (ChangeKind | undefined)[] = ['roles.group-kind', 'roles.standby-kind'];

/** The volumes of a standby belong to the group that it is in. */
export const standbyChange = fleetRule(
  {
    name: 'change/standby',
    severity: 'error',
    demands:
      'A standby whose members have formed stays in its group until steps have taken all of them out of it; a group of its own stays, and stays hot or cold.',
    why: 'Its volumes hold the log of one group, which another one cannot read; and a cold standby is restored before it starts, while a hot one is copied to.',
    source: 'etcd documentation, "Clustering": a member with another cluster id is refused.',
  },
  ({ systems }, previous) =>
    systems.flatMap(plan => {
      const { name } = plan;
      const last = previous?.systems.find(each => each.name === name);
      if (!last) return [];
      const now = plannedRoles(plan);
      const moved = activeOf(last.seats) !== activeOf(now);
      return last.seats.flatMap(before => {
        const after = now.find(({ cluster }) => cluster === before.cluster);
        if (!after || before.group === undefined || !isSeatFormed(last, before)) return [];
        const kind = roleChange({ ...before, group: before.group }, after, moved);
        if (kind === undefined || !refused.includes(kind)) return [];
        if (kind === 'roles.group-kind' && plan.system.operations && before.group === name && haveLeft(plan.state, name, before.cluster))
          return [];
        return [judged(kind, `${name}/${before.cluster}`, 'the standby', { before: before.role, after: after.role })];
      });
    }),
);
