import { Cluster } from '../../domain/cluster';
import type { Fleet } from '../../domain/fleet';
import type { NetworkLedger } from '../../domain/operating-state';
import { admitsPodsOfAll } from '../access/pods-seen';
import type { SystemPlan } from '../model/system-plan';
import { networkOf } from './admitted';

/**
 * The addresses that the program declares of each cluster that a system has to do with: those with members or load balancers of it, and
 * those of its clients where these are admitted by the ranges of pods. DNS servers and API servers are those of its own pods.
 */
export function declaredNetworks(
  { system: { access, discovery }, seats }: Pick<SystemPlan, 'system' | 'seats'>,
  { clusters, network }: Pick<Fleet, 'clusters' | 'network'>,
): Readonly<Record<string, NetworkLedger>> {
  const seated = new Set(seats.map(({ cluster }) => cluster.name));
  const sites = new Set('sites' in access ? access.sites.map(site => ('cluster' in site ? site.cluster.name : site.name)) : []);
  const concerned = Cluster.inOrder(clusters).filter(
    ({ name, lost }) => !lost && (seated.has(name) || sites.has(name) || admitsPodsOfAll(access)),
  );
  return Object.fromEntries(
    concerned.map(cluster => {
      const { name, podCidrs, dnsCidrs = [], apiServer } = cluster;
      const asks = discovery?.kind === 'kubernetes-api' && apiServer !== undefined;
      const own = seated.has(name);
      return [name, networkOf(podCidrs, network.bind(cluster).cidrs, own ? dnsCidrs : [], own && asks ? [apiServer] : [])];
    }),
  );
}
