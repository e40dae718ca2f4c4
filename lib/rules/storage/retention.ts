import { valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** Volumes stay when pods or their StatefulSet go. */
export const volumeRetention = plannedMemberRule(
  {
    name: 'storage/retention',
    severity: 'error',
    demands: 'The volumes of members are kept when the StatefulSet is deleted and when it is scaled down, and the manifest says so.',
    why: "With 'Delete', a standby that is stopped or a StatefulSet that is recreated takes the data with it. Left out, it is the server's default, and whoever changes it in a cluster is not corrected from Git.",
    source: 'Kubernetes enhancement 1847, "Auto remove PVCs created by StatefulSet".',
  },
  ({ object }) =>
    (['whenDeleted', 'whenScaled'] as const).flatMap(when => {
      const path = ['spec', 'persistentVolumeClaimRetentionPolicy', when];
      const given = valueAt(object.data, ...path);
      if (given === 'Retain') return [];
      const what = when === 'whenDeleted' ? 'the StatefulSet is deleted' : 'members are stopped';
      const problem =
        given === 'Delete'
          ? `${when} is Delete: the volumes are deleted when ${what}`
          : `nothing says that the volumes stay when ${what} (${when})`;
      return [{ path, problem, fix: "make it 'Retain'" }];
    }),
);
