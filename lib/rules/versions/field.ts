import { minorOf } from '../../manifests/objects/minor-version';
import { structureRule } from '../server-rule';

/** A field that the cluster's Kubernetes does not know yet, or no longer. */
export const fieldVersion = structureRule(
  {
    name: 'versions/field',
    demands: "The cluster's version of Kubernetes knows every field.",
    why: 'Server-side apply refuses the object in this cluster, while other clusters of the fleet accept it.',
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37, compared with each other.",
  },
  'version',
  (fault, { facts }) => {
    const minor = minorOf(facts?.kubernetes);
    if (minor === undefined || fault.about !== 'version') return false;
    return (fault.since !== undefined && minor < fault.since) || (fault.until !== undefined && minor > fault.until);
  },
);
