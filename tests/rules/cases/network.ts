import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';

const voters = 'NetworkPolicy settings-voter';
const asks = (service: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': service } },
});

/** The clients' Service of settings in dublin behind a load balancer, for clients of one range. */
const balanced = (output: EditedOutput, ranges: unknown = ['192.0.2.0/24'], policy = 'Local'): EditedOutput => {
  const system = output.plan.systems.find(({ name }: { readonly name: string }) => name === 'settings');
  Object.assign(system.access, { exposure: 'load-balancer', clientCidrs: ['192.0.2.0/24'] });
  output.unset('dublin', 'Service settings', 'spec.clusterIP');
  return output
    .set('dublin', 'Service settings', 'spec.type', 'LoadBalancer')
    .set('dublin', 'Service settings', 'spec.externalTrafficPolicy', policy)
    .set('dublin', 'Service settings', 'spec.loadBalancerSourceRanges', ranges);
};

/** The members of sessions in dublin behind a load balancer of the cloud, which the system's own load balancers come to. */
const behind = (output: EditedOutput, ranges: unknown): EditedOutput => {
  output.plan.systems.find(({ name }: { readonly name: string }) => name === 'sessions').access.exposure = 'load-balancer';
  output.unset('dublin', 'Service sessions', 'spec.clusterIP');
  return output
    .set('dublin', 'Service sessions', 'spec.type', 'LoadBalancer')
    .set('dublin', 'Service sessions', 'spec.externalTrafficPolicy', 'Local')
    .set('dublin', 'Service sessions', 'spec.loadBalancerSourceRanges', ranges);
};

