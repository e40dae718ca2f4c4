import { claimsOf } from '../../manifests/pods/data-volume';
import { textAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

const fields = [
  [['apiVersion'], 'v1'],
  [['kind'], 'PersistentVolumeClaim'],
  [['spec', 'volumeMode'], 'Filesystem'],
] as const;

/** A claim template says what the API server would add. */
export const claimFields = plannedMemberRule(
  {
    name: 'storage/claim-fields',
    severity: 'warning',
    demands: 'Volume claim templates of members have apiVersion, kind and volumeMode, and are file systems.',
    why: 'The API server writes them into what is stored, and the field cannot be changed: Argo CD sees a difference for ever and calls the members out of sync. A block volume cannot be mounted as a folder at all.',
    source: 'argo-cd issue 11143; Kubernetes, "Persistent Volumes: volume mode".',
  },
  pool =>
    claimsOf(pool).flatMap(claim =>
      fields.flatMap(([way, wanted]) => {
        const given = textAt(claim.data, ...way);
        if (given === wanted) return [];
        const name = way.join('.');
        const problem = `the claim template ${claim.name} ${given === undefined ? `has no ${name}` : `has ${name} ${given}`}`;
        return [{ path: [...claim.path, ...way], problem, fix: `make it ${wanted}` }];
      }),
    ),
);
