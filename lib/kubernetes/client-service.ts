import { Construct } from 'constructs';
import type { Exposure } from '../domain/exposure';
import { dnsScopeLabel, selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { publishedName } from './published-name';
import { Wave, wave, wavesOf } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** The Service for the clients of a cluster. It selects only members that are ready. */
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
            ...wave(balanced ? wavesOf(plan, seat).last : Wave.names),
            ...(balanced ? exposure.annotations : {}),
            ...(clientHost ? publishedName(clientHost, plan.peerTtlSeconds) : {}),
          },
        },
        spec: {
          type: serviceType(exposure),
          // The network policies admit clients by their own addresses. A hop over another node would replace these.
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

/**
 * The type of Service that is an entry point by itself. It is ClusterIP without an exposure, or if an Ingress or route
 * leads to the Service.
 */
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
