import type { Acknowledgement } from '../../domain/acknowledgement';
import type { ApiServer, Cluster, ClusterGateway, IngressController } from '../../domain/cluster';
import type { Delivery } from '../../domain/delivery';
import type { Dns, DnsProvider } from '../../domain/dns';
import type { Fleet } from '../../domain/fleet';
import type { Network } from '../../domain/network';
import type { OnCall } from '../../domain/on-call';
import type { RoundTrips } from '../../domain/round-trips';
import type { TerraformSettings } from '../../domain/terraform-settings';
import { atSynthesis, type FieldTable, linesOf, linesOfKinds } from './field-line';

const addresses = ['record.content', 'access.balancer', 'access.client-list', 'network.opened', 'network.closed'] as const;
const instance = ['dns.instance', 'dns.instance-policy'] as const;
const outage = ['outage.longer', 'outage.shorter', 'objective.missed', 'objective.met'] as const;
const stacks = { unseen: 'The stacks are in a folder of their own, and Terraform shows their changes.' };

/** Fields of the fleet, of its clusters, of its DNS and of its delivery. */
export const fleetFields: FieldTable = {
  Fleet: linesOf<Fleet>()({
    name: ['fleet.name', 'dns.owner', 'bootstrap.token'],
    clusters: ['cluster.joins', 'cluster.leaves', 'cluster.left', 'cluster.lost-left'],
    roundTrips: ['timing.changed', 'template.args', 'latency.changed', ...outage],
    network: ['fleet.network', 'cluster.pod-addresses-moved', 'cluster.pod-addresses-more', 'cluster.pod-addresses-fewer'],
    dns: ['fleet.zone', 'fleet.dns-provider'],
    delivery: ['delivery.joins', 'delivery.leaves'],
    terraform: stacks,
    onCall: outage,
    retired: ['fleet.retired', 'fleet.retired-back', 'cluster.index-reused'],
    ordinalStride: ['fleet.ordinal-stride', 'members.ordinals'],
  }),
  RoundTrips: linesOf<RoundTrips>()({ pairs: ['timing.changed', 'template.args', 'latency.changed', ...outage] }),
  OnCall: linesOf<OnCall>()({ notice: outage, decide: outage, fence: outage }),
  TerraformSettings: linesOf<TerraformSettings>()({ backend: stacks, providerVersion: stacks, outdir: stacks }),
  Network: linesOf<Network>()({
    name: ['fleet.network'],
    sharedAddresses: atSynthesis,
    bind: ['cluster.pod-addresses-moved', 'cluster.pod-addresses-more', 'cluster.pod-addresses-fewer'],
    validate: atSynthesis,
  }),
  Cluster: linesOf<Cluster>()({
    name: ['cluster.joins', 'cluster.leaves'],
    index: ['cluster.index', 'cluster.index-reused', 'members.ordinals'],
    region: ['cluster.region', 'record.content'],
    zones: ['cluster.zones-more', 'cluster.zones-fewer', 'template.spread', 'template.spread-weaker'],
    kubernetes: ['cluster.kubernetes-up', 'cluster.kubernetes-skips', 'cluster.kubernetes-down', 'object.namespace'],
    podCidrs: ['cluster.pod-addresses-more', 'cluster.pod-addresses-fewer', 'cluster.pod-addresses-moved', 'network.peers-closed'],
    serviceCidrs: ['cluster.service-cidrs'],
    clusterDomain: ['cluster.cluster-domain'],
    storageClass: ['cluster.storage-class'],
    ingress: ['cluster.ingress', 'object.exposure'],
    gateway: ['cluster.gateway', 'object.exposure'],
    nodeAddresses: addresses,
    apiServer: ['cluster.api-server-more', 'cluster.api-server-moved'],
    dnsCidrs: ['cluster.dns-more', 'cluster.dns-fewer'],
    lost: ['cluster.lost', 'cluster.lost-back'],
  }),
  IngressController: linesOf<IngressController>()({
    className: ['cluster.ingress', 'object.exposure'],
    addresses,
    namespace: ['cluster.ingress', 'network.opened', 'network.closed'],
  }),
  ClusterGateway: linesOf<ClusterGateway>()({
    name: ['cluster.gateway', 'object.exposure'],
    namespace: ['cluster.gateway', 'object.exposure'],
    addresses,
    podNamespace: ['cluster.gateway', 'network.opened', 'network.closed'],
  }),
  ApiServer: linesOf<ApiServer>()({
    cidrs: ['cluster.api-server-more', 'cluster.api-server-moved'],
    port: ['cluster.api-server-more', 'cluster.api-server-moved'],
  }),
  Dns: linesOf<Dns>()({
    zone: ['fleet.zone', 'members.name'],
    provider: ['fleet.dns-provider', 'dns.instance-policy'],
    namespace: ['object.appears', 'object.goes', 'dns.instance-gone'],
    peerTtl: ['object.published', 'record.ttl-lower', 'record.ttl-higher'],
    interval: instance,
    writers: ['record.owner', 'dns.instance-gone', 'dns.fence', 'dns.fence-stronger'],
    negativeTtl: ['fleet.negative-ttl', 'fleet.new-name'],
  }),
  DnsProvider: linesOf<DnsProvider>()({
    name: ['fleet.dns-provider'],
    capabilities: ['dns.publication', 'record.policy', 'record.type', 'dns.fence', 'dns.fence-stronger'],
    propagation: ['fleet.new-name', ...outage],
    bind: instance,
    route: ['record.content', 'record.policy'],
    answer: ['record.content'],
    delegate: ['object.published', 'object.other'],
    delegatedZone: ['fleet.delegated-zone'],
    delegateZone: ['object.published'],
    terraform: stacks,
    negativeTtl: ['fleet.negative-ttl', 'fleet.new-name'],
    validate: atSynthesis,
  }),
  ...linesOfKinds<Delivery>()('Delivery', ['delivery.joins', 'delivery.leaves'], {
    'argo-cd': {
      repoUrl: ['delivery.source', 'delivery.application'],
      revision: ['delivery.source', 'delivery.application'],
      path: ['delivery.source', 'delivery.application'],
      project: ['delivery.instance', 'delivery.application'],
      runsOn: ['delivery.instance'],
      namespace: ['delivery.instance', 'delivery.application-gone'],
      mode: ['delivery.mode', 'delivery.order', 'delivery.application-gone'],
      poll: ['fleet.new-name', ...outage],
    },
  }),
  Acknowledgement: linesOf<Acknowledgement>()({
    rule: ['acknowledgement.given', 'acknowledgement.ended'],
    at: ['acknowledgement.given', 'acknowledgement.ended'],
    reason: ['acknowledgement.given'],
    until: ['acknowledgement.given'],
  }),
};
