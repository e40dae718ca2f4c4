import { isKnownKind, serviceOf } from '../../manifests/api/schema';
import type { AppliedObject } from '../../manifests/objects/applied-object';
import { minorOf } from '../../manifests/objects/minor-version';
import { type ObjectFound, objectRule } from '../rule';
import { fieldOf, given } from '../subject';

/** The cluster serves the kind of the object in its version. */
export const kindVersion = objectRule(
  {
    name: 'versions/kind',
    severity: 'error',
    fundamental: true,
    demands: "The cluster's Kubernetes serves the object's kind in its apiVersion.",
    why: "The object is not applied: the server knows no such resource ('no matches for kind').",
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37, compared with each other.",
  },
  [],
  (object, { facts }) => {
    const { apiVersion, kind } = object;
    const service = serviceOf(apiVersion, kind);
    if (service.kind === 'custom') return [];
    if (service.kind === 'never' && kind === '') return found(object, 'the object has no kind, so no server accepts it');
    if (service.kind === 'never')
      return found(object, `no Kubernetes from 1.28 to 1.37 serves ${kind} in ${apiVersion || 'a version that is not named'}`);
    const minor = minorOf(facts?.kubernetes);
    if (minor === undefined) return [];
    if (service.since !== undefined && minor < service.since)
      return found(object, `${apiVersion} has ${kind} since Kubernetes 1.${service.since}, and the cluster runs 1.${minor}`);
    if (service.until !== undefined && minor > service.until)
      return found(object, `${apiVersion} has ${kind} until Kubernetes 1.${service.until}, and the cluster runs 1.${minor}`);
    return [];
  },
  true,
);

const found = (object: AppliedObject, problem: string): readonly ObjectFound[] => [
  {
    path: ['apiVersion'],
    problem,
    fix: 'write the version that the cluster serves: kubectl api-resources shows it',
    // If another version has the kind, only the version is wrong.
    about: [given(object, 'apiVersion'), ...(isKnownKind(object.kind) ? [] : [fieldOf(object, 'kind')])],
  },
];
