import { Construct } from 'constructs';
import type { Metadata } from '../domain/kubernetes-object';
import type { Component, EdgePeer, NetworkEdge } from '../plan/model/network-edge';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes, type NetworkPolicySpec } from './plain';
import { Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** Nothing may pass in the namespace but the edges that the topology needs, one policy for each component. */
export class NetworkPolicies extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { edges }: RenderedSeat) {
    super(scope, id);
    new Manifest(
      this,
      'default-deny',
      kubernetes('NetworkPolicy', {
        metadata: named(plan, 'default-deny'),
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      }),
    );
    for (const component of new Set(edges.map(edge => edge.component))) {
      const own = edges.filter(edge => edge.component === component);
      new Manifest(
        this,
        component,
        kubernetes('NetworkPolicy', { metadata: named(plan, `${plan.name}-${component}`), spec: policy(plan, component, own) }),
      );
    }
  }
}

/** A direction without rules is left out: the server would drop the empty list, and a diff would show it for ever. */
function policy(plan: RenderedSystem, component: Component, edges: readonly NetworkEdge[]): NetworkPolicySpec {
  const ingress = edges
    .filter(({ direction }) => direction === 'ingress')
    .map(edge => ({ from: peers(plan, edge.peer), ports: edge.ports }));
  const egress = edges.filter(({ direction }) => direction === 'egress').map(edge => ({ to: peers(plan, edge.peer), ports: edge.ports }));
  return {
    podSelector: { matchLabels: selector(plan, component) },
    policyTypes: ['Ingress', 'Egress'],
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
}

type PolicyPeers = NonNullable<NonNullable<NonNullable<NetworkPolicySpec['ingress']>[number]>['from']>;

function peers(plan: RenderedSystem, peer: NetworkEdge['peer'] & EdgePeer): PolicyPeers {
  switch (peer.kind) {
    case 'component':
      return [{ podSelector: { matchLabels: selector(plan, peer.component) } }];
    case 'namespace':
      return [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } } }];
    case 'dns':
      return [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ];
    case 'cidrs':
      return peer.cidrs.map(cidr => ({ ipBlock: { cidr } }));
  }
}

const named = (plan: RenderedSystem, name: string): Metadata => ({
  name,
  namespace: plan.namespace,
  labels: systemLabels(plan),
  annotations: wave(Wave.foundation),
});
