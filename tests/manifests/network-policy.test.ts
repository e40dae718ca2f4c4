import fc from 'fast-check';
import {
  addressesOn,
  directions,
  holdsPort,
  type OtherPod,
  policiesOf,
  portsBetween,
  rulesFor,
} from '../../lib/manifests/network/network-policy';
import { type AppliedObject, appliedObject } from '../../lib/manifests/objects/applied-object';
import type { ClusterManifests } from '../../lib/manifests/objects/unit-manifests';
import type { JsonObject } from '../../lib/manifests/yaml/json';
import { parseCidr } from '../../lib/plan/network/address-ranges';
import { runs } from '../extent';

/*
 * Whether one connection may be opened, as the documentation of Kubernetes puts it, one case after the other. It knows
 * small worlds only: ranges are written as the list of their addresses, ports are few.
 */
interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}
interface Peer {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}
interface Port {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly Port[];
}
interface Spec {
  readonly podSelector: Selector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}
type Labels = Readonly<Record<string, string>>;

/** The addresses of a range in 10.0.0.0/28 or fd00::/124, by their last number. */
const ranges: Readonly<Record<string, readonly string[]>> = {
  '10.0.0.0/28': Array.from({ length: 16 }, (_, at) => `10.0.0.${at}`),
  '10.0.0.0/29': Array.from({ length: 8 }, (_, at) => `10.0.0.${at}`),
  '10.0.0.8/29': Array.from({ length: 8 }, (_, at) => `10.0.0.${at + 8}`),
  '10.0.0.5/30': ['10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.7'],
  '10.0.0.9/32': ['10.0.0.9'],
  'fd00::/124': Array.from({ length: 16 }, (_, at) => `fd00::${at.toString(16)}`),
  'fd00::8/125': Array.from({ length: 8 }, (_, at) => `fd00::${(at + 8).toString(16)}`),
};
const addresses = [...new Set(Object.values(ranges).flat()), '192.0.2.1', '2001:db8::1'];

const chosen = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean => {
  for (const key of Object.keys(matchLabels)) if (labels[key] !== matchLabels[key]) return false;
  for (const { key, operator, values = [] } of matchExpressions) {
    const value = labels[key];
    if (operator === 'Exists' && value === undefined) return false;
    if (operator === 'DoesNotExist' && value !== undefined) return false;
    if (operator === 'In' && (value === undefined || !values.includes(value))) return false;
    if (operator === 'NotIn' && value !== undefined && values.includes(value)) return false;
  }
  return true;
};

type End = OtherPod | string;

interface Connection {
  readonly pod: OtherPod;
  readonly end: End;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: string;
  readonly port: number;
}

function allowed(specs: readonly Spec[], { pod, end, direction, protocol, port }: Connection): boolean {
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  let isolated = false;
  for (const spec of specs) {
    if (!chosen(spec.podSelector, pod.labels)) continue;
    const types = spec.policyTypes ?? (spec.egress === undefined || spec.egress.length === 0 ? ['Ingress'] : ['Ingress', 'Egress']);
    if (!types.includes(type)) continue;
    isolated = true;
    for (const rule of (direction === 'ingress' ? spec.ingress : spec.egress) ?? []) {
      const peers = (direction === 'ingress' ? rule.from : rule.to) ?? [];
      const ports = rule.ports ?? [];
      if ((peers.length === 0 || peers.some(peer => isPeer(peer, end))) && (ports.length === 0 || ports.some(one => isPort(one))))
        return true;
    }
  }
  return !isolated;

  function isPeer({ ipBlock, podSelector, namespaceSelector }: Peer, other: End): boolean {
    if (typeof other === 'string') {
      if (!ipBlock) return false;
      return (ranges[ipBlock.cidr] ?? []).includes(other) && !(ipBlock.except ?? []).some(cidr => (ranges[cidr] ?? []).includes(other));
    }
    if (ipBlock) return false;
    const namespace = namespaceSelector ? chosen(namespaceSelector, other.namespaceLabels) : other.here;
    return namespace && (podSelector === undefined || chosen(podSelector, other.labels));
  }

  function isPort(one: Port): boolean {
    if ((one.protocol ?? 'TCP') !== protocol) return false;
    if (one.port === undefined) return true;
    if (typeof one.port === 'number') return one.endPort === undefined ? one.port === port : one.port <= port && port <= one.endPort;
    const server = direction === 'ingress' ? pod : end;
    if (typeof server === 'string') return false;
    return server.ports.some(named => named.name === one.port && named.protocol === protocol && named.first === port);
  }
}

