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

/** The Service for the clients of a cluster. It selects only members that are ready. */
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
          // The network policies admit clients by their own addresses. A hop over another node would replace these.
          ...(serviceType(exposure) === 'ClusterIP' ? {} : { externalTrafficPolicy: 'Local' }),
          ...(balanced ? { loadBalancerSourceRanges: comersOf(plan, seat) } : {}),
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

/** The source ranges of a cluster's own load balancer: those of clients, or of the load balancers in front of all clusters. */
const comersOf = ({ system: { access }, balancer }: SystemPlan, { cluster: here }: SeatPlan): readonly string[] => {
  if (!balancer) return access.kind === 'internal' ? [] : (access.clientCidrs ?? []);
  const { sites } = balancer;
  return [...new Set(sites.flatMap(({ cluster, memberCidrs }) => (cluster.name === here.name ? cluster.podCidrs : memberCidrs)))];
};

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
