import { hookKey, waveOf } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { objectOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import type { MembershipDocument, SystemDocument } from '../../plan/document/system-document';
import { type ManifestFound, unitRule } from '../rule';

/** What is begun with a group is done by its jobs. */
export const membershipJobs = unitRule(
  {
    name: 'membership/jobs',
    severity: 'error',
    demands:
      'Each member that joins or leaves has the Jobs that add, promote or remove it; members are changed only when those that come first have succeeded.',
    why: 'A member that starts before it was added crashes until it is; one that is stopped before it was removed is a voter that is missing; one that nobody promotes never votes.',
    source:
      'etcd documentation, "Runtime reconfiguration"; Argo CD documentation, "Resource Hooks": a wave waits for the hooks of the one before.',
  },
  ({ system, clusters }) =>
    system ? clusters.flatMap(cluster => (cluster.seat?.membership ?? []).flatMap(task => ofTask(task, cluster, system))) : [],
);

function ofTask(task: MembershipDocument, manifests: ClusterManifests, system: SystemDocument): readonly ManifestFound[] {
  const { cluster, seat, objects } = manifests;
  if (objects.length === 0) return [];
  const job = objectOf(manifests, 'Job', task.job, system.namespace);
  const about = task.member === null ? 'asks whether members may be restarted' : `is to ${task.action} ${task.member}`;
  if (!job) {
    const problem = `there is no Job ${task.job}, which ${about}`;
    return [{ at: `${system.name}/${cluster}`, problem, fix: 'restore it; the ledger says that it was begun' }];
  }
  const members = objectOf(manifests, 'StatefulSet', seat?.statefulSet ?? '', system.namespace);
  const hook = annotationOf(job, hookKey);
  const path = ['metadata', 'annotations', hookKey];
  const first = task.runs === 'before-members';
  if (!first)
    return hook === undefined
      ? []
      : [{ object: job, path, problem: `it is a ${hook} hook, and members become ready only beside it`, fix: `remove ${hookKey}` }];
  const isFirst = hook === 'PreSync' || (hook === 'Sync' && members !== undefined && waveOf(job) < waveOf(members));
  if (isFirst) return [];
  const how = hook === undefined ? 'no hook' : `a ${hook} hook of wave ${waveOf(job)}`;
  const problem = `it ${about} and is ${how}, so members are changed before it has succeeded`;
  return [{ object: job, path, problem, fix: 'make it a Sync hook of a wave before the members' }];
}
