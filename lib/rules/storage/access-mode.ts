import { dataClaim } from '../../manifests/pods/data-volume';
import { listAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

/** A volume has one writer. */
export const accessMode = memberRule(
  {
    name: 'storage/access-mode',
    severity: 'error',
    demands: "Only one node or one pod can mount the volume of a member at a time: 'ReadWriteOnce' or 'ReadWriteOncePod'.",
    why: 'While a node is cut off, its pod can still run when a pod with the same name starts elsewhere. If both can mount the volume, two processes write one log.',
    source: 'Kubernetes, "Persistent Volumes: access modes"; StatefulSets, at most one pod with an identity.',
  },
  pool => {
    const claim = dataClaim(pool);
    if (!claim) return [];
    const modes = listAt(claim.data, 'spec', 'accessModes').filter(mode => typeof mode === 'string');
    if (modes.length > 0 && modes.every(mode => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')) return [];
    const given = modes.length > 0 ? modes.join(', ') : 'not set';
    return [
      {
        path: [...claim.path, 'spec', 'accessModes'],
        problem: `the access mode of the members' volumes is ${given}, and each volume must have one writer`,
        fix: "set it to 'ReadWriteOnce'",
      },
    ];
  },
);
