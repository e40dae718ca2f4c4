import { valueAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

/** Volumes stay when pods or their StatefulSet are deleted. */
export const volumeRetention = memberRule(
  {
    name: 'storage/retention',
    severity: 'error',
    demands: 'The manifest keeps the volumes of members when the StatefulSet is deleted and when it is scaled down.',
    why: "With 'Delete', the data is lost when a standby is stopped or a StatefulSet is recreated. Without the field the server's default applies, and Git does not undo a change in a cluster.",
    source: 'Kubernetes enhancement 1847, "Auto remove PVCs created by StatefulSet".',
  },
  ({ object, plan }) =>
    (['whenDeleted', 'whenScaled'] as const).flatMap(when => {
      const path = ['spec', 'persistentVolumeClaimRetentionPolicy', when];
      const given = valueAt(object.data, ...path);
      // Without a plan the server's default, Retain, is enough.
      if (given === 'Retain' || (!plan && given !== 'Delete')) return [];
      const what = when === 'whenDeleted' ? 'the StatefulSet is deleted' : 'members are stopped';
      const problem =
        given === 'Delete'
          ? `${when} is Delete: the volumes are deleted when ${what}`
          : `${when} is not set, so nothing keeps the volumes when ${what} except the server's default`;
      return [{ path, problem, fix: "set it to 'Retain'" }];
    }),
);
