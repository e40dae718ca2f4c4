import { writtenGroup } from '../../rules/written-group';
import { checked, foundIn, rulesIn } from './folder';

const meta = (name: string, namespace?: string): object => ({ name, ...(namespace === undefined ? {} : { namespace }) });
const account = (namespace?: string): object => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('reader', namespace) });
const role = (kind: 'Role' | 'ClusterRole', namespace?: string): object => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: meta('reader', namespace),
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
});
const binding = (kind: 'Role' | 'ClusterRole', subject: object, namespace?: string): object => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: `${kind}Binding`,
  metadata: meta('reader', namespace),
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'reader' },
  subjects: [{ kind: 'ServiceAccount', name: 'reader', ...subject }],
});
const cluster = (namespace: string): object => binding('ClusterRole', { namespace });

/** What a rule finds there. */
const of = (rule: string, ...files: readonly (readonly object[])[]): readonly string[] =>
  foundIn(Object.fromEntries(files.map((objects, at) => [`${at}/all.yaml`, objects]))).filter(line => line.startsWith(`${rule} `));

describe('a binding in a folder without a plan', () => {
  it.each<[string, readonly object[][]]>([
    ['an account that is put into a namespace when it is applied', [[account(), cluster('ns'), role('ClusterRole')]]],
    ['an account of another folder, without a namespace', [[cluster('ns'), role('ClusterRole')], [account()]]],
    ['an account of another folder', [[cluster('ns'), role('ClusterRole')], [account('ns')]]],
    [
      'an account of a file that is applied in place of this one or beside it',
      [
        [account('one'), cluster('two')],
        [account('two'), cluster('two')],
      ],
    ],
    ['an account whose namespace the binding leaves open', [[account('ns'), role('Role'), binding('Role', { namespace: 'ns' })]]],
    ['a role whose namespace is left open', [[account('ns'), role('Role'), binding('Role', { namespace: 'ns' }, 'ns')]]],
    ['an account of somebody else', [[cluster('ns'), role('ClusterRole')]]],
    [
      'the account that every namespace has',
      [
        [
          { ...(account('other') as object), metadata: meta('default', 'other') },
          role('ClusterRole'),
          binding('ClusterRole', { name: 'default', namespace: 'ns' }),
        ],
      ],
    ],
  ])('may lead to %s', (_, files) => {
    expect(of('rbac/subjects', ...files)).toEqual([]);
  });

  it('does not lead to an account of another namespace', () => {
    expect(of('rbac/subjects', [account('one'), cluster('two'), role('ClusterRole')])).toEqual([
      "rbac/subjects 0/all.yaml: it grants the ClusterRole reader to the account 'reader' of the namespace 'two', which does not exist here",
    ]);
  });
});

const pod = (volumes: readonly object[] = []): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta('reader', 'ns'),
  spec: {
    serviceAccountName: 'reader',
    automountServiceAccountToken: false,
    containers: [{ name: 'main', image: 'reader:1.0.0' }],
    volumes,
  },
});

describe('the rights of a pod in a folder without a plan', () => {
  const rights = [account('ns'), role('Role', 'ns'), binding('Role', { namespace: 'ns' }, 'ns')];
  const token = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };

  it('are used where it brings a token of its own', () => {
    expect(of('pod-security/token', [...rights, pod([token])])).toEqual([]);
  });

  it('are too much where it has no token, and they are what is to go', () => {
    const found = checked({
      'all.yaml': [...rights, pod([{ name: 'token', projected: { sources: [{ configMap: { name: 'a' } }] } }])],
    }).findings;
    const [token] = found.filter(({ rule }) => rule === 'pod-security/token');
    expect(token).toMatchObject({
      severity: 'warning',
      problem: expect.stringContaining('no token'),
      fix: expect.stringMatching(/^remove the binding/),
    });
  });

  it('are none where no binding is', () => {
    expect(of('pod-security/token', [account('ns'), pod()])).toEqual([]);
  });
});

