import { checkClaimSpec } from '../../manifests/api/claims';
import { serverRule } from '../server-rule';

/** What a member keeps its log on. */
export const volumeClaim = serverRule(
  {
    name: 'api/claim',
    demands: 'A claim, or a template of one, asks for an amount of storage above zero in an access mode that exists.',
    why: 'The server refuses the object; a template can never be changed later, so it must be right the first time.',
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
