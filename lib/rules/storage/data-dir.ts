import { claimsOf, mountOf } from '../../manifests/pods/data-volume';
import { runs, settingOf } from '../../manifests/pods/member-pool';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';

const folders = ['data-dir', 'wal-dir'] as const;

/** What a member is told to keep, it keeps on its volume. */
export const dataFolder = groupRule(
  {
    name: 'storage/data-dir',
    severity: 'error',
    demands: 'The folders that members are told to keep their data in are on their own volume, in all clusters the same.',
    why: 'Beside the volume the log is gone with the container. In another folder than before, a member finds nothing and starts empty.',
    source: 'etcd documentation, "Configuration options": --data-dir, --wal-dir; etcd issue 11410.',
  },
  ({ pools }) =>
    folders.flatMap(key => {
      const usual = mostUsed(pools.flatMap(pool => settingOf(pool, key)?.value ?? []));
      return pools.flatMap((pool): readonly ManifestFound[] => {
        if (!pool.plan) return [];
        const setting = settingOf(pool, key);
        if (!setting) {
          if (key === 'wal-dir' || !runs(pool, 'etcd')) return [];
          const problem = "nothing says where the data is, and etcd's default is a folder of the container";
          return [
            { object: pool.object, path: pool.member.path, problem, fix: `give it --data-dir below ${pool.plan.system.engine.dataPath}` },
          ];
        }
        const { object, path, name, value } = setting;
        if (!value.startsWith('/'))
          return [{ object, path, problem: `${name} is ${value}, which is no absolute path`, fix: 'write the whole path' }];
        const mount = mountOf(pool, value);
        if (!mount || !claimsOf(pool).some(claim => claim.name === mount.volume)) {
          const where = mount ? `volume ${mount.volume}, which is no claim of the member` : 'no volume';
          const problem = `${name} is ${value}, which is on ${where}`;
          return [{ object, path, problem, fix: `use a folder below ${pool.plan.system.engine.dataPath}` }];
        }
        if (usual === undefined || value === usual) return [];
        return [{ object, path, problem: `${name} is ${value}, and ${usual} in the other clusters`, fix: `make it ${usual}` }];
      });
    }),
);

/** The value that more than half have. */
function mostUsed(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].find(([, count]) => 2 * count > values.length)?.[0];
}
