import { Construct } from 'constructs';
import type { Exposure } from '../domain/exposure';
import { GatewayRoute } from '../domain/gateway-route';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { laterKind, wave, wavesOf } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** The route for the clients of a cluster, attached to the cluster's existing Gateway. */
export class ClientRoute extends Construct {
  constructor(
    scope: Construct,
    id: string,
    plan: RenderedSystem,
    seat: RenderedSeat,
    {
      host,
      exposure,
      gateway,
    }: {
      /** The host that clients use; undefined without one. */
      readonly host: string | undefined;
      readonly exposure: Extract<Exposure, { kind: 'gateway' }>;
      readonly gateway: NonNullable<RenderedSeat['cluster']['gateway']>;
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
          annotations: { ...wave(wavesOf(plan, seat).last), ...laterKind },
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
