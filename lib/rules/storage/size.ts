import { quantityOf } from '../../manifests/api/quantity';
import { dataClaim } from '../../manifests/pods/data-volume';
import { valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** Volumes are as large in every cluster as the plan says. */
export const volumeSize = plannedMemberRule(
  {
    name: 'storage/size',
    severity: 'error',
    demands: 'The volumes of members are as large as the plan says, in all clusters the same.',
    why: 'Every member holds the same data: the smallest volume is full first, and its member is missing. A larger one takes longer to read than the startup probe was made for.',
    source: 'arithmetic; the plan: startup seconds are counted from the size of the volume.',
  },
  (pool, { system }) => {
    const claim = dataClaim(pool);
    if (!claim) return [];
    const path = [...claim.path, 'spec', 'resources', 'requests', 'storage'];
    const given = valueAt(claim.data, 'spec', 'resources', 'requests', 'storage');
    const { mebibytes } = system.storage;
    const wanted = mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
    if (quantityOf(given) === quantityOf(`${mebibytes}Mi`)) return [];
    const text = typeof given === 'string' || typeof given === 'number' ? `${given} large` : 'of no size';
    return [{ path, problem: `the members' volumes are ${text}, and the plan says ${wanted}`, fix: `make it ${wanted}` }];
  },
);
