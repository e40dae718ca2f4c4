import { type Json, listAt, type Path, textAt } from '../yaml/json';
import type { MemberPool } from './member-pool';

/** A folder of a container that is a volume. */
export interface Mount {
  readonly folder: string;
  readonly volume: string;
  readonly data: Json;
  readonly path: Path;
}

/** The folders of a member that are volumes. */
function mountsOf(pool: MemberPool): readonly Mount[] {
  const known = mounts.get(pool);
  if (known) return known;
  const read = mountsIn(pool);
  mounts.set(pool, read);
  return read;
}

/** Several rules look at the same volumes. */
const mounts = new WeakMap<MemberPool, readonly Mount[]>();

const mountsIn = ({ member }: MemberPool): readonly Mount[] =>
  listAt(member.data, 'volumeMounts').flatMap((data, position) => {
    const given = textAt(data, 'mountPath');
    const folder = given !== undefined && given.length > 1 && given.endsWith('/') ? given.replace(/(?<=.)\/+$/, '') : given;
    return folder === undefined
      ? []
      : [{ folder, volume: textAt(data, 'name') ?? '', data, path: [...member.path, 'volumeMounts', position] }];
  });

/** The volume that a file or folder is on: the mount whose folder it is in, the innermost of several. */
export const mountOf = (pool: MemberPool, file: string): Mount | undefined =>
  mountsOf(pool)
    .filter(({ folder }) => file === folder || file.startsWith(folder === '/' ? '/' : `${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];

/** A volume that each member has for itself, and its place. */
export interface Claim {
  readonly name: string;
  readonly data: Json;
  readonly path: Path;
}

/** The volumes that each member has for itself. */
export const claimsOf = ({ object }: MemberPool): readonly Claim[] =>
  listAt(object.data, 'spec', 'volumeClaimTemplates').map((data, position) => ({
    name: textAt(data, 'metadata', 'name') ?? '',
    data,
    path: ['spec', 'volumeClaimTemplates', position],
  }));

const known = new WeakMap<MemberPool, { readonly claim: Claim | undefined }>();

/** The claim that holds what the plan says is kept; undefined where none does. */
export function dataClaim(pool: MemberPool): Claim | undefined {
  const found = known.get(pool);
  if (found) return found.claim;
  const mount = pool.plan ? mountOf(pool, pool.plan.system.engine.dataPath) : undefined;
  const claim = mount ? claimsOf(pool).find(({ name }) => name === mount.volume) : undefined;
  known.set(pool, { claim });
  return claim;
}
