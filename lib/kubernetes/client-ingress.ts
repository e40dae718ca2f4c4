import { Construct } from 'constructs';
import type { Exposure } from '../domain/exposure';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { wave, wavesOf } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** The Ingress for the clients of a cluster, with the host of the system, and with those that clients may still use. */
export class ClientIngress extends Construct {
  constructor(
    scope: Construct,
    id: string,
    plan: RenderedSystem,
    seat: RenderedSeat,
    {
      host,
      exposure,
      ingress,
    }: {
      readonly host: string;
      readonly exposure: Extract<Exposure, { kind: 'ingress' }>;
      readonly ingress: NonNullable<RenderedSeat['cluster']['ingress']>;
    },
  ) {
    super(scope, id);
    const hosts = [host, ...plan.formerHosts];
    const port = seat.config.ports.find(({ serves }) => serves.includes('clients'));
    new Manifest(
      this,
      'ingress',
      kubernetes('Ingress', {
        metadata: { name: plan.name, namespace: plan.namespace, labels: systemLabels(plan), annotations: wave(wavesOf(plan, seat).last) },
        spec: {
          ingressClassName: ingress.className,
          ...(exposure.tlsSecretName ? { tls: [{ hosts, secretName: exposure.tlsSecretName }] } : {}),
          rules: hosts.map(each => ({
            host: each,
            http: {
              paths: [
                { path: exposure.path, pathType: 'Prefix', backend: { service: { name: plan.name, port: { name: port?.name ?? '' } } } },
              ],
            },
          })),
        },
      }),
    );
  }
}
