import { quantityOf } from '../../manifests/api/quantity';
import { dataClaim } from '../../manifests/pods/data-volume';
import { valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** Volumes have the planned size in every cluster. */
export const volumeSize = plannedMemberRule(
  {
    name: 'storage/size',
    severity: 'error',
    demands: 'The volumes of members have the size of the plan, in all clusters.',
    why: 'Every member has the same data: the smallest volume is full first, and its member stops. A larger volume takes longer to read than the startup probe allows.',
    source: 'arithmetic; the plan: startup seconds are computed from the size of the volume.',
  },
  (pool, { system, seat }) => {
    const claim = dataClaim(pool);
    if (!claim) return [];
    const path = [...claim.path, 'spec', 'resources', 'requests', 'storage'];
    const given = valueAt(claim.data, 'spec', 'resources', 'requests', 'storage');
    const mebibytes = seat.claimMebibytes ?? system.storage.mebibytes;
    const wanted = mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
    if (quantityOf(given) === quantityOf(`${mebibytes}Mi`)) return [];
    const text = typeof given === 'string' || typeof given === 'number' ? `${given}` : 'not set';
    return [{ path, problem: `the size of the members' volumes is ${text}, and the plan says ${wanted}`, fix: `set it to ${wanted}` }];
  },
);
