import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Access, type Cluster, Exposure, HealthChecks, HealthRequest } from '../../../lib';
import { haproxyVersion, loadHaproxyImage } from '../../live/haproxy-image';
import { lab } from '../../live/lab';
import type { Mechanism, RenderedSystem } from './mechanism';
import { powerDns } from './systems';

/** Short enough for many runs, and long enough to be told from the rest of an outage. */
const ttl = Duration.seconds(10);
const clientCache = Duration.seconds(10);

/** Where clients are: the network between the sites. */
const clientCidrs = ['172.30.0.0/24'];

/** Ports of nodes, for clients who do not come to pods. */
const ports = { answers: 31_379, balancer: 31_380 };

const byName = (host: string, port: number): Pick<ReturnType<Mechanism['client']>, 'reach'> => ({
  reach: { kind: 'name', host, port, keepSeconds: clientCache.toSeconds() },
});

/** Clients follow a name that a commit moves. */
const commit: Mechanism = {
  name: 'a name on BIND, moved by a commit',
  system: 'outage-commit',
  fleet: 'updates',
  access: (_, zone) => Access.dns({ host: `outage-commit.${zone}`, ttl, clientCache, exposure: Exposure.podAddresses() }),
  client: ({ info, fleet }) => ({
    dns: info.dns,
    ...byName(`outage-commit.${fleet.dns.zone}`, 2379),
    connectSeconds: 1,
    answerSeconds: 5,
  }),
  follows: 'commit',
  failback: 'manual',
};

/** Clients follow a name whose answers the server computes. */
const answers: Mechanism = {
  name: 'a name on PowerDNS, by its checks',
  system: 'outage-answers',
  fleet: 'answers',
  access: (_, zone) =>
    Access.dns({
      ...{ host: `outage-answers.${zone}`, ttl, clientCache, clientCidrs, failback: 'automatic' },
      exposure: Exposure.nodePorts({ client: ports.answers }),
      healthChecks: HealthChecks.server({
        request: HealthRequest.http({ port: ports.answers, path: '/health' }), // etcd asks its quorum
        interval: Duration.seconds(2),
        timeout: Duration.seconds(1),
        failures: 1,
      }),
    }),
  client: ({ fleet }) => ({
    dns: powerDns,
    ...byName(`outage-answers.${fleet.dns.zone}`, ports.answers),
    connectSeconds: 1,
    answerSeconds: 5,
  }),
  follows: 'checks',
  failback: 'automatic',
};

const balancerConnect = Duration.seconds(2);

/** Clients speak to HAProxy in two sites, one of them the site that is lost. */
const balancer: Mechanism = {
  name: 'load balancers in two sites',
  system: 'outage-balancer',
  fleet: 'updates',
  prepare: () => {
    loadHaproxyImage();
  },
  access: (clusters, zone) =>
    Access.loadBalancer({
      sites: clusters.slice(0, 2).map((cluster: Cluster) => ({ cluster, addresses: cluster.nodeAddresses ?? [] })),
      image: `docker.io/library/haproxy:${haproxyVersion()}`,
      protocol: 'tcp',
      exposure: Exposure.podAddresses(),
      checks: { interval: Duration.seconds(2), timeout: Duration.seconds(1), fall: 2, rise: 2 },
      name: { host: `outage-balancer.${zone}`, ttl, clientCache },
      frontend: Exposure.nodePorts({ client: ports.balancer }) as Extract<Exposure, { kind: 'node-ports' }>,
      connectTimeout: balancerConnect,
      replicas: 1, // a site has one node
      resources: { cpu: '20m', memory: Size.mebibytes(128) },
      clientCidrs,
    }),
  client: ({ info, fleet }) => ({
    dns: info.dns,
    ...byName(`outage-balancer.${fleet.dns.zone}`, ports.balancer),
    connectSeconds: balancerConnect.toSeconds(),
    answerSeconds: 5,
  }),
  follows: 'checks',
  failback: 'manual',
  // A load balancer that starts anew leads to the first cluster that is healthy.
  bringBack: ({ sites }) => {
    for (const { number } of sites.slice(0, 2))
      lab.kubectl(number, '-n', 'outage-balancer', 'rollout', 'restart', 'deployment', 'outage-balancer-balancer');
  },
};

const listConnect = Duration.seconds(1);

/** Clients try the endpoints of a list, each in every site. */
const list: Mechanism = {
  name: 'a list of endpoints',
  system: 'outage-list',
  fleet: 'updates',
  access: () => Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: listConnect, failback: 'automatic' }),
  client: rendered => ({
    dns: rendered.info.dns,
    reach: { kind: 'list', endpoints: endpointsOf(rendered, 'outage-list') },
    connectSeconds: listConnect.toSeconds(),
    answerSeconds: 5,
  }),
  follows: 'checks',
  failback: 'automatic',
};

/** The list as an application reads it. */
function endpointsOf({ outdir }: RenderedSystem, system: string): readonly string[] {
  type ConfigMap = { readonly kind: string; readonly metadata: { readonly name: string }; readonly data: { readonly endpoints: string } };
  const objects = parseAllDocuments(readFileSync(join(outdir, 's3', system, `${system}.yaml`), 'utf8')).map(
    document => document.toJS() as ConfigMap,
  );
  const found = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === `${system}-endpoints`);
  if (!found) throw new Error(`${system} has no list`);
  return found.data.endpoints.trim().split('\n');
}

/** Every mechanism that is measured. */
export const mechanisms: readonly Mechanism[] = [answers, commit, balancer, list];
