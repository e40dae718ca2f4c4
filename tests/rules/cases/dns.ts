import { ask, instance, instanceOf, publish } from '../dns-edits';
import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';

const shared = 'DNSEndpoint settings-global';
const own = 'DNSEndpoint whitewater-local';
const local = 'Deployment external-dns-local';
const global = 'Deployment external-dns-global';
const args = 'spec.template.spec.containers[0].args';

/** Changes the arguments of an instance: each that begins so, or a new one. */
const argue = (output: EditedOutput, cluster: string, what: string, begins: string, ...others: readonly string[]): EditedOutput => {
  const [container] = output.object(cluster, what).spec.template.spec.containers;
  container.args = [...container.args.filter((arg: string) => !arg.startsWith(begins)), ...others];
  return output;
};

/** Adds an instance for computed records, as the shared one but for its arguments. */
const computing = (output: EditedOutput, cluster: string, ...own: readonly string[]): void => {
  const added = structuredClone(output.object(cluster, local));
  added.metadata.name = 'external-dns-computed';
  const [container] = added.spec.template.spec.containers;
  container.args = [
    '--source=crd',
    '--provider=aws',
    '--domain-filter=example.test',
    '--label-filter=georaft.io/dns-scope=computed',
    '--registry=noop',
    '--interval=60s',
    ...own,
  ];
  output.add(cluster, 'external-dns', added);
};

/** Records of another tool, in these clusters, each with the targets of its cluster. */
const records = (output: EditedOutput, endpoints: Readonly<Record<string, object>>): void => {
  for (const [cluster, endpoint] of Object.entries(endpoints))
    output.add(cluster, 'shop', {
      apiVersion: 'externaldns.k8s.io/v1alpha1',
      kind: 'DNSEndpoint',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: { endpoints: [{ dnsName: 'shop.example.test', recordType: 'A', targets: ['192.0.2.1'], recordTTL: 30, ...endpoint }] },
    });
};

