import { checkClaimSpec } from '../../manifests/api/claims';
import { serverRule } from '../server-rule';

/** The form of claims, on which members keep their logs. */
export const volumeClaim = serverRule(
  {
    name: 'api/claim',
    demands: 'A claim, or a claim template, requests more than zero storage in an existing access mode.',
    why: 'The server refuses the object. A claim template cannot be changed later, so it must be right the first time.',
    source:
      'Kubernetes pkg/apis/core/validation/validation.go: ValidatePersistentVolumeClaimSpec; pkg/apis/apps/validation/validation.go: validateVolumeClaimTemplates.',
  },
  ['PersistentVolumeClaim', 'StatefulSet'],
  (faults, object, { kind }) => {
    const spec = object.at('spec');
    if (kind === 'PersistentVolumeClaim') checkClaimSpec(faults, spec);
    else for (const template of spec.at('volumeClaimTemplates').items) checkClaimSpec(faults, template.at('spec'));
  },
);
