import { objectsOf } from '../../manifests/objects/cluster-objects';
import { minorOf } from '../../manifests/objects/minor-version';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { newestStandard, restrictedViolations } from '../../manifests/pods/pod-security';
import { violationsBySubject } from '../../manifests/pods/pod-violations';
import { templatesOf } from '../../manifests/pods/system-objects';
import { textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { dataOnClaim } from '../storage/claim';

/** A restricted namespace admits every pod. */
export const restrictedPods = unitRule(
  {
    name: 'pod-security/restricted',
    severity: 'error',
    demands: 'Every pod template fulfils all controls of the restricted Pod Security Standard, in the version that its namespace pins.',
    why: 'Admission accepts a StatefulSet and refuses its pods: running members go on, and a member that restarts is not created again.',
    source: 'Kubernetes documentation, "Pod Security Standards"; k8s.io/pod-security-admission, policy/check_*.go.',
    follows: [dataOnClaim],
  },
  ({ clusters }) => clusters.flatMap(found),
);

function found(cluster: ClusterManifests): readonly ManifestFound[] {
  const templates = templatesOf(cluster);
  if (templates.length === 0) return [];
  const pinned = pinnedVersions(cluster);
  return templates.flatMap(template => {
    const { object } = template;
    const minor = pinned.get(object.namespace) ?? minorOf(cluster.facts?.kubernetes) ?? newestStandard;
    return violationsBySubject(template, restrictedViolations(template, minor)).map(({ path, problem, fix, count }) => ({
      object,
      path,
      problem:
        count > 1
          ? `${problem}; a restricted namespace (v1.${minor}) refuses the pod`
          : `${problem}; a namespace that enforces the restricted standard v1.${minor} refuses such a pod`,
      fix,
    }));
  });
}

/** The version that each namespace enforces; an older server enforces its own version. */
function pinnedVersions(cluster: ClusterManifests): ReadonlyMap<string, number> {
  const server = minorOf(cluster.facts?.kubernetes) ?? Number.POSITIVE_INFINITY;
  return new Map(
    objectsOf(cluster, 'Namespace').flatMap(({ name, data }) => {
      const minor = minorOf(textAt(data, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce-version'));
      return minor === undefined ? [] : [[name, Math.min(minor, server)] as const];
    }),
  );
}
