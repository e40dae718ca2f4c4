import { dataClaim } from '../../manifests/pods/data-volume';
import { textAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** Volumes are of the class that the plan chose for the cluster. */
export const storageClass = plannedMemberRule(
  {
    name: 'storage/class',
    severity: 'error',
    demands: 'The volumes of members are of the storage class that the plan names for the cluster.',
    why: "Another class is another disk: slower, deleted with its claim, or not there at all, and then no member is ever scheduled. Left out, it is what the cluster's administrator calls the default that day.",
    source: 'Kubernetes, "Storage Classes" and "Persistent Volumes: class".',
  },
  (pool, { seat }) => {
    const claim = dataClaim(pool);
    const given = textAt(claim?.data, 'spec', 'storageClassName');
    if (!claim || given === seat.storageClass) return [];
    const problem = `the members' volumes are of ${given === undefined ? "the cluster's default class" : given === '' ? 'no class' : `class ${given}`}, and the plan says ${seat.storageClass}`;
    return [{ path: [...claim.path, 'spec', 'storageClassName'], problem, fix: `make it ${seat.storageClass}` }];
  },
);
