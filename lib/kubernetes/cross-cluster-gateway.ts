import { Construct } from 'constructs';
import type { GatewayImplementation } from '../domain/gateway';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { kubernetesObjectShape, kubernetesObjects } from '../plan/input/answer-shape';
import { answered } from '../plan/input/strategy-answer';
import type { GatewayPlan } from '../plan/model/gateway-plan';
import type { SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { laterKind, Wave, wave } from './sync';

/**
 * One cluster's part of a gateway that spans clusters: the objects of its own Gateway, and the Service by which other clusters reach it.
 *
 * All of it is applied before the members: after a switchover the gateway must change, whether the members are healthy or not.
 */
export class CrossClusterGateway extends Construct {
  constructor(scope: Construct, id: string, plan: SystemPlan, seat: SeatPlan, gateway: GatewayPlan, implementation: GatewayImplementation) {
    super(scope, id);
    const here = seat.cluster.name;
    const at = `${plan.name}.access.implementation`;
    for (const { service } of gateway.exporting.filter(({ cluster }) => cluster === here)) {
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
      const exported = answered(plan.name, `${at}.exports()`, kubernetesObjectShape, () =>
        implementation.exports?.({ name: service, namespace: plan.namespace }),
      );
      new Manifest(this, 'export', marked(plan, exported));
    }
    for (const context of gateway.sites.filter(({ cluster }) => cluster.name === here)) {
      for (const object of answered(plan.name, `${at}.bind()`, kubernetesObjects, () => implementation.bind(context))) {
        new Manifest(this, `${object.kind}-${object.metadata.name}`, marked(plan, object));
      }
    }
  }
}

/** An object with the labels of its system and its place in a sync. */
const marked = (plan: SystemPlan, object: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    labels: { ...systemLabels(plan), ...object.metadata.labels },
    annotations: { ...wave(Wave.names), ...laterKind, ...object.metadata.annotations },
  },
});
