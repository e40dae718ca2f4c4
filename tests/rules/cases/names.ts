import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';

const peers = 'Service settings-peer';
const clients = 'Service settings';
const hostname = (prefix: string) => `metadata.annotations['external-dns.${prefix}kubernetes.io/hostname']`;

/** A StatefulSet of a chart that is no Raft system, with its Service. */
const queue = (
  output: EditedOutput,
  { set = {}, service = {}, name = 'queue' }: { readonly set?: object; readonly service?: object; readonly name?: string } = {},
): EditedOutput =>
  output
    .add('dublin', 'queue', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'queue', namespace: 'queue' },
      spec: { clusterIP: 'None', selector: { app: 'queue' }, ports: [{ name: 'amqp', port: 5672, targetPort: 5672 }], ...service },
    })
    .add('dublin', 'queue', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name, namespace: 'queue' },
      spec: {
        serviceName: 'queue',
        template: {
          metadata: { labels: { app: 'queue' } },
          spec: { containers: [{ name: 'queue', image: 'registry.example.test/queue:1.0.0' }] },
        },
        ...set,
      },
    });

/** Cases of the rules in lib/rules/names. */
export const names: ManifestCases = {
  'names/governing-service': [
    {
      situation: 'a serviceName that leads nowhere',
      edit: output => output.set('dublin', 'StatefulSet settings', 'spec.serviceName', 'settings-peers'),
      finds: [
        {
          at: 'settings/dublin',
          says: ["'settings-peers'", 'namespace settings'],
          object: 'StatefulSet settings',
          field: 'spec.serviceName',
        },
      ],
    },
    {
      situation: 'no serviceName',
      edit: output => output.unset('dublin', 'StatefulSet settings', 'spec.serviceName'),
      finds: [{ at: 'settings/dublin', says: ['no serviceName'] }],
    },
    {
      situation: 'a Service that is not headless',
      edit: output => output.unset('dublin', peers, 'spec.clusterIP'),
      finds: [{ at: 'settings/dublin', says: ['StatefulSet settings', 'not None'], object: peers, field: 'spec.clusterIP' }],
    },
    {
      situation: 'a Service of another namespace',
      edit: output => output.set('dublin', peers, 'metadata.namespace', 'default'),
      finds: [{ at: 'settings/dublin', says: ["'settings-peer'"] }],
    },
    {
      situation: 'a Service that selects other pods',
      edit: output => output.set('dublin', peers, "spec.selector['app.kubernetes.io/component']", 'learner'),
      finds: [{ at: 'settings/dublin', says: ['does not select', 'StatefulSet settings'], object: peers, field: 'spec.selector' }],
    },
    {
      situation: 'a Service that gives the mirror a name too',
      edit: output => output.unset('dublin', 'Service ledger-peer', "spec.selector['app.kubernetes.io/component']"),
      finds: [{ at: 'ledger/dublin', says: ['Deployment ledger-mirror'] }],
    },
    {
      situation: 'a Service that would give a mirror a name, if there were one',
      edit: output => output.unset('dublin', peers, "spec.selector['app.kubernetes.io/component']"),
      finds: [{ at: 'settings/dublin', says: ['a mirror or a job'], object: peers, field: 'spec.selector' }],
    },
    {
      situation: 'a Service that is a name for something else',
      edit: output => output.set('dublin', peers, 'spec.type', 'ExternalName'),
      finds: [{ at: 'settings/dublin', says: ['ExternalName'], object: peers, field: 'spec.type' }],
    },
    {
      situation: 'a chart whose Service is not headless',
      edit: output => queue(output, { service: { clusterIP: '10.96.0.10' } }),
      finds: [{ at: 'queue/dublin', says: ["'10.96.0.10'"] }],
    },
    {
      situation: 'a chart without a serviceName, whose pods need no names',
      boundary: true,
      edit: output => queue(output, { set: { serviceName: '' } }),
      finds: [],
    },
    {
      situation: 'a chart whose Service is brought from elsewhere',
      edit: output => queue(output, { set: { serviceName: 'other' } }),
      finds: [],
    },
    {
      situation: 'a selector of one label more, which the pods have',
      edit: output => output.set('dublin', peers, "spec.selector['app.kubernetes.io/managed-by']", 'georaft'),
      finds: [],
    },
  ],
  'names/not-ready': [
    {
      situation: 'peers that have names only when they are ready',
      edit: output => output.set('dublin', peers, 'spec.publishNotReadyAddresses', false),
      finds: [{ at: 'settings/dublin', says: ['until they are ready'], object: peers, field: 'spec.publishNotReadyAddresses' }],
    },
    {
      situation: 'a field that is left out, which means only those that are ready',
      boundary: true,
      edit: output => output.unset('dublin', peers, 'spec.publishNotReadyAddresses'),
      finds: [{ at: 'settings/dublin', says: ['until they are ready'] }],
    },
    { situation: 'a chart that is no Raft system', edit: output => queue(output), finds: [] },
  ],
  'names/client-service': [
    {
      situation: 'a cluster whose manifests are all gone, which is another finding',
      edit: output => output.drop('dublin/settings/settings.yaml'),
      finds: [],
    },
    {
      situation: 'a standby without a way in for clients',
      edit: output => output.remove('dublin', clients),
      finds: [{ at: 'settings/dublin', says: ['can serve clients', 'no Service settings'] }],
    },
    {
      situation: 'another name',
      edit: output => output.set('dublin', clients, 'metadata.name', 'settings-clients'),
      finds: [{ at: 'settings/dublin', says: ['no Service settings'] }],
    },
    {
      situation: 'a load balancer where clients come to pods',
      edit: output => output.set('dublin', clients, 'spec.type', 'LoadBalancer'),
      finds: [{ at: 'settings/dublin', says: ['LoadBalancer', 'addresses of pods'], object: clients, field: 'spec.type' }],
    },
    {
      situation: 'an address of its own where clients come to pods',
      edit: output => output.unset('dublin', clients, 'spec.clusterIP'),
      finds: [{ at: 'settings/dublin', says: ['not headless'], object: clients, field: 'spec.clusterIP' }],
    },
    {
      situation: 'a Service without ports of nodes where clients come to nodes',
      variant: 'ways-in',
      edit: output => output.set('dublin', 'Service ports', 'spec.type', 'ClusterIP'),
      finds: [{ at: 'ports/dublin', says: ['ClusterIP', 'node ports'], object: 'Service ports', field: 'spec.type' }],
    },
    {
      situation: 'another port of the nodes than clients use',
      variant: 'ways-in',
      edit: output => output.set('dublin', 'Service ports', 'spec.ports[0].nodePort', 30_091),
      finds: [{ at: 'ports/dublin', says: ["'raft'", '30091', '30090'], field: 'spec.ports[0].nodePort' }],
    },
    {
      situation: 'a port of the nodes that the server is left to choose',
      variant: 'ways-in',
      edit: output => output.unset('dublin', 'Service ports', 'spec.ports[0].nodePort'),
      finds: [{ at: 'ports/dublin', says: ['no node port'] }],
    },
    {
      situation: 'ports of nodes where clients come through a Gateway',
      variant: 'ways-in',
      edit: output => output.set('london', 'Service routed', 'spec.type', 'NodePort'),
      finds: [{ at: 'routed/london', says: ['NodePort', 'use a Gateway'] }],
    },
    { situation: 'a witness, which has none', edit: output => output.object('london', peers), finds: [] },
    {
      situation: 'a type that is left out, which means ClusterIP',
      boundary: true,
      edit: output => output.unset('dublin', clients, 'spec.type'),
      finds: [],
    },
  ],
  'names/client-ready': [
    {
      situation: 'a selector that selects nothing, which is another finding',
      boundary: true,
      edit: output => output.set('dublin', clients, "spec.selector['app.kubernetes.io/name']", 'setting'),
      finds: [],
    },
    {
      situation: 'clients that are led to members that are not ready',
      edit: output => output.set('dublin', clients, 'spec.publishNotReadyAddresses', true),
      finds: [{ at: 'settings/dublin', says: ['not ready'], object: clients, field: 'spec.publishNotReadyAddresses' }],
    },
    {
      situation: 'clients that are led to the mirror too',
      edit: output => output.unset('dublin', 'Service ledger', "spec.selector['app.kubernetes.io/component']"),
      finds: [{ at: 'ledger/dublin', says: ['Deployment ledger-mirror'], object: 'Service ledger', field: 'spec.selector' }],
    },
    {
      situation: 'clients that would be led to a mirror, if there were one',
      edit: output => output.unset('dublin', clients, "spec.selector['app.kubernetes.io/component']"),
      finds: [{ at: 'settings/dublin', says: ['a mirror or a job'], object: clients, field: 'spec.selector' }],
    },
    {
      situation: 'clients that are led to the mirror only',
      edit: output => output.set('dublin', 'Service ledger', "spec.selector['app.kubernetes.io/component']", 'mirror'),
      finds: [{ at: 'ledger/dublin', says: ['does not select', 'StatefulSet ledger'] }],
    },
    {
      situation: 'a field that says what is so anyway',
      boundary: true,
      edit: output => output.set('dublin', clients, 'spec.publishNotReadyAddresses', false),
      finds: [],
    },
  ],
  'names/target-port': [
    {
      situation: 'a name that no container has',
      edit: output => output.set('dublin', clients, 'spec.ports[0].targetPort', 'clients'),
      finds: [{ at: 'settings/dublin', says: ['port clients (TCP)'], object: clients, field: 'spec.ports[0].targetPort' }],
    },
    {
      situation: 'a number that no container has',
      edit: output => output.set('dublin', clients, 'spec.ports[0].targetPort', 2378),
      finds: [{ at: 'settings/dublin', says: ['port 2378'] }],
    },
    {
      situation: 'another protocol',
      edit: output => output.set('dublin', clients, 'spec.ports[0].protocol', 'UDP'),
      finds: [{ at: 'settings/dublin', says: ['(UDP)'] }],
    },
    {
      situation: 'a container that names its port in another way',
      edit: output => output.set('dublin', 'StatefulSet settings', 'spec.template.spec.containers[0].ports[1].name', 'clients'),
      finds: [{ at: 'settings/dublin', says: ['port client (TCP)'] }],
    },
    {
      situation: 'no target, which means the number of the port itself',
      boundary: true,
      edit: output => output.unset('dublin', clients, 'spec.ports[0].targetPort'),
      finds: [],
    },
    { situation: 'the number of the port', edit: output => output.set('dublin', clients, 'spec.ports[0].targetPort', 2379), finds: [] },
    { situation: 'a number of a chart whose containers list none', edit: output => queue(output), finds: [] },
    {
      situation: 'a name of a chart whose containers name none',
      edit: output => queue(output, { service: { ports: [{ port: 5672, targetPort: 'amqp' }] } }),
      finds: [{ at: 'queue/dublin', says: ['port amqp'] }],
    },
  ],
  'names/service-ports': [
    {
      situation: 'a port for peers under another name',
      edit: output => output.set('dublin', peers, 'spec.ports[0].name', 'raft'),
      finds: [{ at: 'settings/dublin', says: ["no port 'peer'"], object: peers, field: 'spec.ports' }],
    },
    {
      situation: 'a port for peers of another number',
      edit: output => output.set('dublin', peers, 'spec.ports[0].port', 2381),
      finds: [{ at: 'settings/dublin', says: ["'peer' is 2381", '2380'], field: 'spec.ports[0].port' }],
    },
    {
      situation: 'a port for clients that is missing',
      edit: output => output.unset('dublin', clients, 'spec.ports[0]'),
      finds: [{ at: 'settings/dublin', says: ["no port 'client'"], object: clients }],
    },
    {
      situation: 'clients at the port for peers',
      edit: output => output.object('dublin', clients).spec.ports.push({ name: 'peer', port: 2380, targetPort: 'peer' }),
      finds: [{ at: 'settings/dublin', says: ['port 2380', 'for peers'], object: clients, field: 'spec.ports[1]' }],
    },
    {
      situation: 'one port that serves both',
      boundary: true,
      edit: output => output.object('dublin', 'Service whitewater'),
      finds: [],
    },
    { situation: 'ports in another order', edit: output => output.object('dublin', peers).spec.ports.reverse(), finds: [] },
  ],
  'names/dangling-service': [
    {
      situation: 'a selector that selects nothing',
      edit: output => output.set('dublin', clients, "spec.selector['app.kubernetes.io/name']", 'setting'),
      finds: [{ at: 'settings/dublin', says: ['app.kubernetes.io/name=setting'], object: clients, field: 'spec.selector' }],
    },
    {
      situation: 'no selector',
      edit: output => output.unset('dublin', clients, 'spec.selector'),
      finds: [{ at: 'settings/dublin', says: ['no selector'] }],
    },
    {
      situation: 'a name for something outside',
      boundary: true,
      edit: output =>
        output.add('dublin', 'settings', {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'backup', namespace: 'settings' },
          spec: { type: 'ExternalName', externalName: 'backup.example.test' },
        }),
      finds: [],
    },
    { situation: 'a chart that is no Raft system', edit: output => queue(output, { service: { selector: { app: 'other' } } }), finds: [] },
  ],
  'names/published': [
    {
      situation: "a domain that is not the members'",
      edit: output => output.set('dublin', peers, hostname(''), 'dublin.setting.example.test'),
      finds: [{ at: 'settings/dublin', says: ['dublin.setting.example.test', 'dublin.settings.example.test'], object: peers }],
    },
    {
      situation: 'one prefix only',
      edit: output => output.unset('dublin', peers, hostname('alpha.')),
      finds: [{ at: 'settings/dublin', says: ['external-dns.alpha.kubernetes.io/hostname', 'may not be published'] }],
    },
    {
      situation: 'the name of another cluster for clients',
      edit: output => output.set('dublin', clients, hostname(''), 'clients.london.settings.example.test'),
      finds: [{ at: 'settings/dublin', says: ['clients.london', 'clients.dublin'], object: clients }],
    },
    {
      situation: 'another TTL under the one prefix than under the other',
      edit: output => output.set('dublin', peers, "metadata.annotations['external-dns.kubernetes.io/ttl']", '3600'),
      finds: [{ at: 'settings/dublin', says: ['3600', '5'] }],
    },
    {
      situation: 'names for the shared instance',
      edit: output => output.set('dublin', peers, "metadata.labels['georaft.io/dns-scope']", 'global'),
      finds: [{ at: 'settings/dublin', says: ["'global'", 'georaft.io/dns-scope'] }],
    },
    {
      situation: 'names for no instance',
      edit: output => output.unset('dublin', clients, "metadata.labels['georaft.io/dns-scope']"),
      finds: [{ at: 'settings/dublin', says: ['missing', 'clients.dublin.settings.example.test'] }],
    },
    {
      situation: 'a name that the plan does not have',
      edit: output => output.set('dublin', 'Service whitewater', hostname(''), 'whitewater.example.test'),
      finds: [{ at: 'whitewater/dublin', says: ['whitewater.example.test', 'the plan does not'] }],
    },
    {
      situation: 'a dot at the end of a name',
      boundary: true,
      edit: output => output.set('dublin', peers, hostname(''), 'dublin.settings.example.test.'),
      finds: [],
    },
  ],
  'names/stateful-set': [
    {
      situation: 'a name that is too long for the label of its revisions',
      edit: output => queue(output, { name: 'q'.repeat(53) }),
      finds: [{ at: 'queue/dublin', says: ['53 characters', '52'], field: 'metadata.name' }],
    },
    {
      situation: 'a name whose last pod has one character too many',
      boundary: true,
      edit: output =>
        queue(output, { name: 'q'.repeat(52), set: { serviceName: 'queue', ordinals: { start: 9_999_999_990 }, replicas: 11 } }),
      finds: [{ at: 'queue/dublin', says: ['64 characters', '63'] }],
    },
    { situation: 'the longest name', boundary: true, edit: output => queue(output, { name: 'q'.repeat(52) }), finds: [] },
  ],
  'names/ingress-backend': [
    {
      situation: 'a Service that is not there',
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.rules[0].http.paths[0].backend.service.name', 'whitewaters'),
      finds: [
        {
          at: 'whitewater/dublin',
          says: ['Service whitewaters', 'namespace whitewater'],
          object: 'Ingress whitewater',
          field: 'spec.rules[0].http.paths[0].backend.service.name',
        },
      ],
    },
    {
      situation: 'a port that the Service does not have',
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.rules[0].http.paths[0].backend.service.port.name', 'http'),
      finds: [{ at: 'whitewater/dublin', says: ['port http', 'raft'] }],
    },
    {
      situation: 'no port',
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.rules[0].http.paths[0].backend.service.port', {}),
      finds: [{ at: 'whitewater/dublin', says: ['without a name'] }],
    },
    {
      situation: 'the number of the port',
      boundary: true,
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.rules[0].http.paths[0].backend.service.port', { number: 8090 }),
      finds: [],
    },
    {
      situation: 'a Service of another unit behind the Ingress of a chart',
      edit: output =>
        output.add('dublin', 'queue', {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          metadata: { name: 'queue', namespace: 'queue' },
          spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
        }),
      finds: [],
    },
  ],
  'names/ingress-paths': [
    {
      situation: 'another path in one cluster',
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.rules[0].http.paths[0].path', '/v2'),
      finds: [
        { at: 'whitewater/dublin', says: ['Prefix /v2', 'Prefix /'], object: 'Ingress whitewater', field: 'spec.rules[0].http.paths' },
      ],
    },
    {
      situation: 'another way to compare paths in one cluster',
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.rules[0].http.paths[0].pathType', 'Exact'),
      finds: [{ at: 'whitewater/dublin', says: ['Exact /', 'Prefix /'] }],
    },
    {
      situation: 'a path less in one cluster',
      edit: output => {
        for (const cluster of ['frankfurt', 'london']) {
          const [rule] = output.object(cluster, 'Ingress whitewater').spec.rules;
          rule.http.paths.push({ ...rule.http.paths[0], path: '/metrics' });
        }
      },
      finds: [{ at: 'whitewater/dublin', says: ['Prefix /metrics'] }],
    },
    {
      situation: 'another path in all clusters',
      boundary: true,
      edit: output => {
        for (const cluster of ['frankfurt', 'dublin', 'london'])
          output.set(cluster, 'Ingress whitewater', 'spec.rules[0].http.paths[0].path', '/v2');
      },
      finds: [],
    },
  ],
  'names/ingress-host': [
    {
      situation: 'another host',
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.rules[0].host', 'whitewater.example.org'),
      finds: [
        {
          at: 'whitewater/dublin',
          says: ['whitewater.example.org', 'whitewater.example.test'],
          object: 'Ingress whitewater',
          field: 'spec.rules',
        },
      ],
    },
    {
      situation: 'any host, which others may take',
      edit: output => output.unset('dublin', 'Ingress whitewater', 'spec.rules[0].host'),
      finds: [{ at: 'whitewater/dublin', says: ['any host'] }],
    },
    {
      situation: 'no Ingress',
      edit: output => output.remove('dublin', 'Ingress whitewater'),
      finds: [{ at: 'whitewater/dublin', says: ['no Ingress', 'whitewater.example.test'] }],
    },
    {
      situation: "another controller's class",
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.ingressClassName', 'traefik'),
      finds: [{ at: 'whitewater/dublin', says: ["'traefik'", "'nginx'"], field: 'spec.ingressClassName' }],
    },
    {
      situation: 'no class',
      edit: output => output.unset('dublin', 'Ingress whitewater', 'spec.ingressClassName'),
      finds: [{ at: 'whitewater/dublin', says: ['not set'] }],
    },
    {
      situation: 'the Service of the peers',
      edit: output => output.set('dublin', 'Ingress whitewater', 'spec.rules[0].http.paths[0].backend.service.name', 'whitewater-peer'),
      finds: [{ at: 'whitewater/dublin', says: ['Service whitewater'] }],
    },
    {
      situation: 'one more host',
      boundary: true,
      edit: output => output.object('dublin', 'Ingress whitewater').spec.rules.push({ host: 'raft.example.test' }),
      finds: [],
    },
  ],
};
