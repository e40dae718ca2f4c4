import { minorOf } from '../../manifests/objects/minor-version';
import { structureRule } from '../server-rule';

/** A field that the cluster's Kubernetes knows, and drops without a feature gate. */
export const fieldGate = structureRule(
  {
    name: 'versions/gate',
    demands: "The cluster's version of Kubernetes keeps every field without an additional feature gate.",
    why: 'The server accepts the object and silently drops the field: maxUnavailable of a StatefulSet has no effect before 1.35.',
    source: 'Kubernetes pkg/features/kube_features.go, 1.34; each kind drops its disabled fields in pkg/registry or pkg/api.',
  },
  'gate',
  (fault, { facts }) => {
    const minor = minorOf(facts?.kubernetes);
    return minor !== undefined && fault.about === 'gate' && minor < fault.kept;
  },
  'warning',
);
