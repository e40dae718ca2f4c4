import { Construct } from 'constructs';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { laterKind, Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/**
 * One cluster's part in a gateway that spans clusters: what its own Gateway is told, and the Service by which others know it.
 *
 * All of it is applied before the members: after a switchover the gateway must follow, whether the members are healthy or not.
 */
export class CrossClusterGateway extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, seat: RenderedSeat) {
    super(scope, id);
    for (const { service, object } of seat.exported) {
      new Manifest(
        this,
        'service',
        kubernetes('Service', {
          metadata: { name: service, namespace: plan.namespace, labels: systemLabels(plan), annotations: wave(Wave.names) },
          spec: {
            type: 'ClusterIP',
            selector: selector(plan, seat.pool.role),
            ports: seat.config.ports
              .filter(({ serves }) => serves.includes('clients'))
              .map(({ name, port }) => ({ name, port, targetPort: name, protocol: 'TCP' })),
          },
        }),
      );
      new Manifest(this, 'export', marked(plan, object));
    }
    for (const object of seat.routed) new Manifest(this, `${object.kind}-${object.metadata.name}`, marked(plan, object));
  }
}

/** An object with the labels of its system and its place in a sync. */
const marked = (plan: RenderedSystem, object: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    labels: { ...systemLabels(plan), ...object.metadata.labels },
    annotations: { ...wave(Wave.names), ...laterKind, ...object.metadata.annotations },
  },
});