/** Cases of the rules about manifests in lib/rules/dns. */
export const dns: ManifestCases = {
  'dns/missing-record': [
    {
      situation: 'a cluster whose manifests are all gone, which is another finding',
      edit: output => output.drop('dublin/settings/settings.yaml'),
      finds: [],
    },
    {
      situation: 'a cluster that does not hold the shared record',
      edit: output => output.remove('london', shared),
      finds: [{ at: 'settings/london', says: ['CNAME settings.example.test', 'clients.frankfurt.settings.example.test'] }],
    },
    {
      situation: 'another name',
      edit: output => output.set('dublin', own, 'spec.endpoints[0].dnsName', 'whitewaters.example.test'),
      finds: [{ at: 'whitewater/dublin', says: ['A whitewater.example.test (dublin)', '198.51.100.20'] }],
    },
    {
      situation: 'another set identifier',
      edit: output => output.set('dublin', own, 'spec.endpoints[0].setIdentifier', 'paris'),
      finds: [{ at: 'whitewater/dublin', says: ['(dublin)'] }],
    },
    {
      situation: 'a name with a dot at its end, in capitals',
      boundary: true,
      edit: output => output.set('dublin', own, 'spec.endpoints[0].dnsName', 'Whitewater.example.test.'),
      finds: [],
    },
    { situation: 'another name of the object', edit: output => output.set('dublin', own, 'metadata.name', 'records'), finds: [] },
    {
      situation: 'a writer without members that holds nothing',
      edit: output => {
        const system = output.plan.systems.find(({ name }: { name: string }) => name === 'whitewater');
        system.records[0].clusters = ['paris'];
      },
      finds: [{ at: 'whitewater/paris', says: ['A whitewater.example.test'] }],
    },
  ],
  'dns/record': [
    {
      situation: 'another target',
      edit: output => output.set('dublin', own, 'spec.endpoints[0].targets', ['198.51.100.99']),
      finds: [
        { at: 'whitewater/dublin', says: ['targets', '198.51.100.99', '198.51.100.20'], object: own, field: 'spec.endpoints[0].targets' },
      ],
    },
    {
      situation: 'a longer TTL',
      edit: output => output.set('dublin', own, 'spec.endpoints[0].recordTTL', 3600),
      finds: [{ at: 'whitewater/dublin', says: ['recordTTL', '3600 s', '30 s'], field: 'spec.endpoints[0].recordTTL' }],
    },
    {
      situation: 'no health check',
      edit: output => output.unset('dublin', own, 'spec.endpoints[0].providerSpecific[1]'),
      finds: [{ at: 'whitewater/dublin', says: ['providerSpecific', 'aws/health-check-id'] }],
    },
    {
      situation: 'another weight',
      edit: output => output.set('dublin', own, 'spec.endpoints[0].providerSpecific[0].value', '0'),
      finds: [{ at: 'whitewater/dublin', says: ['aws/weight=0', 'aws/weight=100'] }],
    },
    {
      situation: 'a record that the plan does not have',
      edit: output =>
        output
          .object('dublin', own)
          .spec.endpoints.push({ dnsName: 'www.example.test', recordType: 'A', targets: ['198.51.100.20'], recordTTL: 30 }),
      finds: [{ at: 'whitewater/dublin', says: ['A www.example.test'], field: 'spec.endpoints[1]' }],
    },
    {
      situation: 'another type',
      edit: output => output.set('dublin', own, 'spec.endpoints[0].recordType', 'AAAA'),
      finds: [{ at: 'whitewater/dublin', says: ['AAAA whitewater.example.test (dublin)'] }],
    },
    {
      situation: 'properties in another order, and a dot behind the target',
      boundary: true,
      edit: output => {
        output.object('dublin', own).spec.endpoints[0].providerSpecific.reverse();
        output.set('london', shared, 'spec.endpoints[0].targets', ['clients.frankfurt.settings.example.test.']);
      },
      finds: [],
    },
    {
      situation: 'a shared record in a cluster that is no writer',
      variant: 'lab-rfc2136',
      edit: output => {
        const system = output.plan.systems.find(({ name }: { name: string }) => name === 'settings');
        for (const record of system.records) record.clusters = ['s3'];
        output.remove('s1', shared);
      },
      finds: [{ at: 'settings/s2', says: ['CNAME settings.example.test', 'must not publish'] }],
    },
  ],
  'dns/owners': [
    {
      situation: 'a shared record that leads elsewhere from one cluster',
      variant: 'lab-rfc2136',
      edit: output => output.set('s2', shared, 'spec.endpoints[0].targets', ['clients.s2.settings.example.test']),
      finds: [{ at: 'settings/s2', says: ['s2 publishes CNAME settings.example.test', 's1'], object: shared }],
    },
    {
      situation: 'records of another tool with their own targets in each cluster',
      edit: output => records(output, { frankfurt: {}, dublin: { targets: ['192.0.2.2'] } }),
      finds: [{ at: 'shop/dublin', says: ['192.0.2.2', '192.0.2.1', 'writes over the other'] }],
    },
    {
      situation: 'another TTL in one cluster',
      edit: output => records(output, { frankfurt: {}, dublin: { recordTTL: 60 } }),
      finds: [{ at: 'shop/dublin', says: ['60 s', '30 s'] }],
    },
    {
      situation: 'a CNAME beside addresses',
      edit: output => records(output, { frankfurt: {}, dublin: { recordType: 'CNAME', targets: ['www.example.test'] } }),
      finds: [{ at: 'shop/dublin', says: ['CNAME', 'no other record'] }],
    },
    {
      situation: 'a set identifier in one cluster only',
      edit: output => records(output, { frankfurt: { setIdentifier: 'frankfurt' }, dublin: {} }),
      finds: [{ at: 'shop/dublin', says: ['frankfurt', 'none here'] }],
    },
    {
      situation: 'targets of its own with a set identifier of its own',
      boundary: true,
      edit: output =>
        records(output, { frankfurt: { setIdentifier: 'frankfurt' }, dublin: { setIdentifier: 'dublin', targets: ['192.0.2.2'] } }),
      finds: [],
    },
    {
      situation: 'the same targets in another order',
      edit: output =>
        records(output, { frankfurt: { targets: ['192.0.2.2', '192.0.2.1'] }, dublin: { targets: ['192.0.2.1', '192.0.2.2'] } }),
      finds: [],
    },
    {
      situation: 'addresses of both families',
      edit: output => records(output, { frankfurt: {}, dublin: { recordType: 'AAAA', targets: ['2001:db8::1'] } }),
      finds: [],
    },
    {
      situation: 'two systems that publish one name',
      edit: output => {
        records(output, { frankfurt: {} });
        publish(output, { frankfurt: { targets: ['192.0.2.9'] } }, 'store');
      },
      finds: [{ at: 'store/frankfurt', says: ['store in frankfurt', 'shop in frankfurt', '192.0.2.9'] }],
    },
    {
      situation: 'members of a set with another TTL each',
      edit: output =>
        records(output, {
          frankfurt: { setIdentifier: 'frankfurt' },
          dublin: { setIdentifier: 'dublin', targets: ['192.0.2.2'], recordTTL: 60 },
        }),
      finds: [{ at: 'shop/dublin', says: ['TTL', '60 s here', '30 s in frankfurt'] }],
    },
    {
      situation: 'parts of one answer where owners are not kept apart',
      edit: output => {
        for (const cluster of ['frankfurt', 'dublin']) instance(output, cluster, 'provider=coredns');
        publish(output, { frankfurt: {}, dublin: { targets: ['192.0.2.2'] } });
      },
      finds: [{ at: 'shop/dublin', says: ['192.0.2.2', 'writes over the other'] }],
    },
    {
      situation: 'Services of two clusters that ask for one name',
      edit: output => {
        for (const cluster of ['frankfurt', 'dublin'])
          ask(output, cluster, { selector: { app: 'shop' } }, { hostname: 'shop.example.test' });
      },
      finds: [{ at: 'shop/dublin', says: ['shop.example.test', 'frankfurt', 'first'], object: 'Service shop' }],
    },
    {
      situation: 'parts of one answer, each with an owner of its own',
      boundary: true,
      edit: output => {
        for (const cluster of ['frankfurt', 'dublin'])
          instance(output, cluster, 'provider=coredns', 'coredns-strictly-owned', 'registry=noop');
        publish(output, { frankfurt: {}, dublin: { targets: ['192.0.2.2'] } });
      },
      finds: [],
    },
    {
      situation: 'parts that the plan has, where no instance is in the output',
      edit: output => {
        const system = output.plan.systems.find(({ name }: { name: string }) => name === 'whitewater');
        for (const record of system.records) delete record.setIdentifier;
        for (const record of system.records) record.properties = [];
        for (const cluster of ['frankfurt', 'dublin', 'london']) {
          output.unset(cluster, own, 'spec.endpoints[0].setIdentifier').unset(cluster, own, 'spec.endpoints[0].providerSpecific');
          output.drop(`${cluster}/external-dns/external-dns.yaml`);
        }
      },
      finds: [],
    },
  ],
  'dns/scope': [
    {
      situation: 'a shared record for the local instance',
      variant: 'lab-rfc2136',
      edit: output => output.set('s2', shared, "metadata.labels['georaft.io/dns-scope']", 'local'),
      finds: [{ at: 'settings/s2', says: ['CNAME settings.example.test', '3 clusters share', "'local'"], object: shared }],
    },
    {
      situation: "a cluster's own record for the shared instance",
      edit: output => output.set('dublin', own, "metadata.labels['georaft.io/dns-scope']", 'global'),
      finds: [{ at: 'whitewater/dublin', says: ['of this cluster', "'global'"] }],
    },
    {
      situation: 'a record for nobody',
      edit: output => output.unset('dublin', own, "metadata.labels['georaft.io/dns-scope']"),
      finds: [{ at: 'whitewater/dublin', says: ['missing'] }],
    },
    {
      situation: 'records of another tool, which has no such label',
      edit: output => records(output, { frankfurt: {}, dublin: {} }),
      finds: [],
    },
    {
      situation: 'one more label',
      boundary: true,
      edit: output => output.set('dublin', own, "metadata.labels['team']", 'storage'),
      finds: [],
    },
    {
      situation: 'a computed record for the shared instance',
      edit: output =>
        publish(output, { dublin: { recordType: 'LUA', targets: ['A "ifportup(443, {})"'] } }, 'shop', {
          'georaft.io/dns-scope': 'global',
        }),
      finds: [{ at: 'shop/dublin', says: ['LUA shop.example.test', 'the server computes', "'global'"] }],
    },
    {
      situation: 'addresses for the instance that writes computed records only',
      edit: output => publish(output, { dublin: {}, london: {} }, 'shop', { 'georaft.io/dns-scope': 'computed' }),
      finds: [
        { at: 'shop/dublin', says: ['2 clusters share', "'computed'"] },
        { at: 'shop/london', says: ['2 clusters share'] },
      ],
    },
    {
      situation: 'parts of one answer, each of its cluster; and a computed record',
      edit: output => {
        publish(output, { dublin: {}, london: { targets: ['192.0.2.2'] } }, 'shop', { 'georaft.io/dns-scope': 'local' });
        publish(output, { dublin: { recordType: 'LUA', targets: ['A "ifportup(443, {})"'] } }, 'store', {
          'georaft.io/dns-scope': 'computed',
        });
      },
      finds: [],
    },
  ],
  'dns/owner-id': [
    {
      situation: 'the id of another cluster',
      edit: output => argue(output, 'dublin', local, '--txt-owner-id', '--txt-owner-id=production-frankfurt'),
      finds: [
        { at: 'external-dns/dublin', says: ["'production-frankfurt'", 'external-dns-local in frankfurt', 'sync'], object: local },
        { at: 'external-dns/frankfurt', says: ['external-dns-local in dublin'] },
      ],
    },
    {
      situation: 'no id, which is the same for everybody',
      edit: output => argue(output, 'dublin', local, '--txt-owner-id'),
      finds: [{ at: 'external-dns/dublin', says: ["'default'"], object: local }],
    },
    {
      situation: 'no owners at all',
      edit: output => argue(output, 'dublin', local, '--registry', '--registry=noop'),
      finds: [{ at: 'external-dns/dublin', says: ['no registry', 'sync'] }],
    },
    {
      situation: 'a shared instance with an id of its own',
      variant: 'lab-rfc2136',
      edit: output => argue(output, 's3', global, '--txt-owner-id', '--txt-owner-id=lab-s3-global'),
      finds: [{ at: 'external-dns/s3', says: ["'lab-s3-global'", "'lab-global'"], object: global }],
    },
    {
      situation: 'a shared id where nothing is ever removed',
      boundary: true,
      edit: output => {
        argue(output, 'dublin', local, '--txt-owner-id', '--txt-owner-id=production-frankfurt');
        argue(output, 'dublin', local, '--policy', '--policy=upsert-only');
        argue(output, 'frankfurt', local, '--policy', '--policy=create-only');
      },
      finds: [],
    },
    {
      situation: 'the id of an instance that another chart brings',
      edit: output => instance(output, 'frankfurt', 'provider=aws', 'txt-owner-id=production-dublin'),
      finds: [
        { at: 'shop-dns/frankfurt', says: ['external-dns-local in dublin'] },
        { at: 'external-dns/dublin', says: ['shop-dns in frankfurt'] },
      ],
    },
    {
      situation: 'no id where each key has an owner',
      edit: output =>
        instanceOf(output, 'dublin', 'v0.21.0', ['provider=coredns', 'coredns-strictly-owned', 'registry=noop', 'policy=sync']),
      finds: [{ at: 'shop-dns/dublin', says: ["'default'"] }],
    },
    {
      situation: 'no registry where each key has an owner, and where nothing is ever removed',
      edit: output => {
        instance(output, 'dublin', 'provider=coredns', 'coredns-strictly-owned', 'registry=noop');
        instance(output, 'london', 'provider=pdns', 'registry=noop', 'policy=upsert-only');
      },
      finds: [],
    },
  ],
  'dns/single-writer': [
    {
      situation: 'two pods',
      edit: output => output.set('dublin', local, 'spec.replicas', 2),
      finds: [{ at: 'external-dns/dublin', says: ['2 pods'], object: local, field: 'spec.replicas' }],
    },
    {
      situation: 'none',
      edit: output => output.set('london', global, 'spec.replicas', 0),
      finds: [{ at: 'external-dns/london', says: ['0 pods'], object: global }],
    },
    {
      situation: 'a new pod beside the old one',
      edit: output => output.set('dublin', local, 'spec.strategy', { type: 'RollingUpdate' }),
      finds: [{ at: 'external-dns/dublin', says: ['RollingUpdate'], field: 'spec.strategy.type' }],
    },
    {
      situation: 'a rolling update that takes the old pod first',
      boundary: true,
      edit: output =>
        output.set('dublin', local, 'spec.strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }),
      finds: [],
    },
    { situation: 'a number that is left out, which means 1', edit: output => output.unset('dublin', local, 'spec.replicas'), finds: [] },
    { situation: 'a Deployment that is no ExternalDNS', edit: output => output.object('dublin', 'Deployment ledger-mirror'), finds: [] },
  ],
  'dns/instance': [
    {
      situation: 'an instance that takes everything for its own',
      edit: output => argue(output, 'dublin', local, '--label-filter'),
      finds: [
        { at: 'external-dns/dublin', says: ['no --label-filter'], object: local, field: args },
        { at: 'external-dns/dublin', says: ['dublin must publish', 'has no ExternalDNS'] },
      ],
    },
    {
      situation: 'shared records that are removed',
      edit: output => argue(output, 'london', global, '--policy', '--policy=sync'),
      finds: [{ at: 'external-dns/london', says: ['sync', 'removes it for all'], object: global }],
    },
    {
      situation: 'shared records that are never changed',
      edit: output => argue(output, 'london', global, '--policy', '--policy=create-only'),
      finds: [{ at: 'external-dns/london', says: ['no failover'] }],
    },
    {
      situation: 'an instance that does not see Services',
      edit: output => argue(output, 'dublin', local, '--source=service'),
      finds: [{ at: 'external-dns/dublin', says: ['--source=service'] }],
    },
    {
      situation: 'an instance that leaves headless Services out',
      edit: output => argue(output, 'dublin', local, '--service-type-filter=ClusterIP'),
      finds: [{ at: 'external-dns/dublin', says: ['ClusterIP'] }],
    },
    {
      situation: 'a type of records that is left out',
      edit: output => argue(output, 'london', global, '--managed-record-types=CNAME'),
      finds: [{ at: 'external-dns/london', says: ['CNAME'], object: global }],
    },
    {
      situation: 'another zone',
      edit: output => argue(output, 'london', global, '--domain-filter', '--domain-filter=example.org'),
      finds: [{ at: 'external-dns/london', says: ['example.org', 'example.test'] }],
    },
    {
      situation: 'a cluster without the shared instance',
      edit: output => output.remove('london', global),
      finds: [{ at: 'external-dns/london', says: ['georaft.io/dns-scope=global', 'london must publish', 'has no ExternalDNS'] }],
    },
    {
      situation: 'the zone above, and all types and Services',
      boundary: true,
      edit: output => {
        argue(output, 'dublin', local, '--domain-filter', '--domain-filter=test');
        argue(output, 'dublin', local, '--managed-record-types');
        argue(output, 'dublin', local, '--service-type-filter');
      },
      finds: [],
    },
    {
      situation: 'an instance for another zone without a filter',
      edit: output => {
        const found = structuredClone(output.object('dublin', local));
        found.metadata.name = 'external-dns-corp';
        output.add('dublin', 'external-dns', found);
        argue(output, 'dublin', 'Deployment external-dns-corp', '--label-filter');
        argue(output, 'dublin', 'Deployment external-dns-corp', '--domain-filter', '--domain-filter=corp.example.org');
      },
      finds: [],
    },
    {
      situation: 'a shared instance in clusters that write nothing',
      variant: 'lab-rfc2136',
      edit: output => {
        for (const system of output.plan.systems)
          for (const record of system.records) if (record.scope === 'global') record.clusters = ['s3'];
        output.remove('s1', global);
      },
      finds: [{ at: 'external-dns/s2', says: ['written by s3', 's2 is not among them'], object: global }],
    },
    {
      situation: 'only the writers with a shared instance',
      variant: 'lab-rfc2136',
      edit: output => {
        for (const system of output.plan.systems)
          for (const record of system.records) if (record.scope === 'global') record.clusters = ['s3'];
        for (const cluster of ['s1', 's2']) output.remove(cluster, global);
      },
      finds: [],
    },
    {
      situation: 'computed records without an instance for them',
      edit: output => {
        const system = output.plan.systems.find(({ name }: { name: string }) => name === 'whitewater');
        for (const record of system.records) if (record.clusters[0] === 'dublin') Object.assign(record, { type: 'LUA', scope: 'computed' });
      },
      finds: [{ at: 'external-dns/dublin', says: ['georaft.io/dns-scope=computed', 'dublin must publish', 'has no ExternalDNS'] }],
    },
    {
      situation: 'an instance for computed records that leaves their type out, and removes',
      edit: output => {
        const system = output.plan.systems.find(({ name }: { name: string }) => name === 'whitewater');
        for (const record of system.records) if (record.clusters[0] === 'dublin') Object.assign(record, { type: 'LUA', scope: 'computed' });
        computing(output, 'dublin', '--policy=sync');
      },
      finds: [
        { at: 'external-dns/dublin', says: ['lack LUA'], object: 'Deployment external-dns-computed' },
        { at: 'external-dns/dublin', says: ['policy is sync'] },
      ],
    },
    {
      situation: 'an instance for computed records',
      edit: output => {
        const system = output.plan.systems.find(({ name }: { name: string }) => name === 'whitewater');
        for (const record of system.records) if (record.clusters[0] === 'dublin') Object.assign(record, { type: 'LUA', scope: 'computed' });
        computing(output, 'dublin', '--policy=upsert-only', '--managed-record-types=LUA');
      },
      finds: [],
    },
  ],
};
