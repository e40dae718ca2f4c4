import type { Access } from '../../domain/access';
import type { ApiServer, Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';
import type { NetworkLedger, OperatingState } from '../../domain/operating-state';
import { rangesOf, subtractRanges } from './address-ranges';

/** The declared ranges, and those of the ledger that have an address besides them. */
export function unionOf(declared: readonly string[], known: readonly string[] = []): readonly string[] {
  const more = known.filter(cidr => !declared.includes(cidr) && subtractRanges(rangesOf([cidr]), rangesOf(declared)).length > 0);
  return more.length === 0 ? declared : [...declared, ...more];
}

/** The declared API servers, and those of the ledger that have an address at a port besides them. */
export function serversOf(declared: readonly ApiServer[], known: readonly ApiServer[] = []): readonly ApiServer[] {
  const more = known.flatMap(({ cidrs, port }) => {
    const same = declared.filter(server => server.port === port).flatMap(server => server.cidrs);
    const others = unionOf(same, cidrs).slice(same.length);
    return others.length === 0 ? [] : [{ cidrs: others, port }];
  });
  return more.length === 0 ? declared : [...declared, ...more];
}

/** The ranges under which other clusters see the members, as the ledger has them. */
export const memberRangesOf = ({ podCidrs, memberCidrs = podCidrs }: NetworkLedger): readonly string[] => memberCidrs;

/** What is admitted of a cluster: what the program declares, and what the ledger has besides. */
export function widened(declared: NetworkLedger, known: NetworkLedger | undefined): NetworkLedger {
  if (!known) return declared;
  const podCidrs = unionOf(declared.podCidrs, known.podCidrs);
  const memberCidrs = unionOf(memberRangesOf(declared), memberRangesOf(known));
  const dnsCidrs = unionOf(declared.dnsCidrs ?? [], known.dnsCidrs);
  const apiServers = serversOf(declared.apiServers ?? [], known.apiServers);
  return networkOf(podCidrs, memberCidrs, dnsCidrs, apiServers);
}

/** The same without what is left out by default. */
export const networkOf = (
  podCidrs: readonly string[],
  memberCidrs: readonly string[],
  dnsCidrs: readonly string[],
  apiServers: readonly ApiServer[],
): NetworkLedger => ({
  podCidrs,
  ...(memberCidrs.join() === podCidrs.join() ? {} : { memberCidrs }),
  ...(dnsCidrs.length > 0 ? { dnsCidrs } : {}),
  ...(apiServers.length > 0 ? { apiServers } : {}),
});

/** A cluster with the ranges that the policies of a system admit of it. */
export function admittedCluster(cluster: Cluster, networks: OperatingState['networks']): Cluster {
  const known = networks?.[cluster.name];
  if (!known) return cluster;
  return {
    ...cluster,
    podCidrs: unionOf(cluster.podCidrs, known.podCidrs),
    dnsCidrs: unionOf(cluster.dnsCidrs ?? [], known.dnsCidrs),
  };
}

/** The fleet as the policies of one system admit it: its clusters, and its network, with the ranges that the ledger has besides. */
export function admittedFleet(fleet: Fleet, networks: OperatingState['networks']): Fleet {
  if (!networks) return fleet;
  const { network } = fleet;
  const declared = new Map(fleet.clusters.map(cluster => [cluster.name, cluster]));
  const seen = new Map<string, { readonly cidrs: readonly string[] }>();
  return {
    ...fleet,
    clusters: fleet.clusters.map(cluster => admittedCluster(cluster, networks)),
    network: {
      name: network.name,
      sharedAddresses: network.sharedAddresses,
      bind: remote => {
        const before = seen.get(remote.name);
        if (before) return before;
        const { cidrs } = network.bind(declared.get(remote.name) ?? remote);
        const known = networks[remote.name];
        const config = {
          cidrs: known ? unionOf(cidrs, memberRangesOf(known)) : cidrs,
        };
        seen.set(remote.name, config);
        return config;
      },
    },
  };
}

/** The same for the sites of load balancers. */
export const admittedAccess = (access: Access, networks: OperatingState['networks']): Access =>
  networks && access.kind === 'load-balancer'
    ? {
        ...access,
        sites: access.sites.map(site => ({
          ...site,
          cluster: admittedCluster(site.cluster, networks),
        })),
      }
    : access;
