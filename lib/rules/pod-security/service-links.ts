import { podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Members get no environment variables of Services. */
export const serviceLinks = objectRule(
  {
    name: 'pod-security/service-links',
    severity: 'warning',
    demands: 'Pods of a Raft system get no environment variables for the Services of their namespace: enableServiceLinks is false.',
    why: 'Engines read settings from environment variables, and a Service with the name of the engine adds some, such as ETCD_PORT for a Service etcd. They also depend on the time at which a member started.',
    source: 'Kubernetes documentation, "Connecting Applications with Services": environment variables; nats-io/k8s sets it false.',
  },
  workloadKinds,
  (object, _, { system }) => {
    const template = system && podTemplate(object);
    if (!template || valueAt(template.spec, 'enableServiceLinks') === false) return [];
    return [
      {
        path: [...template.specPath, 'enableServiceLinks'],
        problem: 'every Service of the namespace adds environment variables to its pods, and an engine may read them as settings',
        fix: 'set enableServiceLinks to false',
      },
    ];
  },
);
