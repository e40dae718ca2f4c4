import { dataClaim } from '../../manifests/pods/data-volume';
import { textAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** Volumes have the storage class of the plan. */
export const storageClass = plannedMemberRule(
  {
    name: 'storage/class',
    severity: 'error',
    demands: 'The volumes of members have the storage class that the plan names for the cluster.',
    why: "Another class is another disk: slower, deleted with its claim, or missing, so that no member is ever scheduled. Without a class, the cluster's current default class is used.",
    source: 'Kubernetes, "Storage Classes" and "Persistent Volumes: class".',
  },
  (pool, { seat }) => {
    const claim = dataClaim(pool);
    const given = textAt(claim?.data, 'spec', 'storageClassName');
    if (!claim || given === seat.storageClass) return [];
    const problem = `the members' volumes have ${given === undefined ? "the cluster's default class" : given === '' ? 'no class' : `class ${given}`}, and the plan says ${seat.storageClass}`;
    return [{ path: [...claim.path, 'spec', 'storageClassName'], problem, fix: `set it to ${seat.storageClass}` }];
  },
);
