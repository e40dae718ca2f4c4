import { Access, DnsCapabilities, DnsProvider, Exposure, HealthChecks, HealthRequest, type DnsProvider as Provider } from '../../lib';
import { type Entry, entry } from './entry';
import { asked, checkedBy, clusters, dns, existing, moved, name, type Program, seconds, zone } from './world';

const at = 'fleet.dns.provider';
const plain = (provider: Provider): Program => ({ fleet: dns(provider), system: { access: moved() } });
const computed = (provider: Provider): Program => ({ fleet: dns(provider), system: { access: checkedBy(asked()) } });
const keys = Object.fromEntries(clusters.map(cluster => [cluster.name, `key-${cluster.name}`]));
const sharedKeys = Object.fromEntries(clusters.map(cluster => [cluster.name, `shared-${cluster.name}`]));
const capabilities: DnsCapabilities = {
  ...{ policies: ['weighted'], answers: [], portAnswers: [], parts: 'none', delegation: [], terraform: [], checkIntervals: [] },
  ...{ fence: 'none', apex: 'addresses', subtree: 'apart', types: ['A', 'AAAA', 'CNAME'] },
};
const gslb = `gslb.${zone}`;
const delegated = (provider: Provider): Program => ({
  fleet: dns(provider),
  system: {
    access: Access.dns({
      ...name,
      host: `demo.${gslb}`,
      exposure: Exposure.ingress(),
      healthChecks: asked(HealthRequest.tcp({ port: 2379 })),
      failback: 'automatic',
    }),
  },
});

/** Every DNS provider, in a fleet that publishes a name by it. */
export const providerEntries: Readonly<Record<string, Entry>> = {
  'DnsProvider.azure': entry(DnsProvider.azure, {
    args: [{ resourceGroup: 'names', subscriptionId: '11111111-2222', visibility: 'private', secretName: 'azure' }],
    optional: ['visibility', 'secretName'],
    program: plain,
    at,
  }),
  'DnsProvider.cloudflare': entry(DnsProvider.cloudflare, {
    args: [{ secretName: 'token' }],
    optional: ['', 'secretName'],
    program: plain,
    at,
  }),
  'DnsProvider.coreDns': entry(DnsProvider.coreDns, {
    args: [{ etcd: ['http://192.0.2.53:2379', 'http://192.0.2.54:2379'], prefix: '/names/', secretName: 'etcd' }],
    optional: ['prefix', 'secretName'],
    // It answers a name with everything below it.
    program: provider => ({ fleet: dns(provider), system: { access: moved(Exposure.ingress(), { host: `clients-demo.${zone}` }) } }),
    at,
  }),
  'DnsProvider.google': entry(DnsProvider.google, {
    args: [{ project: 'names', visibility: 'private' }],
    optional: ['visibility'],
    program: plain,
    at,
  }),
  'DnsProvider.k8gb': entry(DnsProvider.k8gb, {
    args: [
      { edge: DnsProvider.route53(), zone: gslb, geoTags: { one: 'eu-0', two: 'eu-1' }, negativeTtl: seconds(30), reconcile: seconds(30) },
    ],
    bare: [{ edge: DnsProvider.route53(), zone: gslb, geoTags: { one: 'one', two: 'two' } }],
    optional: ['geoTags', 'geoTags.one', 'geoTags.two', 'negativeTtl', 'reconcile'],
    program: delegated,
    at,
  }),
  'DnsProvider.plain': entry(DnsProvider.plain, {
    args: [
      {
        provider: 'ovh',
        args: ['--ovh-endpoint=ovh-eu'],
        env: [
          { name: 'OVH_A', value: 'a' },
          { name: 'OVH_KEY', secret: { name: 'ovh', key: 'key' } },
        ],
        secret: { name: 'ovh', keys: ['key', 'more'], folder: '/etc/ovh' },
        propagation: seconds(60),
        negativeTtl: seconds(60),
        apex: 'alias',
      },
    ],
    optional: ['args', 'env', 'secret', 'secret.folder', 'negativeTtl', 'apex'],
    blank: ['args[0]', 'env[0].value'],
    program: plain,
    at,
  }),
  'DnsProvider.powerDns': entry(DnsProvider.powerDns, {
    args: [{ api: 'http://192.0.2.53:8081', serverId: 'localhost', secretName: 'powerdns', geoIp: 'database' }],
    optional: ['serverId', 'secretName', 'geoIp'],
    program: computed,
    at,
  }),
  'DnsProvider.rfc2136': entry(DnsProvider.rfc2136, {
    args: [
      {
        host: '192.0.2.53',
        port: 5353,
        keyName: keys,
        keyAlgorithm: 'hmac-sha512',
        secretName: 'tsig',
        sharedKeyName: sharedKeys,
        sharedSecretName: 'tsig-shared',
      },
    ],
    optional: [
      'port',
      'keyName',
      'keyAlgorithm',
      'secretName',
      'sharedKeyName',
      'sharedSecretName',
      ...clusters.flatMap(cluster => [`keyName.${cluster.name}`, `sharedKeyName.${cluster.name}`]),
    ],
    program: plain,
    at,
  }),
  'DnsProvider.route53': entry(DnsProvider.route53, {
    args: [
      {
        hostedZoneId: 'Z0123456789',
        loadBalancers: 'cname',
        targetHealth: 'ignored',
        terraform: { version: '~> 6.1', region: 'eu-west-1' },
      },
    ],
    optional: ['', 'hostedZoneId', 'loadBalancers', 'targetHealth', 'terraform', 'terraform.version', 'terraform.region'],
    program: provider => ({
      fleet: dns(provider),
      system: {
        access: checkedBy(
          HealthChecks.terraform({
            request: HealthRequest.http({ port: 80, path: '/health' }),
            records: 'terraform',
            interval: seconds(10),
            failures: 3,
          }),
        ),
      },
    }),
    at,
  }),
  'DnsProvider.webhook': entry(DnsProvider.webhook, {
    args: [
      {
        name: 'own',
        url: 'http://localhost:8888',
        capabilities,
        route: () => [{ name: 'webhook/weight', value: '1' }],
        propagation: seconds(60),
        negativeTtl: seconds(60),
      },
    ],
    optional: ['url', 'capabilities', 'route', 'negativeTtl', ...Object.keys(capabilities).map(key => `capabilities.${key}`)],
    program: provider => ({ fleet: dns(provider), system: { access: checkedBy(existing()) } }),
    bareProgram: plain,
    at,
  }),
  'DnsCapabilities.of': entry(DnsCapabilities.of, {
    args: [capabilities],
    optional: ['', ...Object.keys(capabilities)],
    program: made => ({ fleet: dns({ ...DnsProvider.route53(), capabilities: made }), system: { access: checkedBy(existing()) } }),
    bareProgram: made => plain({ ...DnsProvider.google({ project: 'names' }), capabilities: made }),
    at: 'fleet.dns.provider.capabilities',
  }),
};
