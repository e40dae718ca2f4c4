import { mountOf } from '../../manifests/pods/data-volume';
import { valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** A member can write what it must not lose. */
export const writableData = plannedMemberRule(
  {
    name: 'storage/read-only',
    severity: 'error',
    demands: "A member's data volume can be written.",
    why: 'A member that cannot write its log starts with an error, again and again.',
    source: 'Kubernetes, "Volumes": readOnly; Raft, section 5: an entry is on disk before it is acknowledged.',
  },
  (pool, { system }) => {
    const mount = mountOf(pool, system.engine.dataPath);
    if (!mount || valueAt(mount.data, 'readOnly') !== true) return [];
    return [
      {
        path: [...mount.path, 'readOnly'],
        problem: `${mount.folder} is mounted read-only, and the members' log is on it`,
        fix: 'leave readOnly out',
      },
    ];
  },
);
