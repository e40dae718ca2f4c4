import type { LoadBalancerAccess } from '../../domain/access';
import type { EngineConfig } from '../../domain/engine';
import type { Topology } from '../../domain/topology';
import { answersByHost } from '../access/endpoints';
import type { Refusal } from '../model/publication-plan';
import type { SystemPlan } from '../model/system-plan';

/** Whatever is asked of a system's load balancers that does not fit together. What no load balancer can keep is among the capabilities of access. */
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
            problem: `failback is manual, and with '${traffic.kind}' traffic a cluster that is healthy again gets its share by itself`,
            fix: "make 'failback' automatic, or take ordered traffic",
          },
        ]
      : []),
    ...(traffic.kind === 'weighted' && traffic.shares.every(([, share]) => share === 0)
      ? [{ problem: 'every share of traffic is 0, so no cluster gets any', fix: 'give one cluster a share of 1 or more' }]
      : []),
  ];
}

function exposureRefusals({ protocol, exposure, name }: LoadBalancerAccess): readonly Refusal[] {
  const at: Refusal[] = [];
  if (answersByHost(exposure) && !name)
    at.push({
      problem: `clusters are reached through their ${exposure.kind === 'ingress' ? 'Ingress' : 'Gateway'}, which tells systems apart by the name that a client asks for, and the load balancers have none`,
      fix: "give the load balancers a 'name', or reach the members by their addresses",
    });
  if (exposure.kind === 'ingress' && exposure.tlsSecretName !== undefined && protocol === 'http')
    at.push({
      problem: 'the clusters speak TLS to clients, and load balancers that pass it on cannot see HTTP in it',
      fix: "make 'protocol' tcp, or let the clusters speak plain HTTP to the load balancers",
    });
  return at;
}

/** A check that passes whether or not a cluster serves keeps clients at one that is lost. */
function checkRefusals({ exposure }: LoadBalancerAccess, served: EngineConfig | undefined): readonly Refusal[] {
  if (exposure.kind === 'gateway' && exposure.route !== 'http')
    return [
      {
        problem: `clusters are reached through a '${exposure.route}' route of their Gateway, which accepts connections whether or not members live, so that no check finds a cluster lost`,
        fix: "use Exposure.podAddresses(), loadBalancer() or nodePorts(), or a route of kind 'http'",
      },
    ];
  const { handler, needs } = served?.readiness ?? {};
  if (exposure.kind !== 'pod-addresses' || handler === undefined || handler.kind === 'http' || needs === 'process') return [];
  return [
    {
      problem: `load balancers can ask members for a connection only, which is accepted without a ${needs === 'quorum' ? 'quorum' : 'leader'}, so no check sees that a cluster cannot serve`,
      fix: 'give the engine an http readiness handler, or lead to members through the load balancer or the node ports of each cluster',
    },
  ];
}
