import { claimsOf, dataPathOf, type Mount, mountOf } from '../../manifests/pods/data-volume';
import { replicasOf } from '../../manifests/pods/listed-peers';
import type { MemberPool } from '../../manifests/pods/member-pool';
import { listAt, objectAt, textAt, valueAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import type { ObjectFound } from '../rule';
import { fieldOf, given, item, nameless } from '../subject';

/** A member's data is on a volume of its own. */
export const dataOnClaim = memberRule(
  {
    name: 'storage/claim',
    severity: 'error',
    demands: "A member's data is on a volume of its own that outlives the pod, mounted at the path of the plan.",
    why: 'A member that restarts without its log has lost its votes and its acknowledged writes. A quorum of such members overwrites the others.',
    source: 'Raft, section 5: log, term and vote are persistent; etcd issue 12227; Kubernetes, "StatefulSets: stable storage".',
  },
  pool => (pool.plan ? againstPlan(pool, pool.plan.system.engine.dataPath) : alone(pool)),
);

/** Without a plan: the data folder of a member, or some folder, must be on a claim. */
function alone(pool: MemberPool): readonly ObjectFound[] {
  const folder = dataPathOf(pool);
  const mount = folder === undefined ? undefined : mountOf(pool, folder);
  const claims = claimsOf(pool);
  if (mount && folder !== undefined) return claims.some(({ name }) => name === mount.volume) ? [] : [noClaim(pool, mount, folder)];
  // Another rule checks claims that are mounted elsewhere.
  if (claims.length > 0 || replicasOf(pool) === undefined) return [];
  const problem = `the StatefulSet has no volumeClaimTemplates, so no member has a volume that outlives its pod${folder === undefined ? '' : `, and its data is in ${folder}`}`;
  return [
    {
      path: ['spec', 'volumeClaimTemplates'],
      problem,
      fix: `mount a volume claim template${folder === undefined ? ' where the data is' : ` at ${folder}`}`,
      reads: [fieldOf(pool.object, ...pool.member.path, 'volumeMounts')],
    },
  ];
}

function noClaim(pool: MemberPool, mount: Mount, folder: string): ObjectFound {
  const problem = `${mount.folder} is ${volumeText(pool, mount.volume)}, and the members' data is in ${folder}`;
  const volumes = [...pool.template.specPath, 'volumes'];
  const templates = listAt(pool.object.data, 'spec', 'volumeClaimTemplates').map((_, position) =>
    fieldOf(pool.object, 'spec', 'volumeClaimTemplates', position, 'metadata'),
  );
  const volume = item(pool.object, volumes, mount.volume);
  const about = [given(pool.object, ...mount.path), volume];
  const reads = [volume, ...nameless(pool.object, volumes), ...templates];
  return { path: mount.path, problem, fix: `mount a volume claim template at ${folder}`, about, reads };
}

function againstPlan(pool: MemberPool, dataPath: string): readonly ObjectFound[] {
  const mount = mountOf(pool, dataPath);
  const fix = `mount a volume claim template at ${dataPath}`;
  if (!mount)
    return [
      {
        path: [...pool.member.path, 'volumeMounts'],
        problem: `nothing is mounted at ${dataPath}, so the data is lost with the container`,
        fix,
        reads: [fieldOf(pool.object, ...pool.member.path, 'volumeMounts')],
      },
    ];
  if (!claimsOf(pool).some(({ name }) => name === mount.volume)) return [noClaim(pool, mount, dataPath)];
  const subPath = textAt(mount.data, 'subPath') ?? textAt(mount.data, 'subPathExpr');
  if (subPath) {
    const problem = `${mount.folder} is the folder ${subPath} of its volume, not the volume itself: existing members would start empty`;
    return [{ path: [...mount.path, 'subPath'], problem, fix: 'remove subPath' }];
  }
  if (mount.folder === dataPath.replace(/\/+$/, '')) return [];
  const problem = `the volume is mounted at ${mount.folder}, not at ${dataPath}: the data would be in another folder, and existing members would start empty`;
  return [{ path: [...mount.path, 'mountPath'], problem, fix: `set it to ${dataPath}` }];
}

/** The text for a volume of a pod in a message, with the reason why data on it is not safe. */
function volumeText({ template }: MemberPool, name: string): string {
  const volume = listAt(template.spec, 'volumes').find(each => textAt(each, 'name') === name);
  if (volume === undefined) return `volume ${name}, which does not exist`;
  if (valueAt(volume, 'emptyDir') !== undefined) return `volume ${name}, an emptyDir that is deleted with the pod`;
  if (valueAt(volume, 'hostPath') !== undefined) return `volume ${name}, a folder of the current node of the pod`;
  if (valueAt(volume, 'persistentVolumeClaim') !== undefined) return `volume ${name}, one claim that all members share`;
  const kind = Object.keys(objectAt(volume)).find(key => key !== 'name') ?? 'something';
  return `volume ${name}, of kind ${kind}`;
}
