import { runs, settingOf } from '../../manifests/pods/member-pool';
import { plannedMemberRule } from '../member-rule';
import { untold } from '../untold';

/** Old revisions go by themselves. */
export const compaction = plannedMemberRule(
  {
    name: 'storage/compaction',
    severity: 'warning',
    demands: 'etcd compacts its history by itself: auto-compaction-retention is given, in the form that its mode wants.',
    why: 'etcd keeps every revision until it is told otherwise. Without compaction the space quota is reached some day, and all members refuse writes at the same moment.',
    source: 'etcd documentation, "Maintenance: history compaction".',
  },
  pool => {
    if (!runs(pool, 'etcd')) return [];
    const mode = settingOf(pool, 'auto-compaction-mode');
    const setting = settingOf(pool, 'auto-compaction-retention');
    if (mode && mode.value !== 'periodic' && mode.value !== 'revision') {
      const problem = `auto-compaction-mode is '${mode.value}', which etcd does not know: it does not start`;
      return [{ object: mode.object, path: mode.path, problem, fix: "make it 'periodic' or 'revision'" }];
    }
    const given = setting?.value ?? '0';
    const object = setting?.object ?? pool.object;
    const path = setting?.path ?? pool.member.path;
    if (/^0[a-z]*$/.test(given)) {
      const missing = setting ? {} : untold(pool, '--auto-compaction-retention');
      const problem = 'the history is never compacted: auto-compaction-retention is 0';
      return [{ object, path, ...missing, problem, fix: 'give it, for example 1h' }];
    }
    const fits = mode?.value === 'revision' ? /^\d+$/.test(given) : /^\d+$|^(\d+(\.\d+)?(ms|s|m|h))+$/.test(given);
    if (fits) return [];
    const wanted = mode?.value === 'revision' ? 'a number of revisions' : 'a duration';
    return [
      {
        object,
        path,
        problem: `auto-compaction-retention is '${given}', and mode ${mode?.value ?? 'periodic'} wants ${wanted}: etcd does not start`,
        fix: `give it ${wanted}`,
      },
    ];
  },
);
