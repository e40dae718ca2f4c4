import { claimsOf, mountOf } from '../../manifests/pods/data-volume';
import type { MemberPool } from '../../manifests/pods/member-pool';
import { listAt, objectAt, textAt, valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** What a member must not lose is on a volume of its own. */
export const dataOnClaim = plannedMemberRule(
  {
    name: 'storage/claim',
    severity: 'error',
    demands: "A member's data is on a volume of its own that outlives the pod, mounted at the path of the plan.",
    why: 'A member that comes back without its log has forgotten its votes and what it acknowledged: a quorum of such members overwrites the others.',
    source: 'Raft, section 5: log, term and vote are persistent; etcd issue 12227; Kubernetes, "StatefulSets: stable storage".',
  },
  (pool, { system }) => {
    const { dataPath } = system.engine;
    const mount = mountOf(pool, dataPath);
    const fix = `mount a volume claim template at ${dataPath}`;
    if (!mount)
      return [
        {
          path: [...pool.member.path, 'volumeMounts'],
          problem: `nothing is mounted at ${dataPath}, so the data is gone with the container`,
          fix,
        },
      ];
    if (!claimsOf(pool).some(({ name }) => name === mount.volume)) {
      const problem = `${mount.folder} is ${volumeText(pool, mount.volume)}, and the members' data is in ${dataPath}`;
      return [{ path: mount.path, problem, fix }];
    }
    const subPath = textAt(mount.data, 'subPath') ?? textAt(mount.data, 'subPathExpr');
    if (subPath) {
      const problem = `${mount.folder} is the folder ${subPath} of its volume and not the volume: members that ran before start empty`;
      return [{ path: [...mount.path, 'subPath'], problem, fix: 'leave subPath out' }];
    }
    if (mount.folder === dataPath) return [];
    const problem = `the volume is mounted at ${mount.folder} and not at ${dataPath}: the data is in another folder of it, and members that ran before start empty`;
    return [{ path: [...mount.path, 'mountPath'], problem, fix: `make it ${dataPath}` }];
  },
);

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
