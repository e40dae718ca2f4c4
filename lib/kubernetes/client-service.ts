import { Construct } from 'constructs';
import type { Exposure } from '../domain/exposure';
import { dnsScopeLabel, selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { publishedName } from './published-name';
import { Wave, wave, wavesOf } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** The Service of a cluster's clients: only members that are ready. */
export class ClientService extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, seat: RenderedSeat) {
    super(scope, id);
    const { exposure } = plan;
    const balanced = exposure?.kind === 'load-balancer';
    const nodePorts = exposure?.kind === 'node-ports' ? exposure.ports : {};
    const { clientHost, config, pool } = seat;
    new Manifest(
      this,
      'service',
      kubernetes('Service', {
        metadata: {
          name: plan.name,
          namespace: plan.namespace,
          labels: { ...systemLabels(plan), ...(clientHost ? { [dnsScopeLabel]: 'local' } : {}) },
          annotations: {
            ...wave(balanced ? wavesOf(plan).last : Wave.names),
            ...(balanced ? exposure.annotations : {}),
            ...(clientHost ? publishedName(clientHost, plan.peerTtlSeconds) : {}),
          },
        },
        spec: {
          type: serviceType(exposure),
          // The network policies admit clients by their own addresses, which a hop over another node would hide.
          ...(serviceType(exposure) === 'ClusterIP' ? {} : { externalTrafficPolicy: 'Local' }),
          ...(balanced ? { loadBalancerSourceRanges: seat.sourceRanges } : {}),
          ...(exposure?.kind === 'pod-addresses' ? { clusterIP: 'None' } : {}),
          selector: selector(plan, pool.role),
          ports: config.ports
            .filter(({ serves }) => serves.includes('clients'))
            .map(({ name, port }) => ({
              name,
              port,
              targetPort: name,
              protocol: 'TCP',
              ...(nodePorts[name] === undefined ? {} : { nodePort: nodePorts[name] }),
            })),
        },
      }),
    );
  }
}

/** The type of Service that makes a way in; inside the cluster only where there is none, or where something leads to the Service. */
function serviceType(exposure: Exposure | undefined): 'LoadBalancer' | 'NodePort' | 'ClusterIP' {
  switch (exposure?.kind) {
    case 'load-balancer':
      return 'LoadBalancer';
    case 'node-ports':
      return 'NodePort';
    default:
      return 'ClusterIP';
  }
}
