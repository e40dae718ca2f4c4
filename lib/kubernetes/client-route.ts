import { Construct } from 'constructs';
import type { ClusterGateway } from '../domain/cluster';
import type { Exposure } from '../domain/exposure';
import { GatewayRoute } from '../domain/gateway-route';
import type { SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { laterKind, wave, wavesOf } from './sync';

/** The route of a cluster's clients, attached to the Gateway that the cluster has already. */
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
      /** The name that clients use; undefined where they use none. */
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
