import { type Case, groupsOf, objectsOf } from './expected';
import { ofKind, podLabels, selects } from './written';

/** All clusters together never let so many voters go that the rest is no majority. */
export function budgetFaults(given: Case): readonly string[] {
  const faults: string[] = [];
  for (const system of given.systems) {
    for (const [group, seats] of groupsOf(system)) {
      const voting = seats.filter(({ votes }) => votes);
      const votes = voting.reduce((sum, { declared }) => sum + declared, 0);
      let gone = 0;
      for (const { cluster, set, declared } of voting) {
        const objects = objectsOf(given, cluster);
        const members = ofKind(objects, 'StatefulSet').find(
          each => each.metadata.name === set && each.metadata.namespace === system.namespace,
        );
        const allowed = ofKind(objects, 'PodDisruptionBudget')
          .filter(
            each => each.metadata.namespace === system.namespace && members && selects(each.spec.selector.matchLabels, podLabels(members)),
          )
          .map(({ spec }) => spec.maxUnavailable);
        if (allowed.length !== 1 || !Number.isInteger(allowed[0]))
          faults.push(`${system.name}/${cluster}: budgets of ${allowed.join(', ') || 'nothing'}`);
        gone += Math.min(declared, ...allowed);
      }
      const most = Math.floor((votes - 1) / 2);
      if (gone > most) faults.push(`${system.name} in ${group}: ${gone} of ${votes} voters may go at a time, and ${most} may be missing`);
      if (most > 0 && gone === 0) faults.push(`${system.name} in ${group}: nobody may ever go`);
    }
  }
  return faults;
}
