import { dataClaim } from '../../manifests/pods/data-volume';
import { listAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** A volume has one writer. */
export const accessMode = plannedMemberRule(
  {
    name: 'storage/access-mode',
    severity: 'error',
    demands: "The volume of a member is mounted by one node or one pod at a time: 'ReadWriteOnce' or 'ReadWriteOncePod'.",
    why: 'While a node is cut off, its pod can still run when the next one of the same name starts elsewhere; with a volume that both can mount, two processes write one log.',
    source: 'Kubernetes, "Persistent Volumes: access modes"; StatefulSets, at most one pod with an identity.',
  },
  pool => {
    const claim = dataClaim(pool);
    if (!claim) return [];
    const modes = listAt(claim.data, 'spec', 'accessModes').filter(mode => typeof mode === 'string');
    if (modes.length > 0 && modes.every(mode => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')) return [];
    const given = modes.length > 0 ? modes.join(', ') : 'not given';
    return [
      {
        path: [...claim.path, 'spec', 'accessModes'],
        problem: `the access mode of the members' volumes is ${given}, and each has one writer`,
        fix: "make it 'ReadWriteOnce'",
      },
    ];
  },
);
