import { claimsOf, dataPathOf, type Mount, mountOf } from '../../manifests/pods/data-volume';
import { replicasOf } from '../../manifests/pods/listed-peers';
import type { MemberPool } from '../../manifests/pods/member-pool';
import { listAt, objectAt, textAt, valueAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import type { ObjectFound } from '../rule';
import { fieldOf, given, item, nameless } from '../subject';

/** What a member must not lose is on a volume of its own. */
export const dataOnClaim = memberRule(
  {
    name: 'storage/claim',
    severity: 'error',
    demands: "A member's data is on a volume of its own that outlives the pod, mounted at the path of the plan.",
    why: 'A member that comes back without its log has forgotten its votes and what it acknowledged: a quorum of such members overwrites the others.',
    source: 'Raft, section 5: log, term and vote are persistent; etcd issue 12227; Kubernetes, "StatefulSets: stable storage".',
  },
  pool => (pool.plan ? againstPlan(pool, pool.plan.system.engine.dataPath) : alone(pool)),
);

/** Without a plan: what a member is told to keep, or all of it, must be on some claim. */
function alone(pool: MemberPool): readonly ObjectFound[] {
  const folder = dataPathOf(pool);
  const mount = folder === undefined ? undefined : mountOf(pool, folder);
  const claims = claimsOf(pool);
  if (mount && folder !== undefined) return claims.some(({ name }) => name === mount.volume) ? [] : [noClaim(pool, mount, folder)];
  // Of claims that are somewhere else, another rule speaks.
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
        problem: `nothing is mounted at ${dataPath}, so the data is gone with the container`,
        fix,
        reads: [fieldOf(pool.object, ...pool.member.path, 'volumeMounts')],
      },
    ];
  if (!claimsOf(pool).some(({ name }) => name === mount.volume)) return [noClaim(pool, mount, dataPath)];
  const subPath = textAt(mount.data, 'subPath') ?? textAt(mount.data, 'subPathExpr');
  if (subPath) {
    const problem = `${mount.folder} is the folder ${subPath} of its volume and not the volume: members that ran before start empty`;
    return [{ path: [...mount.path, 'subPath'], problem, fix: 'leave subPath out' }];
  }
  if (mount.folder === dataPath.replace(/\/+$/, '')) return [];
  const problem = `the volume is mounted at ${mount.folder} and not at ${dataPath}: the data is in another folder of it, and members that ran before start empty`;
  return [{ path: [...mount.path, 'mountPath'], problem, fix: `make it ${dataPath}` }];
}

/** A volume of a pod as it is spoken of, with what becomes of what is in it. */
function volumeText({ template }: MemberPool, name: string): string {
  const volume = listAt(template.spec, 'volumes').find(each => textAt(each, 'name') === name);
  if (volume === undefined) return `volume ${name}, which is not there`;
  if (valueAt(volume, 'emptyDir') !== undefined) return `volume ${name}, an emptyDir that is deleted with the pod`;
  if (valueAt(volume, 'hostPath') !== undefined) return `volume ${name}, a folder of whatever node the pod is on`;
  if (valueAt(volume, 'persistentVolumeClaim') !== undefined) return `volume ${name}, one claim that all members share`;
  const kind = Object.keys(objectAt(volume)).find(key => key !== 'name') ?? 'something';
  return `volume ${name}, of kind ${kind}`;
}
