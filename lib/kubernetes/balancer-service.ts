import { Construct } from 'constructs';
import type { BalancerPlan, BalancerSite } from '../plan/model/balancer-plan';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { Wave, wave } from './sync';
import type { RenderedSystem } from './unit-plan';

/** The Service of the load balancers of one cluster, with the type that clients use. */
export class BalancerService extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { name, access, routes }: BalancerPlan, { clientCidrs }: BalancerSite) {
    super(scope, id);
    const { frontend } = access;
    const balanced = frontend?.kind === 'load-balancer';
    const outside = balanced || frontend?.kind === 'node-ports';
    new Manifest(
      this,
      'service',
      kubernetes('Service', {
        metadata: {
          name,
          namespace: plan.namespace,
          labels: systemLabels(plan),
          annotations: { ...wave(balanced ? Wave.members : Wave.names), ...(balanced ? frontend.annotations : {}) },
        },
        spec: {
          type: balanced ? 'LoadBalancer' : frontend?.kind === 'node-ports' ? 'NodePort' : 'ClusterIP',
          // The network policies admit clients by their own addresses. A hop over another node would replace these.
          ...(outside ? { externalTrafficPolicy: 'Local' } : {}),
          ...(balanced ? { loadBalancerSourceRanges: clientCidrs } : {}),
          ...(frontend?.kind === 'pod-addresses' ? { clusterIP: 'None' } : {}),
          selector: selector(plan, 'balancer'),
          ports: routes.map(route => ({
            name: route.name,
            port: route.port,
            targetPort: route.name,
            protocol: 'TCP',
            ...(frontend?.kind === 'node-ports' ? { nodePort: frontend.ports[route.name] } : {}),
          })),
        },
      }),
    );
  }
}
