import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { minorOf } from '../../manifests/objects/minor-version';
import { valueText } from '../../manifests/objects/value-text';
import { templatesOf } from '../../manifests/pods/system-objects';
import { objectAt, type Path, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, unitRule } from '../rule';
import { fieldOf } from '../subject';
import { podSecurityVersion } from '../versions/pod-security-version';

const prefix = 'pod-security.kubernetes.io/';
const modes = ['enforce', 'audit', 'warn'] as const;

/**
 * A namespace with pods admits only restricted ones, by a pinned version of the standard, which an upgrade of the server does not change.
 */
export const restrictedNamespace = unitRule(
  {
    name: 'pod-security/namespace',
    severity: 'error',
    demands:
      'A namespace with pods enforces the restricted Pod Security Standard in a pinned version, and warns and audits with the same version.',
    why: "Without it nothing refuses a privileged pod. With 'latest', an upgraded server may refuse members that ran before. Only 'warn' and 'audit' check a StatefulSet; 'enforce' refuses its pods later.",
    source: 'Kubernetes documentation, "Pod Security Admission": labels, versions, and workload resources.',
    follows: [podSecurityVersion],
  },
  ({ clusters }) =>
    clusters.flatMap(cluster => {
      const used = (name: string): boolean => templatesOf(cluster).some(({ object }) => object.namespace === name);
      return objectsOf(cluster, 'Namespace')
        .filter(({ name, apiVersion }) => apiVersion === 'v1' && used(name))
        .flatMap(object => {
          const reads = [fieldOf(object, 'metadata', 'labels', `${prefix}enforce-version`)];
          return wrongLabels(object).map(found => ({ object, ...found, reads }));
        });
    }),
);

function wrongLabels({ data }: AppliedObject): readonly ObjectFound[] {
  const labels = objectAt(data, 'metadata', 'labels');
  const pinned = textAt(labels, `${prefix}enforce-version`);
  return modes.flatMap((mode): ObjectFound[] => {
    const path: Path = ['metadata', 'labels', prefix + mode];
    const level = labels[prefix + mode];
    if (level !== 'restricted') {
      const problem = `its pod security level to ${mode} is ${valueText(level)}, so ${means[mode]}`;
      return [{ path, problem, fix: `set the label ${prefix}${mode} to 'restricted'` }];
    }
    const at: Path = ['metadata', 'labels', `${prefix}${mode}-version`];
    const version = labels[`${prefix}${mode}-version`];
    if (minorOf(typeof version === 'string' ? version : undefined) === undefined) {
      const problem = `the version of the standard to ${mode} is ${valueText(version)}, which changes when the server is upgraded`;
      return [{ path: at, problem, fix: "pin it to the version of the cluster, such as 'v1.34'" }];
    }
    if (version === pinned || minorOf(pinned) === undefined) return [];
    const problem = `it uses ${valueText(version)} to ${mode} and ${valueText(pinned)} to enforce`;
    return [{ path: at, problem, fix: 'use one version for all three' }];
  });
}

const means: Readonly<Record<(typeof modes)[number], string>> = {
  enforce: 'pods that are not restricted may run in it',
  audit: 'the audit log does not show a workload whose pods will be refused',
  warn: 'the server does not warn about a workload whose pods will be refused',
};
