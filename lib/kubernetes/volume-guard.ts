import { Construct } from 'constructs';
import { volumesName } from '../plan/members/object-names';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { type Container, kubernetes, type Volume, type VolumeMount } from './plain';
import { restrictedContainer } from './pod';
import { Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

const program = 'lost-disk-guard.cjs';
const ledger = 'ledger.json';
const standing = 'standing.cjs';
const folder = '/volumes';

/**
 * What the guard of the members' volumes reads: a file and no variable, so that a guard that waits sees what later commits say.
 *
 * It comes with the members and not before: whoever joins is added to its group first, and would start in vain until then.
 */
export class VolumeGuard extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { pool }: RenderedSeat, guard: NonNullable<RenderedSeat['guard']>) {
    super(scope, id);
    new Manifest(
      this,
      'ledger',
      kubernetes('ConfigMap', {
        metadata: { name: volumesName(pool.name), namespace: plan.namespace, labels: systemLabels(plan), annotations: wave(Wave.members) },
        data: {
          [program]: guard.program,
          ...(guard.standing === undefined ? {} : { [standing]: guard.standing }),
          [ledger]: `${JSON.stringify(guard.ledger, null, 1)}\n`,
        },
      }),
    );
  }
}

/** Ends once the volume of the member is the one that its group counts on; until then the member does not start. */
export const guardVolume = (
  { image, standing: asks }: NonNullable<RenderedSeat['guard']>,
  dataPath: string,
  peerTls: readonly VolumeMount[],
): Container => ({
  name: 'guard-volume',
  image,
  imagePullPolicy: 'IfNotPresent',
  command: ['node', `${folder}/${program}`],
  args: ['--member=$(POD_NAME)', `--volume=${dataPath}`, `--ledger=${folder}/${ledger}`],
  env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } },
  securityContext: restrictedContainer,
  volumeMounts: [
    { name: 'data', mountPath: dataPath },
    { name: 'volumes', mountPath: folder, readOnly: true },
    // It asks the group as a member does.
    ...(asks === undefined ? [] : peerTls),
  ],
});

/** The files of the guard, as a volume of the pod. */
export const guardFiles = (pool: string): Volume => ({ name: 'volumes', configMap: { name: volumesName(pool) } });
