import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFolder } from '../../lib/check/check-folder';
import { folderSource } from '../../lib/check/output-source';
import { must } from '../fixtures';
import { accepted } from './accepted';
import { today } from './build';
import { knownFleet } from './known-fleet';
import { objectChecks, objectFaults } from './objects';
import { keptOut, within } from './objects/policies';
import { type Output, outputIn } from './objects/written';

// biome-ignore lint/suspicious/noExplicitAny: objects are edited in every place
type Editable = any;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'georaft-agreement-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const attempt = accepted(knownFleet, folder);
const output = outputIn(join(folder, 'dist'));

/** The faults of the output after one object was changed. */
function edited(cluster: string, kind: string, name: string, edit: (object: Editable, all: Editable[]) => void): readonly string[] {
  const clusters = new Map([...output.clusters].map(([each, objects]) => [each, structuredClone(objects) as Editable[]]));
  const delivery = structuredClone(output.delivery) as Editable[];
  const all = cluster === 'argocd' ? delivery : must(clusters.get(cluster));
  edit(
    must(
      all.find(each => each.kind === kind && each.metadata.name === name),
      `${kind} ${name} in ${cluster}`,
    ),
    all,
  );
  const changed: Output = { clusters, delivery };
  return objectFaults(attempt.draft, changed);
}

type Edit = readonly [
  check: keyof typeof objectChecks,
  what: string,
  cluster: string,
  kind: string,
  name: string,
  edit: (object: Editable, all: Editable[]) => void,
  says: string,
];

const rules = (name: string, cluster = 'second'): readonly [string, string, string] => [cluster, 'NetworkPolicy', name];
const remove = (object: Editable, all: Editable[]): void => void all.splice(all.indexOf(object), 1);
const member = (object: Editable): Editable => object.spec.template.spec.containers[0];

