import { claimsOf } from '../../manifests/pods/data-volume';
import { textAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

const fields = [
  [['apiVersion'], 'v1'],
  [['kind'], 'PersistentVolumeClaim'],
  [['spec', 'volumeMode'], 'Filesystem'],
] as const;

/** A claim template has the fields that the API server would add. */
export const claimFields = plannedMemberRule(
  {
    name: 'storage/claim-fields',
    severity: 'warning',
    demands: 'Volume claim templates of members have apiVersion, kind and volumeMode, and are file systems.',
    why: 'The API server adds these fields to the stored object, and claim templates cannot be changed. Argo CD always sees a difference and reports the members as out of sync. A block volume cannot be mounted as a folder.',
    source: 'argo-cd issue 11143; Kubernetes, "Persistent Volumes: volume mode".',
  },
  pool =>
    claimsOf(pool).flatMap(claim =>
      fields.flatMap(([field, wanted]) => {
        const given = textAt(claim.data, ...field);
        if (given === wanted) return [];
        const name = field.join('.');
        const problem = `the claim template ${claim.name} ${given === undefined ? `has no ${name}` : `has ${name} ${given}`}`;
        return [{ path: [...claim.path, ...field], problem, fix: `set it to ${wanted}` }];
      }),
    ),
);
