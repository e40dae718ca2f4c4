import { endpointPort } from '../access/endpoints';
import { configChecksum } from '../balancer/balancer-files';
import { checkPorts, clientPorts, endpointCidrs } from '../balancer/balancer-servers';
import { haproxyConfig } from '../balancer/haproxy-config';
import type { SystemPlan } from '../model/system-plan';

/** The load balancers of a system, in `fleet.json`: the facts that a check of the output needs. */
export interface BalancerDocument {
  /** Name of their objects. */
  readonly name: string;
  readonly image: string;
  /** Pods in each site. */
  readonly replicas: number;
  /** How clients reach them from outside. */
  readonly frontend: 'load-balancer' | 'node-ports' | 'pod-addresses' | null;
  readonly sites: readonly {
    readonly cluster: string;
    readonly clientCidrs: readonly string[];
    /** SHA-256 of the configuration, in hexadecimal. */
    readonly config: string;
  }[];
  /** Ports of members that they check for health and that are no client ports. */
  readonly checkPorts: readonly number[];
  /** The endpoints of each cluster that can serve; empty where load balancers connect to the members directly. */
  readonly endpoints: readonly { readonly cluster: string; readonly cidrs: readonly string[]; readonly ports: readonly number[] }[];
}

export const balancerDocument = ({ balancer, seats }: Pick<SystemPlan, 'balancer' | 'seats'>): BalancerDocument | null => {
  if (!balancer) return null;
  const { access } = balancer;
  const { exposure } = access;
  const serving = seats.filter(({ serves }) => serves);
  const [config] = serving.map(seat => seat.config);
  return {
    name: balancer.name,
    image: access.image,
    replicas: balancer.replicas,
    frontend: access.frontend?.kind ?? null,
    sites: balancer.sites.map(({ cluster, clientCidrs }) => ({
      cluster: cluster.name,
      clientCidrs,
      config: configChecksum(haproxyConfig(balancer, cluster)),
    })),
    checkPorts: config ? checkPorts(access, config) : [],
    endpoints:
      exposure.kind === 'pod-addresses'
        ? []
        : serving.map(({ cluster }) => ({
            cluster: cluster.name,
            cidrs: endpointCidrs(exposure, cluster),
            ports: [...new Set(clientPorts(config).map(port => endpointPort(exposure, port)))],
          })),
  };
};
