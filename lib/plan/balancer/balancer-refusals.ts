import type { LoadBalancerAccess } from '../../domain/access';
import type { EngineConfig } from '../../domain/engine';
import type { Topology } from '../../domain/topology';
import { answersByHost } from '../access/endpoints';
import type { Refusal } from '../model/publication-plan';
import type { SystemPlan } from '../model/system-plan';

/**
 * The settings of a system's load balancers that contradict each other. `unsupported-features.ts` refuses what no load balancer can
 * provide.
 */
export function balancerRefusals({ system: { access, topology }, seats }: Pick<SystemPlan, 'system' | 'seats'>): readonly Refusal[] {
  if (access.kind !== 'load-balancer') return [];
  const served = seats.find(({ serves }) => serves)?.config;
  return [...trafficRefusals(access, topology), ...exposureRefusals(access), ...checkRefusals(access, served)];
}

function trafficRefusals({ failback }: LoadBalancerAccess, topology: Topology): readonly Refusal[] {
  if (topology.kind === 'active-standby') return [];
  const { traffic } = topology;
  const shared = traffic.kind === 'weighted' || traffic.kind === 'round-robin';
  return [
    ...(failback === 'manual' && shared
      ? [
          {
            problem: `failback is manual, but with '${traffic.kind}' traffic a cluster gets its share again as soon as it is healthy`,
            fix: "set failback: 'automatic', or use ordered traffic",
          },
        ]
      : []),
    ...(traffic.kind === 'weighted' && traffic.shares.every(([, share]) => share === 0)
      ? [{ problem: 'every share of traffic is 0, so no cluster gets any', fix: 'give one cluster a share of 1 or more' }]
      : []),
  ];
}

function exposureRefusals({ protocol, exposure, name }: LoadBalancerAccess): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (answersByHost(exposure) && !name)
    refusals.push({
      problem: `load balancers reach clusters through their ${exposure.kind === 'ingress' ? 'Ingress' : 'Gateway'}, which selects a system by its host name, and the load balancers have none`,
      fix: "give the load balancers a 'name', or use Exposure.podAddresses()",
    });
  if (exposure.kind === 'ingress' && exposure.tlsSecretName !== undefined && protocol === 'http')
    refusals.push({
      problem: "the clusters speak TLS to clients, so load balancers with the protocol 'http' cannot read the requests",
      fix: "set protocol: 'tcp', or let the clusters speak plain HTTP to the load balancers",
    });
  return refusals;
}

/** A check that passes whether or not a cluster can serve keeps clients at a lost cluster. */
function checkRefusals({ exposure }: LoadBalancerAccess, served: EngineConfig | undefined): readonly Refusal[] {
  if (exposure.kind === 'gateway' && exposure.route !== 'http')
    return [
      {
        problem: `load balancers reach clusters through a '${exposure.route}' route of their Gateway, which accepts connections whether or not members live, so no check finds a cluster lost`,
        fix: "use Exposure.podAddresses(), loadBalancer() or nodePorts(), or an 'http' route",
      },
    ];
  const { handler, needs } = served?.readiness ?? {};
  if (exposure.kind !== 'pod-addresses' || handler === undefined || handler.kind === 'http' || needs === 'process') return [];
  return [
    {
      problem: `load balancers can check members by a connection only, which a member accepts without a ${needs === 'quorum' ? 'quorum' : 'leader'}, so no check finds a cluster that cannot serve`,
      fix: 'give the engine an http readiness handler, or use Exposure.loadBalancer() or nodePorts()',
    },
  ];
}
