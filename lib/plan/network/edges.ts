import type { ApiServer } from '../../domain/cluster';
import type { EngineConfig } from '../../domain/engine';
import type { Component, EdgePeer, NetworkEdge } from '../model/network-edge';

type Ports = NetworkEdge['ports'];

/** TCP ports, sorted and without duplicates. */
export const tcp = (ports: readonly number[]): Ports => [...new Set(ports)].sort((a, b) => a - b).map(port => ({ port, protocol: 'TCP' }));

/** Every TCP port: for pods of another owner, whose ports are not declared. */
export const anyTcp: Ports = [{ port: 1, endPort: 65_535, protocol: 'TCP' }];

/** Ports of an engine that serve peers or clients. */
export const portsFor = (config: Pick<EngineConfig, 'ports'>, use: 'peers' | 'clients'): readonly number[] =>
  config.ports.filter(({ serves }) => serves.includes(use)).map(({ port }) => port);

/** The facts that the edges of one seat depend on. */
export interface EdgeInput {
  readonly component: 'voter' | 'learner';
  /** Components of the same group in the same cluster. */
  readonly localPeers: readonly ('voter' | 'learner')[];
  /** Ranges of each other cluster that has members of the same group. */
  readonly remotePeers: readonly (readonly string[])[];
  readonly peerPorts: readonly number[];
  readonly clientPorts: readonly number[];
  /** Ranges that clients come from. */
  readonly clientCidrs: readonly string[];
  /** Namespace of the ingress controller, when clients come through it. */
  readonly ingressNamespace: string | undefined;
  /** Namespace of the pods of this cluster's Gateway, when clients come through it. */
  readonly gatewayNamespace: string | undefined;
  /** Ranges of each other cluster whose gateway routes clients to this cluster. */
  readonly remoteGateways: readonly (readonly string[])[];
  /** Ranges of clusters whose mirrors or joining jobs connect to this cluster's members as clients. */
  readonly taskCidrs: readonly (readonly string[])[];
  /** Ranges that the mirror of this cluster reads from; undefined without a mirror. */
  readonly mirrorSource: readonly string[] | undefined;
  /** Ranges that the joining jobs of this cluster connect to; undefined without joining jobs. */
  readonly joinTargets: readonly (readonly string[])[] | undefined;
  /**
   * Ranges of each other cluster whose jobs ask these members before they change the membership, and of those whose voters the jobs here ask,
   * at which ports; and the ports at which the jobs here ask the members here.
   */
  readonly membership:
    | {
        readonly ports: readonly number[];
        readonly ownPorts: readonly number[];
        readonly asking: readonly (readonly string[])[];
        readonly asked: readonly (readonly string[])[];
      }
    | undefined;
  readonly dnsCidrs: readonly string[];
  /** The API server where members ask it, at all addresses that are admitted. */
  readonly apiServers: readonly ApiServer[];
}

/** Every edge that one seat needs, and no other. */
export function planEdges(input: EdgeInput): readonly NetworkEdge[] {
  const { component } = input;
  const peers = tcp(input.peerPorts);
  const clients = tcp(input.clientPorts);
  const edges: NetworkEdge[] = [];
  const both = (peer: EdgePeer, why: string): void => {
    edges.push({ component, direction: 'ingress', peer, ports: peers, why });
    edges.push({ component, direction: 'egress', peer, ports: peers, why });
  };
  for (const local of input.localPeers) both({ kind: 'component', component: local }, 'peers in this cluster');
  for (const cidrs of input.remotePeers) both({ kind: 'cidrs', cidrs }, 'peers in another cluster');
  const admit = (peer: EdgePeer, why: string, ports = clients): void => {
    edges.push({ component, direction: 'ingress', peer, ports, why });
  };
  if (input.clientCidrs.length > 0) admit({ kind: 'cidrs', cidrs: input.clientCidrs }, 'clients');
  if (input.ingressNamespace) admit({ kind: 'namespace', namespace: input.ingressNamespace }, 'the ingress controller');
  if (input.gatewayNamespace) admit({ kind: 'namespace', namespace: input.gatewayNamespace }, 'the gateway');
  for (const cidrs of input.remoteGateways) admit({ kind: 'cidrs', cidrs }, 'the gateway of another cluster');
  for (const cidrs of input.taskCidrs) admit({ kind: 'cidrs', cidrs }, 'a mirror or a joining job of another cluster');
  edges.push(...dnsEdges(component, input.dnsCidrs));
  for (const { cidrs, port } of input.apiServers)
    edges.push({ component, direction: 'egress', peer: { kind: 'cidrs', cidrs }, ports: tcp([port]), why: 'the API server' });
  if (input.mirrorSource) {
    admit({ kind: 'component', component: 'mirror' }, 'the mirror');
    edges.push({
      component: 'mirror',
      direction: 'egress',
      peer: { kind: 'component', component },
      ports: clients,
      why: 'the members that the mirror writes to',
    });
    edges.push({
      component: 'mirror',
      direction: 'egress',
      peer: { kind: 'cidrs', cidrs: input.mirrorSource },
      ports: clients,
      why: 'the members that the mirror reads from',
    });
    edges.push(...dnsEdges('mirror', input.dnsCidrs));
  }
  if (input.joinTargets) {
    for (const cidrs of input.joinTargets) {
      edges.push({
        component: 'join',
        direction: 'egress',
        peer: { kind: 'cidrs', cidrs },
        ports: clients,
        why: 'the group that a learner joins',
      });
    }
    edges.push(...dnsEdges('join', input.dnsCidrs));
  }
  if (input.membership) {
    const ports = tcp(input.membership.ports);
    const own = tcp(input.membership.ownPorts);
    const ask = (peer: EdgePeer, why: string, at = ports): void => {
      edges.push({ component: 'membership', direction: 'egress', peer, ports: at, why });
    };
    if (own.length > 0) {
      admit({ kind: 'component', component: 'membership' }, 'the jobs that change the membership', own);
      ask({ kind: 'component', component }, `the ${component}s in this cluster`, own);
    }
    for (const cidrs of input.membership.asking)
      admit({ kind: 'cidrs', cidrs }, 'the jobs that change the membership in another cluster', ports);
    for (const cidrs of input.membership.asked) ask({ kind: 'cidrs', cidrs }, 'the voters in another cluster');
    edges.push(...dnsEdges('membership', input.dnsCidrs));
  }
  return edges;
}

/** The edges to DNS servers: kube-dns, and the declared ranges of others. */
export function dnsEdges(component: Component, cidrs: readonly string[]): readonly NetworkEdge[] {
  const ports: Ports = [
    { port: 53, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
  ];
  const edge = (peer: EdgePeer): NetworkEdge => ({ component, direction: 'egress', peer, ports, why: 'DNS' });
  return cidrs.length > 0 ? [edge({ kind: 'dns' }), edge({ kind: 'cidrs', cidrs })] : [edge({ kind: 'dns' })];
}
