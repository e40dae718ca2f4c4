import { Construct } from 'constructs';
import type { ClusterGateway } from '../domain/cluster';
import type { Exposure } from '../domain/exposure';
import { GatewayRoute } from '../domain/gateway-route';
import type { SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { laterKind, wave, wavesOf } from './sync';

/** The route for the clients of a cluster, attached to the cluster's existing Gateway. */
export class ClientRoute extends Construct {
  constructor(
    scope: Construct,
    id: string,
    plan: SystemPlan,
    seat: SeatPlan,
    {
      host,
      exposure,
      gateway,
    }: {
      /** The host that clients use; undefined without one. */
      readonly host: string | undefined;
      readonly exposure: Extract<Exposure, { kind: 'gateway' }>;
      readonly gateway: ClusterGateway;
    },
  ) {
    super(scope, id);
    const { route: kind, path, listener } = exposure;
    const port = seat.config.ports.find(({ serves }) => serves.includes('clients'))?.port ?? 0;
    new Manifest(
      this,
      'route',
      GatewayRoute.of({
        kind,
        metadata: {
          name: plan.name,
          namespace: plan.namespace,
          labels: systemLabels(plan),
          annotations: { ...wave(wavesOf(plan).last), ...laterKind },
        },
        gateway,
        ...(listener ? { listener } : {}),
        ...(host === undefined ? {} : { host }),
        ...(path === undefined ? {} : { path }),
        backends: [{ name: plan.name, port }],
      }),
    );
  }
}
