import { isStrictlyWithin, networkBits } from '../../manifests/api/addresses';
import { mustBeOneOf, mustBePort, mustBeWithin, present } from '../../manifests/api/checks';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const types: readonly string[] = ['Ingress', 'Egress'];

/** The form of network policies. */
export const policyForm = serverRule(
  {
    name: 'api/network-policy',
    demands: 'A NetworkPolicy has valid peers, networks, ports and directions.',
    why: 'The server refuses the policy. If another policy denies everything, members no longer reach each other.',
    source: 'Kubernetes pkg/apis/networking/validation/validation.go: ValidateNetworkPolicySpec.',
  },
  ['NetworkPolicy'],
  (faults, object) => {
    const spec = object.at('spec');
    const kinds = spec.at('policyTypes');
    if (kinds.size > types.length) faults.push(kinds.fault(`there are ${kinds.size} policyTypes`, 'write Ingress, Egress or both'));
    else
      for (const kind of kinds.items)
        if (!types.includes(kind.text))
          faults.push(kind.fault(`there is no policyType ${quoted(kind.text)}`, 'write Ingress, Egress or both'));
    checkRules(faults, spec.at('ingress').items, 'from');
    checkRules(faults, spec.at('egress').items, 'to');
  },
);

function checkRules(faults: Fault[], rules: readonly Field[], peers: 'from' | 'to'): void {
  for (const rule of rules) {
    for (const port of rule.at('ports').items) checkPort(faults, port);
    for (const peer of rule.at(peers).items) checkPeer(faults, peer);
  }
}

function checkPort(faults: Fault[], port: Field): void {
  mustBeOneOf(faults, port.at('protocol'), ['TCP', 'UDP', 'SCTP']);
  const first = port.at('port');
  const last = port.at('endPort');
  mustBePort(faults, first);
  if (!last.given) return;
  if (first.number === undefined) faults.push(last.fault('endPort ends a range, and port is not a number', 'write port as a number'));
  else {
    mustBeWithin(faults, last, 1, 65_535);
    if (last.number !== undefined && last.number < first.number)
      faults.push(last.fault(`the range ends at ${last.number}, before its start ${first.number}`, 'swap the two'));
  }
}

function checkPeer(faults: Fault[], peer: Field): void {
  const selectors = present(peer, ['podSelector', 'namespaceSelector']);
  const block = peer.at('ipBlock');
  if (!block.given) {
    if (selectors.length === 0)
      faults.push(
        peer.fault('the peer is empty', 'add podSelector, namespaceSelector or ipBlock; to admit everybody, remove the whole list'),
      );
    return;
  }
  if (selectors.length > 0) faults.push(peer.fault(`the peer has ipBlock and ${selectors.join(' and ')}`, 'write two peers'));
  const cidr = block.at('cidr');
  if (cidr.text === '') return;
  const outer = networkBits(cidr.text);
  if (!outer) {
    faults.push(cidr.fault(`${quoted(cidr.text)} is not a network`, "write it like '10.101.0.0/16'"));
    return;
  }
  for (const except of block.at('except').items) {
    const inner = networkBits(except.text);
    if (!inner) faults.push(except.fault(`${quoted(except.text)} is not a network`, "write it like '10.101.7.0/24'"));
    else if (!isStrictlyWithin(inner, outer))
      faults.push(except.fault(`${except.text} is not a part of ${cidr.text}`, 'write a smaller network within it'));
  }
}
