import { type Json, listAt, type Path, textAt } from '../yaml/json';
import { type MemberPool, settingOf } from './member-pool';

/** A volume mount of a container. */
export interface Mount {
  readonly folder: string;
  readonly volume: string;
  readonly data: Json;
  readonly path: Path;
}

/** The volume mounts of a member. */
function mountsOf(pool: MemberPool): readonly Mount[] {
  const known = mounts.get(pool);
  if (known) return known;
  const read = mountsIn(pool);
  mounts.set(pool, read);
  return read;
}

/** Cached, since several rules look at the same mounts. */
const mounts = new WeakMap<MemberPool, readonly Mount[]>();

const mountsIn = ({ member }: MemberPool): readonly Mount[] =>
  listAt(member.data, 'volumeMounts').flatMap((data, position) => {
    const given = textAt(data, 'mountPath');
    const folder = given !== undefined && given.length > 1 && given.endsWith('/') ? given.replace(/(?<=.)\/+$/, '') : given;
    return folder === undefined
      ? []
      : [{ folder, volume: textAt(data, 'name') ?? '', data, path: [...member.path, 'volumeMounts', position] }];
  });

/** The mount that contains a file or folder: the innermost one where mounts are nested. */
export const mountOf = (pool: MemberPool, file: string): Mount | undefined =>
  mountsOf(pool)
    .filter(({ folder }) => file === folder || file.startsWith(folder === '/' ? '/' : `${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];

/** A claim template: a volume that each member has for itself. */
export interface Claim {
  readonly name: string;
  readonly data: Json;
  readonly path: Path;
}

/** The claim templates of the members. */
export const claimsOf = ({ object }: MemberPool): readonly Claim[] =>
  listAt(object.data, 'spec', 'volumeClaimTemplates').map((data, position) => ({
    name: textAt(data, 'metadata', 'name') ?? '',
    data,
    path: ['spec', 'volumeClaimTemplates', position],
  }));

const known = new WeakMap<MemberPool, { readonly claim: Claim | undefined }>();

/** Settings that name the data folder, where there is no plan. */
const dataKeys = ['data-dir', 'data-path', 'storage-dir', 'store-dir'] as const;

/** The folder of a member's data, from the plan or from the member's settings; undefined where neither names it. */
export function dataPathOf(pool: MemberPool): string | undefined {
  if (pool.plan) return pool.plan.system.engine.dataPath;
  const folder = dataKeys.map(key => settingOf(pool, key)?.value).find(value => value !== undefined);
  return folder?.startsWith('/') && !folder.includes('$') ? folder : undefined;
}

/** The claim template of a member's data folder; undefined where the folder is on no claim. */
export function dataClaim(pool: MemberPool): Claim | undefined {
  const found = known.get(pool);
  if (found) return found.claim;
  const folder = dataPathOf(pool);
  const mount = folder === undefined ? undefined : mountOf(pool, folder);
  const claims = claimsOf(pool);
  // Where no folder is named and a member has one claim only, its data is taken to be there.
  const [only] = folder === undefined && claims.length === 1 ? claims : [];
  const claim = mount ? claims.find(({ name }) => name === mount.volume) : only;
  known.set(pool, { claim });
  return claim;
}
