import { fleetRule } from '../rule';

/** Claim templates cannot change, because the API server refuses it. So their size and class cannot change either. */
export const storageChange = fleetRule(
  {
    name: 'change/storage',
    severity: 'error',
    demands: 'The size and the class of volumes stay as they were in the last output.',
    why: 'Claim templates of a StatefulSet cannot change, and a member with another class starts with an empty volume.',
    source: "Kubernetes API server: updates to a StatefulSet's volumeClaimTemplates are forbidden.",
  },
  ({ systems }, previous) =>
    systems.flatMap(({ name, system, seats }) => {
      const before = previous?.systems.find(old => old.name === name);
      if (!before) return [];
      const was = before.storage.mebibytes;
      const is = system.storage.toMebibytes();
      const sizes =
        was === is
          ? []
          : [
              {
                at: name,
                problem: `storage was ${was} MiB in the last output and is ${is} MiB now`,
                fix: `keep ${was} MiB: grow the claims one by one, then recreate the StatefulSet with --cascade=orphan`,
              },
            ];
      const classes = seats.flatMap(({ cluster }) =>
        before.seats
          .filter(old => old.cluster === cluster.name && old.storageClass !== cluster.storageClass)
          .map(old => ({
            at: `${name}/${cluster.name}`,
            problem: `the storage class was '${old.storageClass}' in the last output and is '${cluster.storageClass}' now`,
            fix: `keep '${old.storageClass}': members would start with new, empty volumes`,
          })),
      );
      return [...sizes, ...classes];
    }),
);
