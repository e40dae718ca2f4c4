import { textAt } from '../../manifests/json';
import { minorOf } from '../../manifests/minor-version';
import type { ClusterManifests } from '../../manifests/output';
import { newestStandard, restrictedViolations } from '../../manifests/pod-security';
import { podTemplate } from '../../manifests/workload';
import { type ManifestFound, unitRule } from '../rule';

/** Every pod is one that a restricted namespace admits. */
export const restrictedPods = unitRule(
  {
    name: 'pod-security/restricted',
    severity: 'error',
    demands: 'Every pod template fulfils all controls of the restricted Pod Security Standard, in the version that its namespace pins.',
    why: 'Admission lets a StatefulSet pass and refuses its pods: the members that are there go on, and each one that restarts is not made again.',
    source: 'Kubernetes documentation, "Pod Security Standards"; k8s.io/pod-security-admission, policy/check_*.go.',
  },
  ({ clusters }) => clusters.flatMap(found),
);

function found(cluster: ClusterManifests): readonly ManifestFound[] {
  let pinned: ReadonlyMap<string, number> | undefined;
  return cluster.objects.flatMap(object => {
    const template = podTemplate(object);
    if (!template) return [];
    pinned ??= pinnedVersions(cluster);
    const minor = pinned.get(object.namespace) ?? minorOf(cluster.facts?.kubernetes) ?? newestStandard;
    return restrictedViolations(template, minor).map(violation => ({
      object,
      ...violation,
      problem: `${violation.problem}; a namespace that enforces the restricted standard v1.${minor} refuses such a pod`,
    }));
  });
}

/** The version that each namespace enforces; a server takes its own where that is older. */
function pinnedVersions({ objects, facts }: ClusterManifests): ReadonlyMap<string, number> {
  const server = minorOf(facts?.kubernetes) ?? Number.POSITIVE_INFINITY;
  return new Map(
    objects
      .filter(({ kind }) => kind === 'Namespace')
      .flatMap(object => {
        const minor = minorOf(textAt(object.data, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce-version'));
        return minor === undefined ? [] : [[object.name, Math.min(minor, server)] as const];
      }),
  );
}
