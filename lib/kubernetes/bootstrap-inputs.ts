import { Construct } from 'constructs';
import { bootstrapName } from '../plan/members/object-names';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/**
 * What a member reads when it starts for the first time.
 *
 * It carries no checksum into the pod template: once the group has formed, the inputs change for members that are
 * created later, and those that run must not be restarted for it, least of all in all clusters at once.
 */
export class BootstrapInputs extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { config, pool }: RenderedSeat) {
    super(scope, id);
    new Manifest(
      this,
      'inputs',
      kubernetes('ConfigMap', {
        metadata: {
          name: bootstrapName(pool.name),
          namespace: plan.namespace,
          labels: systemLabels(plan),
          annotations: wave(Wave.foundation),
        },
        data: { ...config.bootstrap, ...config.bootstrapFiles },
      }),
    );
  }
}