const edits: readonly Edit[] = [
  [
    'members',
    'ordinals of another cluster',
    'second',
    'StatefulSet',
    'voting',
    set => (set.spec.ordinals.start = 10),
    'is also in voting/first',
  ],
  ['members', 'another number of members', 'third', 'StatefulSet', 'voting', set => (set.spec.replicas = 2), '1 are to run'],
  [
    'members',
    'a rollout that nobody let go',
    'first',
    'StatefulSet',
    'voting',
    set => (set.spec.updateStrategy.rollingUpdate.partition = 0),
    'frozen',
  ],
  ['members', 'members that are gone', 'first', 'StatefulSet', 'voting', remove, 'not voting alone'],
  [
    'lists of peers',
    'a peer less',
    'third',
    'ConfigMap',
    'voting-bootstrap',
    map => (map.data.ETCD_INITIAL_CLUSTER = map.data.ETCD_INITIAL_CLUSTER.replace(/,[^,]*$/, '')),
    'lacks voting-30',
  ],
  [
    'lists of peers',
    'a member of another group',
    'second',
    'ConfigMap',
    'mirrored-bootstrap',
    map => (map.data.ETCD_INITIAL_CLUSTER += ',mirrored-10=http://mirrored-10.first.mirrored.example.test:2380'),
    'no peer',
  ],
  [
    'lists of peers',
    'a learner that does not name itself',
    'second',
    'ConfigMap',
    'joined-learner-bootstrap',
    map => (map.data.ETCD_INITIAL_CLUSTER = map.data.ETCD_INITIAL_CLUSTER.replace(/,[^,]*$/, '')),
    'lacks the learner itself',
  ],
  [
    'selectors',
    'a Service of other pods',
    'first',
    'Service',
    'voting-peer',
    service => (service.spec.selector['app.kubernetes.io/component'] = 'learner'),
    'leads to the pods of nothing',
  ],
  [
    'selectors',
    'a Service of all pods',
    'second',
    'Service',
    'mirrored',
    service => delete service.spec.selector['app.kubernetes.io/component'],
    'mirrored, mirrored-mirror',
  ],
  [
    'selectors',
    'a port that is not there',
    'first',
    'Service',
    'voting',
    service => (service.spec.ports[0].targetPort = 'web'),
    'leads to web',
  ],
  ['selectors', 'no governing Service', 'first', 'Service', 'voting-peer', remove, 'which is not there'],
  [
    'selectors',
    'an Ingress to nowhere',
    'third',
    'Ingress',
    'routed',
    ingress => (ingress.spec.rules[0].http.paths[0].backend.service.name = 'others'),
    'leads to others',
  ],
  [
    'selectors',
    'a key that no ConfigMap has',
    'first',
    'ConfigMap',
    'joined-bootstrap',
    map => delete map.data.ETCD_INITIAL_CLUSTER_TOKEN,
    'which has none',
  ],
  ['selectors', 'an account that is not there', 'first', 'ServiceAccount', 'joined', remove, 'runs as joined'],
  [
    'selectors',
    'a policy of nobody',
    ...rules('mirrored-mirror'),
    policy => (policy.spec.podSelector.matchLabels['app.kubernetes.io/component'] = 'x'),
    'holds the pods of nothing',
  ],
  [
    'selectors',
    'a probe of no port',
    'first',
    'StatefulSet',
    'voting',
    set => (member(set).livenessProbe.httpGet.port = 'web'),
    'asks at web',
  ],
  [
    'budgets',
    'a voter more that may go',
    'first',
    'PodDisruptionBudget',
    'voting',
    budget => (budget.spec.maxUnavailable = 1),
    '3 of 5 voters may go',
  ],
  ['budgets', 'no budget', 'third', 'PodDisruptionBudget', 'voting', remove, 'budgets of nothing'],
  [
    'edges',
    'a peer that is not let in',
    ...rules('voting-voter'),
    policy => policy.spec.ingress.splice(1, 1),
    'does not admit StatefulSet voting in first',
  ],
  [
    'edges',
    'a peer that is not let out to',
    ...rules('voting-voter'),
    policy => policy.spec.egress.splice(1, 1),
    'may not reach StatefulSet voting in first',
  ],
  ['edges', 'another port', ...rules('voting-voter'), policy => (policy.spec.egress[1].ports[0].port = 1), 'at 2380'],
  [
    'edges',
    'half of a range',
    ...rules('voting-voter'),
    policy => (policy.spec.ingress[1].from[0].ipBlock.cidr = '10.1.0.0/17'),
    '10.1.0.0/16',
  ],
  [
    'edges',
    'a mirror that may not read',
    ...rules('mirrored-mirror'),
    policy => (policy.spec.egress = policy.spec.egress.filter((rule: Editable) => !rule.to[0].ipBlock)),
    'may not reach StatefulSet mirrored in first',
  ],
  [
    'edges',
    'a mirror that is not let in',
    ...rules('mirrored-voter', 'first'),
    policy => (policy.spec.ingress = policy.spec.ingress.filter((rule: Editable) => rule.from[0].ipBlock?.cidr !== '10.2.0.0/16')),
    'does not admit Deployment mirrored-mirror',
  ],
  [
    'edges',
    'a job that may not ask',
    ...rules('joined-join'),
    policy => policy.spec.egress.splice(0, 1),
    'may not reach StatefulSet joined in first',
  ],
  ['edges', 'no job', 'second', 'Job', 'joined-learner-20-join', remove, 'nothing makes joined-learner-20 known'],
  [
    'edges',
    'a load balancer that is not let in',
    ...rules('balanced-voter', 'third'),
    policy => (policy.spec.ingress = policy.spec.ingress.filter((rule: Editable) => rule.ports[0].port !== 2379)),
    'does not admit Deployment balanced-balancer',
  ],
  [
    'edges',
    'a server that is nobody',
    'first',
    'ConfigMap',
    'balanced-balancer',
    map => (map.data['haproxy.cfg'] = map.data['haproxy.cfg'].replaceAll('balanced-30.', 'balanced-39.')),
    'leads to balanced-39',
  ],
  [
    'edges',
    'no names',
    ...rules('voting-voter'),
    policy => (policy.spec.egress = policy.spec.egress.filter((rule: Editable) => rule.ports[0].port !== 53)),
    'may not reach kube-dns',
  ],
  [
    'edges',
    'no API server',
    ...rules('voting-voter'),
    policy => (policy.spec.egress = policy.spec.egress.filter((rule: Editable) => rule.ports[0].port !== 6443)),
    'may not reach the API server',
  ],
  [
    'edges',
    'everybody let in',
    ...rules('voting-voter'),
    policy => policy.spec.ingress.push({ ports: [{ port: 2380 }] }),
    'the internet gets in at 2380',
  ],
  [
    'edges',
    'everybody let out to',
    ...rules('voting-voter'),
    policy => policy.spec.egress.push({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }),
    'gets out to the internet',
  ],
  [
    'edges',
    'other namespaces let in',
    ...rules('voting-voter'),
    policy => policy.spec.ingress.push({ from: [{ namespaceSelector: {} }], ports: [{ port: 2379 }] }),
    'another namespace gets in at 2379',
  ],
  [
    'edges',
    'no policy at all',
    ...rules('voting-voter'),
    (policy, all) =>
      all.splice(
        0,
        all.length,
        ...all.filter(each => each.kind !== 'NetworkPolicy' || each.metadata.namespace !== policy.metadata.namespace),
      ),
    'the internet gets in',
  ],
  [
    'records',
    'two contents of one owner',
    'first',
    'DNSEndpoint',
    'voting-global',
    object => (object.spec.endpoints[0].targets = ['clients.second.voting.example.test']),
    "2 contents of the owner 'known-global'",
  ],
  [
    'records',
    'two owners of one name',
    'first',
    'DNSEndpoint',
    'voting-global',
    object => (object.metadata.labels['georaft.io/dns-scope'] = 'local'),
    'of known-first, known-global',
  ],
  [
    'records',
    'an alias of nobody',
    'first',
    'DNSEndpoint',
    'voting-global',
    object => (object.spec.endpoints[0].targets = ['nobody.example.test']),
    'which nobody publishes',
  ],
  [
    'records',
    'an address beside an alias',
    'first',
    'DNSEndpoint',
    'voting-global',
    object => object.spec.endpoints.push({ ...object.spec.endpoints[0], recordType: 'A', targets: ['192.0.2.1'] }),
    'an alias beside',
  ],
  [
    'records',
    'members without names',
    'second',
    'Service',
    'voting-peer',
    service => (service.metadata.annotations = {}),
    'nobody publishes the members',
  ],
  [
    'records',
    'a name for one version of ExternalDNS',
    'second',
    'Service',
    'voting-peer',
    service => delete service.metadata.annotations['external-dns.kubernetes.io/hostname'],
    'two prefixes',
  ],
  [
    'records',
    'a name outside of the zone',
    'second',
    'Service',
    'voting-peer',
    service => {
      for (const key of Object.keys(service.metadata.annotations).filter(each => each.endsWith('/hostname')))
        service.metadata.annotations[key] = 'second.voting.example.org';
    },
    'is not in example.test',
  ],
  ['records', 'nobody to publish', 'second', 'Deployment', 'external-dns-local', remove, 'no instance of ExternalDNS'],
  [
    'records',
    'a shared name that one of its writers removes',
    'first',
    'Deployment',
    'external-dns-global',
    object => (member(object).args = member(object).args.map((arg: string) => arg.replace('upsert-only', 'sync'))),
    'one of its writers removes it',
  ],
  [
    'ports of nodes',
    'one port twice',
    'first',
    'Service',
    'balanced-balancer',
    (service, all) => all.push({ ...service, metadata: { ...service.metadata, name: 'twin' } }),
    'both have port',
  ],
  [
    'ports of nodes',
    'a port that is left to chance',
    'first',
    'Service',
    'balanced-balancer',
    service => delete service.spec.ports[0].nodePort,
    'left to chance',
  ],
  [
    'accounts',
    'a token that nobody needs',
    'first',
    'StatefulSet',
    'joined',
    set => (set.spec.template.spec.automountServiceAccountToken = true),
    'members have a token',
  ],
  ['accounts', 'no right to ask', 'first', 'RoleBinding', 'voting-peers', remove, 'may not read pods'],
  [
    'certificates',
    'a name less',
    'first',
    'Certificate',
    'voting-peer',
    object => object.spec.dnsNames.pop(),
    'the certificate is not of voting-11',
  ],
  [
    'certificates',
    'a certificate that members do not have',
    'first',
    'Certificate',
    'voting-peer',
    object => (object.spec.secretName = 'other'),
    'do not have their certificate',
  ],
  ['delivery', 'a folder that nobody applies', 'argocd', 'Application', 'voting-first', remove, 'applied by 0 Applications'],
  [
    'delivery',
    'a folder of another cluster',
    'argocd',
    'Application',
    'voting-first',
    object => (object.spec.destination.name = 'second'),
    'applied by 0 Applications',
  ],
  [
    'delivery',
    'a namespace that the project lacks',
    'argocd',
    'AppProject',
    'stateful',
    object => object.spec.destinations.splice(0, 1),
    'the project does not allow',
  ],
];

