import { dataPathOf, mountOf } from '../../manifests/pods/data-volume';
import { valueAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

/** A member can write to its data volume. */
export const writableData = memberRule(
  {
    name: 'storage/read-only',
    severity: 'error',
    demands: "A member's data volume is writable.",
    why: 'A member that cannot write its log fails at every start.',
    source: 'Kubernetes, "Volumes": readOnly; Raft, section 5: an entry is on disk before it is acknowledged.',
  },
  pool => {
    const folder = dataPathOf(pool);
    const mount = folder === undefined ? undefined : mountOf(pool, folder);
    if (!mount || valueAt(mount.data, 'readOnly') !== true) return [];
    return [
      {
        path: [...mount.path, 'readOnly'],
        problem: `${mount.folder} is mounted read-only, and the members' log is on it`,
        fix: 'remove readOnly',
      },
    ];
  },
);
