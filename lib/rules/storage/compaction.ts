import { runs, settingOf } from '../../manifests/pods/member-pool';
import { plannedMemberRule } from '../member-rule';
import { untold } from '../untold';

/** etcd removes old revisions automatically. */
export const compaction = plannedMemberRule(
  {
    name: 'storage/compaction',
    severity: 'warning',
    demands: 'etcd compacts its history automatically: auto-compaction-retention is set, in the form that its mode needs.',
    why: 'By default etcd keeps every revision. Without compaction the space quota is reached at some time, and all members refuse writes at once.',
    source: 'etcd documentation, "Maintenance: history compaction".',
  },
  pool => {
    if (!runs(pool, 'etcd')) return [];
    const mode = settingOf(pool, 'auto-compaction-mode');
    const setting = settingOf(pool, 'auto-compaction-retention');
    if (mode && mode.value !== 'periodic' && mode.value !== 'revision') {
      const problem = `auto-compaction-mode is '${mode.value}', which etcd does not support: it does not start`;
      return [{ object: mode.object, path: mode.path, problem, fix: "set it to 'periodic' or 'revision'" }];
    }
    const given = setting?.value ?? '0';
    const object = setting?.object ?? pool.object;
    const path = setting?.path ?? pool.member.path;
    if (/^0[a-z]*$/.test(given)) {
      const missing = setting ? {} : untold(pool, '--auto-compaction-retention');
      const problem = 'the history is never compacted: auto-compaction-retention is 0';
      return [{ object, path, ...missing, problem, fix: 'set it, for example to 1h' }];
    }
    const fits = mode?.value === 'revision' ? /^\d+$/.test(given) : /^\d+$|^(\d+(\.\d+)?(ms|s|m|h))+$/.test(given);
    if (fits) return [];
    const wanted = mode?.value === 'revision' ? 'a number of revisions' : 'a duration';
    return [
      {
        object,
        path,
        problem: `auto-compaction-retention is '${given}', and mode ${mode?.value ?? 'periodic'} needs ${wanted}: etcd does not start`,
        fix: `set it to ${wanted}`,
      },
    ];
  },
);
