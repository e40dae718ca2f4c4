import { serviceOf } from '../../manifests/api/schema';
import { minorOf } from '../../manifests/objects/minor-version';
import { type ObjectFound, objectRule } from '../rule';

/** An object of a kind that the cluster does not serve, or not in this version of its group. */
export const kindVersion = objectRule(
  {
    name: 'versions/kind',
    severity: 'error',
    demands: "The cluster's Kubernetes serves the object's kind in the version that is written.",
    why: "Nothing of it is applied: the server knows no such resource ('no matches for kind').",
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37, compared with each other.",
  },
  [],
  ({ apiVersion, kind }, { facts }) => {
    const service = serviceOf(apiVersion, kind);
    if (service.kind === 'custom') return [];
    if (service.kind === 'never')
      return found(`no Kubernetes from 1.28 to 1.37 serves ${kind} in ${apiVersion || 'a version that is not named'}`);
    const minor = minorOf(facts?.kubernetes);
    if (minor === undefined) return [];
    if (service.since !== undefined && minor < service.since)
      return found(`${apiVersion} has ${kind} since Kubernetes 1.${service.since}, and the cluster runs 1.${minor}`);
    if (service.until !== undefined && minor > service.until)
      return found(`${apiVersion} has ${kind} until Kubernetes 1.${service.until}, and the cluster runs 1.${minor}`);
    return [];
  },
  true,
);

const found = (problem: string): readonly ObjectFound[] => [
  { path: ['apiVersion'], problem, fix: 'write the version that the cluster serves: kubectl api-resources shows it' },
];