describe('the known fleet', () => {
  it('is accepted with no other repair than accepting what it is warned of', () => {
    expect({ ...attempt.draft, acknowledged: [] }).toEqual(knownFleet);
    expect(attempt.kind).toBe('accepted');
  });

  it('is clean under the check', () => {
    expect(checkFolder(folderSource(join(folder, 'dist')), { today }).findings).toEqual([]);
  });

  it('has objects that fit each other', () => {
    expect(objectFaults(attempt.draft, output)).toEqual([]);
  });
});

describe('the checks of objects', () => {
  it.each(edits)('of %s find %s', (check, _what, cluster, kind, name, edit, says) => {
    expect(edited(cluster, kind, name, edit).filter(fault => fault.startsWith(`${check}: `))).toContainEqual(expect.stringContaining(says));
  });

  it('each find something', () => {
    expect([...new Set(edits.map(([check]) => check))].sort()).toEqual(Object.keys(objectChecks).sort());
  });
});

describe('the reading of policies', () => {
  it.each([
    ['10.1.2.0/24', '10.1.0.0/16', true],
    ['10.1.0.0/16', '10.1.2.0/24', false],
    ['10.2.0.0/16', '10.1.0.0/16', false],
    ['2001:db8::1/128', '2001:db8::/32', true],
    ['2001:db9::1/128', '2001:db8::/32', false],
    ['::1/128', '0.0.0.0/0', false],
    ['192.0.2.7/32', '0.0.0.0/0', true],
  ])('sees whether %s is within %s', (range, block, expected) => {
    expect(within(range, block)).toBe(expected);
  });

  it('lets everybody in where no policy selects a pod', () => {
    expect(
      keptOut([], { cluster: 'a', namespace: 'n', labels: {} }, 'ingress', { ranges: ['9.9.9.9/32'] }, { port: 1, protocol: 'TCP' }),
    ).toEqual([]);
  });
});
