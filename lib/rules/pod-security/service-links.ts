import { podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** The environment of a member is its own. */
export const serviceLinks = objectRule(
  {
    name: 'pod-security/service-links',
    severity: 'warning',
    demands: 'Pods of a Raft system do not get variables for the Services of their namespace: enableServiceLinks is false.',
    why: 'Engines read their settings from variables, and a Service named like the engine makes some: ETCD_PORT of a Service etcd. They differ by the moment at which a member started.',
    source: 'Kubernetes documentation, "Connecting Applications with Services": environment variables; nats-io/k8s sets it false.',
  },
  workloadKinds,
  (object, _, { system }) => {
    const template = system && podTemplate(object);
    if (!template || valueAt(template.spec, 'enableServiceLinks') === false) return [];
    return [
      {
        path: [...template.specPath, 'enableServiceLinks'],
        problem: 'every Service of the namespace adds variables to its pods, and an engine may take them for settings',
        fix: 'make enableServiceLinks false',
      },
    ];
  },
);
