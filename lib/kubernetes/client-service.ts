import { Construct } from 'constructs';
import { Access } from '../domain/access';
import type { Dns } from '../domain/dns';
import type { Exposure } from '../domain/exposure';
import type { SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { dnsScopeLabel, selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { publishedName } from './published-name';
import { Wave, wave, wavesOf } from './sync';

/** The Service of a cluster's clients: only members that are ready. */
export class ClientService extends Construct {
  constructor(scope: Construct, id: string, plan: SystemPlan, seat: SeatPlan, dns: Dns) {
    super(scope, id);
    const { access } = plan.system;
    const exposure = Access.exposureOf(access);
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
            ...(clientHost ? publishedName(clientHost, dns.peerTtl.toSeconds()) : {}),
          },
        },
        spec: {
          type: serviceType(exposure),
          // The network policies admit clients by their own addresses, which a hop over another node would hide.
          ...(serviceType(exposure) === 'ClusterIP' ? {} : { externalTrafficPolicy: 'Local' }),
          ...(balanced ? { loadBalancerSourceRanges: comersOf(plan) } : {}),
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

/** Who comes to a cluster's own load balancer: clients, or the load balancers in front of all clusters. */
const comersOf = ({ system: { access }, balancer }: SystemPlan): readonly string[] => {
  if (balancer) return balancer.sites.flatMap(({ cluster }) => cluster.podCidrs);
  return access.kind === 'internal' ? [] : (access.clientCidrs ?? []);
};

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
