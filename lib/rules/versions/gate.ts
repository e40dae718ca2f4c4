import { minorOf } from '../../manifests/objects/minor-version';
import { structureRule } from '../server-rule';

/** A field that the cluster's Kubernetes knows and drops. */
export const fieldGate = structureRule(
  {
    name: 'versions/gate',
    demands: "Every field is one that the cluster's version of Kubernetes keeps without a feature gate that somebody must turn on.",
    why: 'The server takes the object and drops the field without a word: a maxUnavailable of a StatefulSet does nothing before 1.35.',
    source: 'Kubernetes pkg/features/kube_features.go, 1.34; each kind drops its disabled fields in pkg/registry or pkg/api.',
  },
  'gate',
  (fault, { facts }) => {
    const minor = minorOf(facts?.kubernetes);
    return minor !== undefined && fault.about === 'gate' && minor < fault.kept;
  },
  'warning',
);