const values = ['x', 'y'];
const labels = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(...values), { maxKeys: 2 });
const selector: fc.Arbitrary<Selector> = fc.record(
  {
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.oneof(
        fc.record({
          key: fc.constantFrom('a', 'b'),
          operator: fc.constantFrom('In', 'NotIn'),
          values: fc.subarray(values, { minLength: 1 }),
        }),
        fc.record({ key: fc.constantFrom('a', 'b'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
      ),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);
const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({
    ipBlock: fc.record(
      { cidr: fc.constantFrom(...Object.keys(ranges)), except: fc.array(fc.constantFrom(...Object.keys(ranges)), { maxLength: 2 }) },
      { requiredKeys: ['cidr'] },
    ),
  }),
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: selector }),
  fc.record({ podSelector: selector, namespaceSelector: selector }),
);
const protocol = fc.constantFrom('TCP', 'UDP');
const ports: fc.Arbitrary<Port> = fc.oneof(
  fc.record({ protocol, port: fc.constantFrom(1, 2, 'peer', 'client') }, { requiredKeys: [] }),
  fc.record({ protocol, port: fc.constant(2), endPort: fc.constantFrom(2, 3) }, { requiredKeys: ['port', 'endPort'] }),
);
const rule = (side: 'from' | 'to'): fc.Arbitrary<Rule> =>
  fc.record({ [side]: fc.array(peer, { maxLength: 2 }), ports: fc.array(ports, { maxLength: 2 }) }, { requiredKeys: [] });
const spec: fc.Arbitrary<Spec> = fc.record(
  {
    podSelector: selector,
    policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
    ingress: fc.array(rule('from'), { maxLength: 2 }),
    egress: fc.array(rule('to'), { maxLength: 2 }),
  },
  { requiredKeys: ['podSelector'] },
);
const pod = (here: fc.Arbitrary<boolean>): fc.Arbitrary<OtherPod> =>
  fc.record({
    here,
    labels,
    namespaceLabels: labels,
    ports: fc.array(
      fc
        .record({ name: fc.constantFrom('peer', 'client'), protocol, port: fc.constantFrom(1, 2, 3) })
        .map(({ port, ...named }) => ({ ...named, first: port, last: port })),
      { maxLength: 2 },
    ),
  });
const connection: fc.Arbitrary<Connection> = fc.record({
  pod: pod(fc.constant(true)),
  end: fc.oneof(pod(fc.boolean()), fc.constantFrom(...addresses)),
  direction: fc.constantFrom(...directions),
  protocol,
  port: fc.constantFrom(1, 2, 3, 4),
});

const policy = (given: Spec, position: number): AppliedObject =>
  appliedObject({ file: 'a/b/c.yaml', position, cluster: 'a', unit: 'b' }, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${position}`, namespace: 'demo' },
    spec: given,
  } as unknown as JsonObject);

/** What one cluster applies. */
const applying = (objects: readonly AppliedObject[]): ClusterManifests => ({
  cluster: 'a',
  facts: undefined,
  seat: undefined,
  group: undefined,
  objects,
});

const judged = (specs: readonly Spec[], { pod: own, end, direction, protocol: by, port }: Connection): boolean => {
  const rules = rulesFor(policiesOf(applying(specs.map(policy)), 'demo'), own.labels, direction);
  if (typeof end !== 'string') return holdsPort(portsBetween(rules, direction, own, end), by, port);
  const one = parseCidr(`${end}/${end.includes(':') ? 128 : 32}`);
  const open = addressesOn(rules, direction, own, { protocol: by, port });
  return open.some(({ family, first, last }) => family === one?.family && first <= one.first && one.first <= last);
};

describe('what network policies let through', () => {
  it('is what each connection by itself is allowed', () => {
    fc.assert(
      fc.property(fc.array(spec, { maxLength: 3 }), connection, (specs, given) => {
        expect(judged(specs, given)).toBe(allowed(specs, given));
      }),
      { numRuns: runs(3000) },
    );
  });

  it('is both something and nothing in these tests', () => {
    const seen = fc
      .sample(fc.tuple(fc.array(spec, { minLength: 1, maxLength: 3 }), connection), 300)
      .map(([specs, given]) => allowed(specs, given));
    expect(new Set(seen)).toEqual(new Set([true, false]));
  });

  it('does not depend on policies of other namespaces, nor of other kinds', () => {
    const [object] = [{ podSelector: {} }].map(policy) as [AppliedObject];
    expect(policiesOf(applying([object]), 'other')).toEqual([]);
    expect(policiesOf(applying([{ ...object, apiVersion: 'crd.projectcalico.org/v1' }]), 'demo')).toEqual([]);
  });
});