describe('a variable that is named like a secret', () => {
  const withValue = (name: string, value: string): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta('a', 'ns'),
    spec: { containers: [{ name: 'a', image: 'a:1.0.0', env: [{ name, value }] }] },
  });

  it.each([
    ['ALLOW_EMPTY_PASSWORD', 'no'],
    ['RABBITMQ_UPDATE_PASSWORD', 'No'],
    ['RABBITMQ_SECURE_PASSWORD', 'yes'],
    ['USE_PASSWORD', 'on'],
    ['ETCD_AUTH_TOKEN', 'jwt,priv-key=/opt/certs/token.pem,sign-method=RS256,ttl=10m'],
    ['ETCD_AUTH_TOKEN', 'simple'],
    ['SIGNING_KEY', 'certs/signing.pem'],
    ['TLS_PRIVATE_KEY', './tls.key'],
  ])('%s may be %s', (name, value) => {
    expect(of('secrets/env', [withValue(name, value)])).toEqual([]);
  });

  it.each([
    ['ADMIN_PASSWORD', 'jwt'],
    ['ADMIN_PASSWORD', 'yesterday'],
    ['API_TOKEN', 'jwtabc'],
    ['SIGNING_KEY', 'c2lnbmluZw=='],
    ['DB_PASSWORD', 'certs/pem'],
  ])('%s may not be %s', (name, value) => {
    expect(of('secrets/env', [withValue(name, value)])).toHaveLength(1);
  });
});

describe('an object that is named when it is made', () => {
  const named = (kind: string, annotations: object = {}): object => ({
    apiVersion: kind === 'Job' ? 'batch/v1' : 'v1',
    kind,
    metadata: { generateName: 'run-', namespace: 'ns', annotations },
    ...(kind === 'Job' ? { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1.0.0' }] } } } } : {}),
  });

  it.each<[string, object]>([
    ['a Job', named('Job')],
    ['a hook of Argo CD', named('ConfigMap', { 'argocd.argoproj.io/hook': 'PreSync' })],
    ['a hook of Helm', named('ConfigMap', { 'helm.sh/hook': 'pre-install' })],
  ])('may be %s', (_, object) => {
    expect(of('api/name', [object])).toEqual([]);
  });

  it('may not be what is applied again and again', () => {
    expect(of('api/name', [named('ConfigMap')])).toEqual(['api/name 0/all.yaml: the object has no name']);
    expect(of('api/name', [{ ...named('Job'), metadata: { namespace: 'ns' } }])).toHaveLength(1);
  });
});

describe('the Service of a StatefulSet that nobody takes for members', () => {
  /** A StatefulSet of a web server, and its Service, which has an address. */
  function web(
    change: (set: ReturnType<typeof writtenGroup>['members'], service: ReturnType<typeof writtenGroup>['peers']) => unknown = () =>
      undefined,
  ) {
    const { members, peers } = writtenGroup();
    members.spec.template.spec.containers[0].args = [];
    delete peers.spec.clusterIP;
    change(members, peers);
    return of('names/governing-service', [members, peers]);
  }

  it('is to be headless where there are several that keep something', () => {
    expect(web()).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof web>[0]]>([
    ['there is one', set => delete set.spec.replicas],
    ['they keep nothing', set => delete set.spec.volumeClaimTemplates],
    ['it is', (_, service) => (service.spec.clusterIP = 'None')],
  ])('need not be changed where %s', (_, change) => {
    expect(web(change)).toEqual([]);
  });

  it('is to select the pods in any case', () => {
    expect(
      web((set, service) => {
        delete set.spec.replicas;
        service.spec.selector = { app: 'other' };
      }),
    ).not.toEqual([]);
  });
});

describe('a ReplicationController', () => {
  it('is looked at as everything else that makes pods', () => {
    const controller = {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: meta('mongo', 'ns'),
      spec: {
        selektor: { app: 'mongo' },
        template: {
          metadata: { labels: { app: 'mongo' } },
          spec: { containers: [{ name: 'mongo', image: 'mongo', securityContext: { privileged: true } }] },
        },
      },
    };
    expect(rulesIn({ 'rc.yaml': [controller] })).toEqual(
      expect.arrayContaining(['api/unknown-field', 'images/floating-tag', 'pod-security/restricted']),
    );
  });
});

describe('a finding in a folder without clusters', () => {
  it('has no hole where the name of a cluster would be', () => {
    const group = writtenGroup();
    group.budget.spec.maxUnavailable = 2;
    const twice = { ...structuredClone(group.budget), metadata: { name: 'second', namespace: 'kv' } };
    const lines = [...foundIn({ 'kv.yaml': Object.values(group) }), ...foundIn({ 'kv.yaml': [...Object.values(group), twice] })];
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/: StatefulSet kv (?!.* {2})/);
  });
});