/** Cases of the rules in lib/rules/network. */
export const network: ManifestCases = {
  'network/missing-edge': [
    {
      situation: 'a peer cluster that is not let in',
      edit: output => output.unset('dublin', voters, 'spec.ingress[1]'),
      finds: [
        {
          at: 'settings/dublin',
          says: ['cannot be reached from 10.101.0.0/16', 'peers in frankfurt', 'TCP 2380', 'ingress'],
          object: voters,
          field: 'spec.ingress',
        },
      ],
    },
    {
      situation: 'jobs of another cluster that are kept out',
      variant: 'changing',
      edit: output => {
        const { ingress } = output.object('frankfurt', voters).spec;
        const at = ingress.findLastIndex((rule: { from: { ipBlock?: object }[] }) => rule.from[0]?.ipBlock);
        ingress.splice(at, 1);
      },
      finds: [{ at: 'settings/frankfurt', says: ['the membership jobs in london', 'TCP 2379'], object: voters }],
    },
    {
      situation: 'jobs that reach nobody in another cluster',
      variant: 'changing',
      edit: output => output.unset('dublin', 'NetworkPolicy settings-membership', 'spec.egress[1]'),
      finds: [{ at: 'settings/dublin', says: ['membership jobs cannot reach', 'the voters in frankfurt'] }],
    },
    {
      situation: 'a peer cluster that is not let out to',
      edit: output => output.unset('dublin', voters, 'spec.egress[2]'),
      finds: [{ at: 'settings/dublin', says: ['cannot reach 10.103.0.0/16', 'peers in london', 'TCP 2380', 'egress'], object: voters }],
    },
    {
      situation: 'another port',
      edit: output => output.set('frankfurt', voters, 'spec.egress[1].ports[0].port', 2381),
      finds: [{ at: 'settings/frankfurt', says: ['cannot reach 10.102.0.0/16', 'TCP 2380'] }],
    },
    {
      situation: 'another protocol',
      edit: output => output.set('frankfurt', voters, 'spec.ingress[0].ports[0].protocol', 'UDP'),
      finds: [{ at: 'settings/frankfurt', says: ['cannot be reached from voters', 'TCP 2380'] }],
    },
    {
      situation: 'half of a range',
      edit: output => output.set('london', voters, 'spec.ingress[1].from[0].ipBlock.cidr', '10.101.0.0/17'),
      finds: [{ at: 'settings/london', says: ['10.101.128.0/17', 'peers in frankfurt'] }],
    },
    {
      situation: 'an address that is excepted',
      edit: output => output.set('london', voters, 'spec.ingress[1].from[0].ipBlock.except', ['10.101.7.7/32']),
      finds: [{ at: 'settings/london', says: ['10.101.7.7/32'] }],
    },
    {
      situation: 'a direction that is denied although there are rules for it',
      edit: output => output.set('london', voters, 'spec.policyTypes', ['Ingress']),
      finds: [{ at: 'settings/london', says: ['cannot reach', 'egress'] }],
    },
    {
      situation: 'members that may not ask for names',
      edit: output => output.unset('london', voters, 'spec.egress[3].ports[1]'),
      finds: [{ at: 'settings/london', says: ['cannot reach kube-dns', 'UDP 53'] }],
    },
    {
      situation: 'another DNS than the one that is there',
      edit: output => output.set('london', voters, 'spec.egress[3].to', [asks('coredns')]),
      finds: [{ at: 'settings/london', says: ['cannot reach kube-dns', 'TCP 53'] }],
    },
    {
      situation: 'a mirror that is not let in where it reads',
      edit: output =>
        output
          .unset('frankfurt', 'NetworkPolicy ledger-voter', 'spec.ingress[1].from[1]')
          .unset('frankfurt', 'NetworkPolicy ledger-voter', 'spec.ingress[2]'),
      finds: [{ at: 'ledger/frankfurt', says: ['10.102.0.0/16', 'the mirror in dublin', 'TCP 2379'] }],
    },
    {
      situation: 'a mirror without a policy of its own',
      edit: output => output.remove('dublin', 'NetworkPolicy ledger-mirror'),
      finds: [{ at: 'ledger/dublin', says: ['the mirror cannot reach', '10.101.0.0/16', 'TCP 2379'] }],
    },
    {
      situation: 'a joining job that may not ask the voters',
      variant: 'learner',
      edit: output => output.unset('dublin', 'NetworkPolicy journal-join', 'spec.egress[0]'),
      finds: [{ at: 'journal/dublin', says: ['joining jobs cannot reach 10.101.0.0/16', 'TCP 2379'] }],
    },
    {
      situation: 'the ingress controller in another namespace',
      edit: output =>
        output.set(
          'dublin',
          'NetworkPolicy whitewater-voter',
          "spec.ingress[3].from[0].namespaceSelector.matchLabels['kubernetes.io/metadata.name']",
          'web',
        ),
      finds: [{ at: 'whitewater/dublin', says: ['namespace ingress-nginx', 'TCP 8090'] }],
    },
    {
      situation: 'the API server at another port',
      variant: 'whitewater-kubernetes-api',
      edit: output => output.set('dublin', 'NetworkPolicy whitewater-voter', 'spec.egress[4].ports[0].port', 6443),
      finds: [{ at: 'whitewater/dublin', says: ['10.2.0.0/28', 'the API server', 'TCP 443'] }],
    },
    {
      situation: 'a policy that selects other pods',
      edit: output => output.set('dublin', voters, "spec.podSelector.matchLabels['app.kubernetes.io/component']", 'learner'),
      finds: [{ at: 'settings/dublin', says: ['cannot reach'] }],
    },
    {
      situation: 'the same range in two halves, in another order and over two rules',
      boundary: true,
      edit: output => {
        output.set('london', voters, 'spec.ingress[1].from', [{ ipBlock: { cidr: '10.101.128.0/17' } }]);
        output.object('london', voters).spec.ingress.push({ from: [{ ipBlock: { cidr: '10.101.0.0/17' } }], ports: [{ port: 2380 }] });
      },
      finds: [],
    },
    {
      situation: 'a port by its name',
      edit: output => output.set('dublin', voters, 'spec.ingress[1].ports', [{ port: 'peer', protocol: 'TCP' }]),
      finds: [],
    },
    {
      situation: 'a range of ports that is one port',
      edit: output => output.set('dublin', voters, 'spec.egress[1].ports', [{ port: 2380, endPort: 2380 }]),
      finds: [],
    },
    {
      situation: 'a selector written as an expression',
      edit: output =>
        output.set('dublin', voters, 'spec.podSelector', {
          matchLabels: { 'app.kubernetes.io/name': 'settings' },
          matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: ['voter'] }],
        }),
      finds: [],
    },
    {
      situation: 'a single member that is not let in to itself',
      edit: output => output.unset('london', voters, 'spec.ingress[0]').unset('london', voters, 'spec.egress[0]'),
      finds: [],
    },
  ],
  'network/extra-edge': [
    {
      situation: 'a wider range',
      edit: output => output.set('dublin', voters, 'spec.ingress[1].from[0].ipBlock.cidr', '10.0.0.0/8'),
      finds: [
        {
          at: 'settings/dublin',
          says: ['may be reached from 10.0.0.0 to 10.100.255.255', 'TCP 2380'],
          object: voters,
          field: 'spec.ingress[1]',
        },
      ],
    },
    {
      situation: 'jobs that may speak to peers as one of them',
      variant: 'changing',
      boundary: true,
      edit: output => output.set('dublin', 'NetworkPolicy settings-membership', 'spec.egress[0].ports[0].port', 2380),
      finds: [{ at: 'settings/dublin', says: ['membership jobs may reach voters', 'TCP 2380'] }],
    },
    {
      situation: 'a range of IPv6 that nobody has',
      edit: output => output.object('dublin', voters).spec.egress[1].to.push({ ipBlock: { cidr: '2001:db8::/32' } }),
      finds: [{ at: 'settings/dublin', says: ['may reach 2001:db8::/32', 'TCP 2380'] }],
    },
    {
      situation: 'one more port',
      edit: output => output.object('dublin', voters).spec.ingress[1].ports.push({ port: 22, protocol: 'TCP' }),
      finds: [{ at: 'settings/dublin', says: ['10.101.0.0/16', 'TCP 22'], field: 'spec.ingress[1]' }],
    },
    {
      situation: 'a range of ports',
      edit: output => output.set('dublin', voters, 'spec.ingress[0].ports[0].endPort', 2390),
      finds: [{ at: 'settings/dublin', says: ['voters', 'TCP 2380 to 2390'] }],
    },
    {
      situation: 'every port',
      edit: output => output.unset('dublin', voters, 'spec.ingress[1].ports'),
      finds: [{ at: 'settings/dublin', says: ['10.101.0.0/16', 'every port'] }],
    },
    {
      situation: 'every peer',
      edit: output => output.unset('dublin', voters, 'spec.egress[1].to'),
      finds: [{ at: 'settings/dublin', says: ['may reach everything on TCP 2380'], field: 'spec.egress[1]' }],
    },
    {
      situation: 'a rule for everything in the policy that denies everything',
      variant: 'peer-tls',
      edit: output => output.set('dublin', 'NetworkPolicy default-deny', 'spec.egress', [{}]),
      finds: [{ at: 'settings/dublin', says: ['may reach everything on every port'], object: 'NetworkPolicy default-deny' }],
    },
    {
      situation: 'all pods of the namespace in the place of the peers',
      edit: output => output.set('dublin', voters, 'spec.ingress[0].from[0].podSelector', {}),
      finds: [{ at: 'settings/dublin', says: ['no part of the system', 'TCP 2380'] }],
    },
    {
      situation: 'peers of any system in the namespace',
      edit: output => output.unset('dublin', voters, "spec.ingress[0].from[0].podSelector.matchLabels['app.kubernetes.io/name']"),
      finds: [{ at: 'settings/dublin', says: ['no part of the system', 'TCP 2380'] }],
    },
    {
      situation: 'pods that nobody knows of',
      edit: output => output.object('dublin', voters).spec.ingress[0].from.push({ podSelector: { matchLabels: { app: 'backup' } } }),
      finds: [{ at: 'settings/dublin', says: ['app=backup', 'TCP 2380'] }],
    },
    {
      situation: 'a namespace that nobody knows of',
      edit: output =>
        output
          .object('dublin', voters)
          .spec.ingress[0].from.push({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] } }),
      finds: [{ at: 'settings/dublin', says: ['pods of selected namespaces', 'TCP 2380'] }],
    },
    {
      situation: 'all of kube-system in the place of its DNS',
      edit: output => output.unset('dublin', voters, 'spec.egress[3].to[0].podSelector'),
      finds: [{ at: 'settings/dublin', says: ['not kube-dns', '53'] }],
    },
    {
      situation: 'a policy for one of the members only',
      edit: output =>
        output.add('dublin', 'settings', {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'debug', namespace: 'settings' },
          spec: {
            podSelector: { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'settings-10' } },
            policyTypes: ['Ingress'],
            ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
          },
        }),
      finds: [{ at: 'settings/dublin', says: ['settings-10', '0.0.0.0/0', 'every port'], object: 'NetworkPolicy debug' }],
    },
    {
      situation: 'a port by the name of another one',
      boundary: true,
      edit: output => output.set('dublin', voters, 'spec.ingress[1].ports', [{ port: 'metrics', protocol: 'TCP' }]),
      finds: [{ at: 'settings/dublin', says: ['10.101.0.0/16', 'TCP 2381'] }],
    },
    {
      situation: 'ranges that are merged into one that covers no other address',
      boundary: true,
      edit: output =>
        output.set('dublin', voters, 'spec.ingress[1].from', [{ ipBlock: { cidr: '10.100.0.0/15', except: ['10.100.0.0/16'] } }]),
      finds: [],
    },
    {
      situation: 'rules that hold already, once more in a policy of their own',
      edit: output => {
        const { apiVersion, kind, spec } = output.object('dublin', voters);
        output.add('dublin', 'settings', { apiVersion, kind, metadata: { name: 'again', namespace: 'settings' }, spec });
      },
      finds: [],
    },
    {
      situation: 'a policy of a chart that is no Raft system',
      edit: output =>
        output.add('dublin', 'queue', {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'open', namespace: 'queue' },
          spec: { podSelector: {}, ingress: [{}] },
        }),
      finds: [],
    },
    {
      situation: 'peers by one label more, which they have',
      edit: output =>
        output.set('dublin', voters, "spec.ingress[0].from[0].podSelector.matchLabels['app.kubernetes.io/managed-by']", 'georaft'),
      finds: [],
    },
  ],
  'network/default-deny': [
    {
      situation: 'a cluster whose manifests are all gone, which is another finding',
      edit: output => output.drop('dublin/settings/settings.yaml'),
      finds: [],
    },
    {
      situation: 'a namespace without it',
      variant: 'peer-tls',
      edit: output => output.remove('dublin', 'NetworkPolicy default-deny'),
      finds: [{ at: 'settings/dublin', says: ['namespace settings', 'incoming traffic and outgoing traffic'] }],
    },
    {
      situation: 'one that says nothing of what goes out',
      variant: 'peer-tls',
      edit: output => output.unset('dublin', 'NetworkPolicy default-deny', 'spec.policyTypes'),
      finds: [
        { at: 'settings/dublin', says: ['denies outgoing traffic'], object: 'NetworkPolicy default-deny', field: 'spec.policyTypes' },
      ],
    },
    {
      situation: 'one for some pods only',
      variant: 'peer-tls',
      edit: output =>
        output.set('dublin', 'NetworkPolicy default-deny', 'spec.podSelector', { matchLabels: { 'app.kubernetes.io/name': 'settings' } }),
      finds: [{ at: 'settings/dublin', says: ['incoming traffic and outgoing traffic'] }],
    },
    {
      situation: 'one in another namespace',
      variant: 'peer-tls',
      edit: output => output.set('dublin', 'NetworkPolicy default-deny', 'metadata.namespace', 'default'),
      finds: [{ at: 'settings/dublin', says: ['namespace settings'] }],
    },
    {
      situation: 'one direction each in two policies',
      variant: 'peer-tls',
      boundary: true,
      edit: output => {
        output.set('dublin', 'NetworkPolicy default-deny', 'spec.policyTypes', ['Ingress']);
        output.add('dublin', 'settings', {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'default-deny-egress', namespace: 'settings' },
          spec: { podSelector: {}, policyTypes: ['Egress'] },
        });
      },
      finds: [],
    },
    {
      situation: 'another name',
      variant: 'peer-tls',
      edit: output => output.set('dublin', 'NetworkPolicy default-deny', 'metadata.name', 'deny-all'),
      finds: [],
    },
  ],
  'network/client-address': [
    {
      situation: 'a load balancer that hides clients behind its nodes',
      edit: output => balanced(output, ['192.0.2.0/24'], 'Cluster'),
      finds: [{ at: 'settings/dublin', says: ['Cluster'], object: 'Service settings', field: 'spec.externalTrafficPolicy' }],
    },
    {
      situation: 'a policy that is left out, which means over any node',
      boundary: true,
      edit: output => balanced(output).unset('dublin', 'Service settings', 'spec.externalTrafficPolicy'),
      finds: [{ at: 'settings/dublin', says: ['Cluster'] }],
    },
    {
      situation: 'ports of nodes that hide clients behind other nodes',
      variant: 'ways-in',
      edit: output => output.set('dublin', 'Service ports', 'spec.externalTrafficPolicy', 'Cluster'),
      finds: [{ at: 'ports/dublin', says: ['Cluster'], object: 'Service ports', field: 'spec.externalTrafficPolicy' }],
    },
    { situation: 'a load balancer that keeps addresses', edit: output => balanced(output), finds: [] },
    { situation: 'no load balancer', edit: () => undefined, finds: [] },
  ],
  'network/load-balancer-sources': [
    {
      situation: 'a load balancer without ranges',
      edit: output => balanced(output, []),
      finds: [{ at: 'settings/dublin', says: ['open to everybody'], object: 'Service settings', field: 'spec.loadBalancerSourceRanges' }],
    },
    {
      situation: 'a range that no client comes from',
      edit: output => balanced(output, ['192.0.2.0/23']),
      finds: [{ at: 'settings/dublin', says: ['admits 192.0.3.0/24'] }],
    },
    {
      situation: 'a range that lacks an address',
      boundary: true,
      edit: output =>
        balanced(output, [
          '192.0.2.0/25',
          '192.0.2.128/26',
          '192.0.2.192/27',
          '192.0.2.224/28',
          '192.0.2.240/29',
          '192.0.2.248/30',
          '192.0.2.252/31',
          '192.0.2.254/32',
        ]),
      finds: [{ at: 'settings/dublin', says: ['refuses 192.0.2.255/32'] }],
    },
    { situation: 'the same range in two halves', edit: output => balanced(output, ['192.0.2.128/25', '192.0.2.0/25']), finds: [] },
    {
      situation: 'the ranges of clients in the place of those of the load balancers before it',
      variant: 'load-balancer',
      edit: output => behind(output, ['192.0.2.0/24']),
      finds: [
        { at: 'sessions/dublin', says: ['admits 192.0.2.0/24', 'no load balancer of the system'], object: 'Service sessions' },
        { at: 'sessions/dublin', says: ['refuses 10.10', "the system's load balancers"], object: 'Service sessions' },
      ],
    },
    {
      situation: 'the pods of the load balancers before it',
      variant: 'load-balancer',
      boundary: true,
      edit: output => behind(output, ['10.101.0.0/16', '10.102.0.0/16', '10.103.0.0/16']),
      finds: [],
    },
    {
      situation: 'load balancers that admit strangers',
      variant: 'load-balancer',
      edit: output => output.set('dublin', 'Service sessions-balancer', 'spec.loadBalancerSourceRanges', ['192.0.2.0/23']),
      finds: [{ at: 'sessions/dublin', says: ['admits 192.0.3.0/24', 'not a declared client range'], object: 'Service sessions-balancer' }],
    },
  ],
};
