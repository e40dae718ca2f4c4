import type { EditedOutput } from '../edited-output';
import type { ManifestCase, ManifestCases } from '../manifest-case';

const settings = 'Gslb settings';
const catalog = 'Gslb catalog';
const zone = 'ZoneDelegation gslb-example-test';

/** A case of the output whose names k8gb answers, in frankfurt and in dublin. */
const on = (given: Omit<ManifestCase, 'variant'>): ManifestCase => ({ ...given, variant: 'k8gb' });

const both = (output: EditedOutput, what: string, path: string, value: unknown): EditedOutput =>
  output.set('frankfurt', what, path, value).set('dublin', what, path, value);

const endpoint = (name: string, labels: Readonly<Record<string, string>>): object => ({
  apiVersion: 'externaldns.k8s.io/v1alpha1',
  kind: 'DNSEndpoint',
  metadata: { name, namespace: 'settings', labels },
  spec: { endpoints: [{ dnsName: 'localtargets-settings.gslb.example.test', recordType: 'A', targets: ['192.0.2.1'], recordTTL: 30 }] },
});

/** Cases of the rules about manifests in lib/rules/k8gb. */
export const k8gb: ManifestCases = {
  'k8gb/gslb': [
    on({
      situation: 'a cluster without it',
      edit: output => output.remove('dublin', settings),
      finds: [{ at: 'settings/dublin', says: ['no Gslb settings', 'frankfurt has'] }],
    }),
    on({
      situation: 'none at all, where the host is in the delegated zone',
      edit: output => output.remove('dublin', settings).remove('frankfurt', settings),
      finds: [
        { at: 'settings/frankfurt', says: ['no Gslb settings'] },
        { at: 'settings/dublin', says: ['no Gslb settings'] },
      ],
    }),
    on({
      situation: 'another primary in one cluster',
      edit: output => output.set('dublin', settings, 'spec.strategy.primaryGeoTag', 'eu-west'),
      finds: [{ at: 'settings/dublin', says: ['eu-west', 'eu-central'], object: settings, field: 'spec' }],
    }),
    on({
      situation: 'another host in one cluster',
      edit: output => output.set('dublin', catalog, "metadata.annotations['k8gb.io/hostname']", 'catalogue.gslb.example.test'),
      finds: [{ at: 'catalog/dublin', says: ['catalogue.gslb.example.test'] }],
    }),
    on({
      situation: 'its fields in another order',
      boundary: true,
      edit: output => {
        const { spec } = output.object('dublin', catalog);
        const { weight, ...rest } = spec.strategy;
        spec.strategy = { weight: { 'eu-west': weight['eu-west'], 'eu-central': weight['eu-central'] }, ...rest };
      },
      finds: [],
    }),
    on({ situation: 'another strategy everywhere', edit: output => both(output, catalog, 'spec.strategy.dnsTtlSeconds', 60), finds: [] }),
  ],
  'k8gb/strategy': [
    on({
      situation: 'weights for failover',
      edit: output => both(output, settings, 'spec.strategy.weight', { 'eu-west': 1 }),
      finds: ['frankfurt', 'dublin'].map(cluster => ({
        at: `settings/${cluster}`,
        says: ['weights', 'failover'],
        object: settings,
        field: 'spec.strategy.weight',
      })),
    }),
    on({
      situation: 'a weight over 1000',
      edit: output => output.set('dublin', catalog, 'spec.strategy.weight.eu-west', 1001),
      finds: [{ at: 'catalog/dublin', says: ['1001'], field: 'spec.strategy.weight.eu-west' }],
    }),
    on({
      situation: 'a geotag with a dot',
      edit: output => output.set('dublin', catalog, 'spec.strategy.weight', { 'eu.west': 1 }),
      finds: [{ at: 'catalog/dublin', says: ["'eu.west'"] }],
    }),
    on({
      situation: 'no primary',
      edit: output => output.unset('dublin', settings, 'spec.strategy.primaryGeoTag'),
      finds: [{ at: 'settings/dublin', says: ['no primary'] }],
    }),
    on({
      situation: 'a type that k8gb does not know',
      edit: output => output.set('dublin', catalog, 'spec.strategy.type', 'latency'),
      finds: [{ at: 'catalog/dublin', says: ['latency'] }],
    }),
    on({
      situation: 'a TTL of 0',
      edit: output => output.set('dublin', catalog, 'spec.strategy.dnsTtlSeconds', 0),
      finds: [{ at: 'catalog/dublin', says: ['0 s'] }],
    }),
    on({
      situation: 'a weight of 1000, and one of 0',
      boundary: true,
      edit: output => both(output, catalog, 'spec.strategy.weight', { 'eu-central': 1000, 'eu-west': 0 }),
      finds: [],
    }),
  ],
  'k8gb/backend': [
    on({
      situation: 'an Ingress that is not there',
      edit: output => output.set('dublin', settings, 'spec.resourceRef.name', 'setting'),
      finds: [{ at: 'settings/dublin', says: ['Ingress settings/setting'], object: settings, field: 'spec.resourceRef' }],
    }),
    on({
      situation: 'a Service that is no load balancer',
      edit: output => output.set('dublin', 'Service catalog', 'spec.type', 'ClusterIP'),
      finds: [{ at: 'catalog/dublin', says: ['ClusterIP'] }],
    }),
    on({
      situation: 'a load balancer without a host',
      edit: output => output.unset('dublin', catalog, "metadata.annotations['k8gb.io/hostname']"),
      finds: [{ at: 'catalog/dublin', says: ['no host'], field: "metadata.annotations['k8gb.io/hostname']" }],
    }),
    on({
      situation: 'a TCPRoute without a host',
      edit: output => {
        const metadata = { name: 'catalog', namespace: 'catalog' };
        output.add('dublin', 'catalog', { apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind: 'TCPRoute', metadata, spec: {} });
        output.set('dublin', catalog, 'spec.resourceRef.kind', 'TCPRoute');
        output.unset('dublin', catalog, "metadata.annotations['k8gb.io/hostname']");
      },
      finds: [{ at: 'catalog/dublin', says: ['TCPRoute', 'no host'] }],
    }),
    on({
      situation: 'an Ingress for every host',
      edit: output => output.unset('dublin', 'Ingress settings', 'spec.rules[0].host'),
      finds: [{ at: 'settings/dublin', says: ['every host'] }],
    }),
    on({
      situation: 'a selection by labels, which k8gb makes itself',
      boundary: true,
      edit: output => output.set('dublin', settings, 'spec.resourceRef', { kind: 'Ingress', matchLabels: { app: 'settings' } }),
      finds: [],
    }),
    on({
      situation: 'another size of the system',
      edit: output => output.set('dublin', 'StatefulSet settings', 'spec.replicas', 3),
      finds: [],
    }),
  ],
  'k8gb/endpoint': [
    on({
      situation: "k8gb's own records marked for the fleet's ExternalDNS",
      edit: output => output.add('dublin', 'settings', endpoint('extra', { 'k8gb.io/dnstype': 'local', 'georaft.io/dns-scope': 'local' })),
      finds: [{ at: 'settings/dublin', says: ['k8gb.io/dnstype=local', 'georaft.io/dns-scope=local'], object: 'DNSEndpoint extra' }],
    }),
    on({
      situation: 'records with the name of a Gslb',
      edit: output => output.add('dublin', 'settings', endpoint('settings', { 'georaft.io/dns-scope': 'local' })),
      finds: [{ at: 'settings/dublin', says: ['the name of Gslb settings'], field: 'metadata.name' }],
    }),
    on({
      situation: "k8gb's own records, which no ExternalDNS of the fleet looks for",
      boundary: true,
      edit: output => output.add('dublin', 'settings', endpoint('extra', { 'k8gb.io/dnstype': 'local' })),
      finds: [],
    }),
  ],
  'k8gb/zone': [
    on({
      situation: 'a zone that is not below its parent',
      edit: output => output.set('dublin', zone, 'spec.loadBalancedZone', 'gslb.example.org'),
      finds: [{ at: 'external-dns/dublin', says: ['gslb.example.org', 'example.test'], object: zone, field: 'spec.loadBalancedZone' }],
    }),
    on({
      situation: 'another parent in one cluster',
      edit: output => output.set('dublin', zone, 'spec.parentZone', 'test'),
      finds: [{ at: 'external-dns/dublin', says: ['below test', 'below example.test'] }],
    }),
    on({
      situation: 'a dot at the end, in capitals',
      boundary: true,
      edit: output => output.set('dublin', zone, 'spec.loadBalancedZone', 'GSLB.example.test.'),
      finds: [],
    }),
    on({ situation: 'another name of the object', edit: output => output.set('dublin', zone, 'metadata.name', 'gslb'), finds: [] }),
  ],
};
