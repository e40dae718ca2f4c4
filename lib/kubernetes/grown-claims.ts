import { Size } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes, type Plain } from './plain';
import { quantity } from './pod';
import { keptClaim, Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** The volume of a member, in its pod and in its claim template. */
export const volumeName = 'data';

/** The spec of a claim, with the fields that the API server would add. */
export const claimSpec = (mebibytes: number, storageClass: string): Plain<k8s.PersistentVolumeClaimSpec> => ({
  accessModes: ['ReadWriteOnce'],
  storageClassName: storageClass,
  volumeMode: 'Filesystem',
  resources: { requests: { storage: quantity(Size.mebibytes(mebibytes)) } },
});

/**
 * The claims of members that have grown beyond the claim template, which cannot change.
 *
 * In the wave of the members, and before them in it: a claim that waits for its first pod is not healthy, and nothing may wait for it.
 */
export class GrownClaims extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { volume, pool }: RenderedSeat) {
    super(scope, id);
    for (const { member, mebibytes, storageClass } of volume.claims)
      new Manifest(
        this,
        member,
        kubernetes('PersistentVolumeClaim', {
          metadata: {
            name: `${volumeName}-${member}`,
            namespace: plan.namespace,
            labels: { ...systemLabels(plan), ...selector(plan, pool.role) },
            annotations: { ...wave(Wave.members), ...keptClaim },
          },
          spec: claimSpec(mebibytes, storageClass),
        }),
      );
  }
}
