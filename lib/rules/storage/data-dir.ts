import { claimsOf, mountOf } from '../../manifests/pods/data-volume';
import { type MemberPool, runs, settingOf } from '../../manifests/pods/member-pool';
import { listAt, textAt } from '../../manifests/yaml/json';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';
import { fieldOf } from '../subject';
import { untold } from '../untold';
import { dataOnClaim } from './claim';

const folders = ['data-dir', 'wal-dir'] as const;

/** The data folders of a member are on its volume. */
export const dataFolder = groupRule(
  {
    name: 'storage/data-dir',
    severity: 'error',
    demands: 'The configured data folders of members are on their own volume, and the same in all clusters.',
    why: 'Outside the volume the log is lost with the container. If the folder changes, a member finds no data and starts empty.',
    source: 'etcd documentation, "Configuration options": --data-dir, --wal-dir; etcd issue 11410.',
    follows: [dataOnClaim],
  },
  ({ pools }) =>
    folders.flatMap(key => {
      const usual = mostUsed(pools.flatMap(pool => settingOf(pool, key)?.value ?? []));
      return pools.flatMap((pool): readonly ManifestFound[] => {
        if (!pool.plan) return alone(pool, key);
        const setting = settingOf(pool, key);
        if (!setting) {
          if (key === 'wal-dir' || !runs(pool, 'etcd')) return [];
          const problem = "no setting names the data folder, and etcd's default is a folder of the container";
          return [
            {
              object: pool.object,
              path: pool.member.path,
              ...untold(pool, '--data-dir'),
              problem,
              fix: `set --data-dir to a folder below ${pool.plan.system.engine.dataPath}`,
            },
          ];
        }
        const { object, path, name, value } = setting;
        if (!value.startsWith('/'))
          return [{ object, path, problem: `${name} is ${value}, which is not an absolute path`, fix: 'write an absolute path' }];
        const mount = mountOf(pool, value);
        if (!mount || !claimsOf(pool).some(claim => claim.name === mount.volume)) {
          const where = mount ? `volume ${mount.volume}, which is not a claim of the member` : 'no volume';
          const problem = `${name} is ${value}, which is on ${where}`;
          const reads = [fieldOf(pool.object, ...(mount?.path ?? [...pool.member.path, 'volumeMounts']))];
          return [{ object, path, problem, fix: `use a folder below ${pool.plan.system.engine.dataPath}`, reads }];
        }
        if (usual === undefined || value === usual) return [];
        return [{ object, path, problem: `${name} is ${value}, and ${usual} in the other clusters`, fix: `set it to ${usual}` }];
      });
    }),
);

/** Without a plan: a data folder that is not on a volume of the member, although the member has one. */
function alone(pool: MemberPool, key: (typeof folders)[number]): readonly ManifestFound[] {
  const setting = settingOf(pool, key);
  const claims = claimsOf(pool);
  if (!setting || claims.length === 0 || setting.value.includes('$')) return [];
  const { object, path, name, value } = setting;
  const mount = mountOf(pool, value);
  if (mount && (key === 'data-dir' || claims.some(claim => claim.name === mount.volume))) return [];
  const problem = `${name} is ${value}, which is on ${mount ? `volume ${mount.volume}, which is not a claim of the member` : 'no volume'}`;
  const own = claims.flatMap(claim => folderOf(pool, claim.name) ?? []);
  const reads = [fieldOf(pool.object, ...(mount?.path ?? [...pool.member.path, 'volumeMounts']))];
  return [{ object, path, problem, fix: own.length > 0 ? `use a folder below ${own.join(' or ')}` : 'mount the claim there', reads }];
}

/** The mount path of a volume in the container. */
const folderOf = ({ member }: MemberPool, volume: string): string | undefined =>
  textAt(
    listAt(member.data, 'volumeMounts').find(mount => textAt(mount, 'name') === volume),
    'mountPath',
  );

/** The value of more than half. */
function mostUsed(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].find(([, count]) => 2 * count > values.length)?.[0];
}
