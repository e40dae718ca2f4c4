import { Duration } from 'cdk8s';
import { cluster } from '../fixtures';
import { DnsProvider } from '../nouns';

const context = { cluster: cluster(0), zone: 'example.test', scope: 'local' } as const;

describe.each<[string, DnsProvider, ReturnType<DnsProvider['bind']>]>([
  [
    'Cloudflare',
    DnsProvider.cloudflare(),
    {
      provider: 'cloudflare',
      args: ['--no-cloudflare-proxied'],
      env: [{ name: 'CF_API_TOKEN', secret: { name: 'external-dns-cloudflare', key: 'token' } }],
      secret: { name: 'external-dns-cloudflare', keys: ['token'] },
    },
  ],
  ['Google Cloud DNS', DnsProvider.google({ project: 'names' }), { provider: 'google', args: ['--google-project=names'], env: [] }],
  [
    'a private zone of Google Cloud DNS',
    DnsProvider.google({ project: 'names', visibility: 'private' }),
    { provider: 'google', args: ['--google-project=names', '--google-zone-visibility=private'], env: [] },
  ],
  [
    'Azure DNS',
    DnsProvider.azure({ resourceGroup: 'names', subscriptionId: 'one' }),
    {
      provider: 'azure',
      args: ['--azure-resource-group=names', '--azure-subscription-id=one', '--azure-config-file=/etc/kubernetes/azure/azure.json'],
      env: [],
      secret: { name: 'external-dns-azure', keys: ['azure.json'], folder: '/etc/kubernetes/azure' },
    },
  ],
  [
    'another provider',
    DnsProvider.plain({ provider: 'ovh', args: ['--ovh-endpoint=ovh-eu'], propagation: Duration.seconds(30) }),
    { provider: 'ovh', args: ['--ovh-endpoint=ovh-eu'], env: [] },
  ],
  [
    'a webhook',
    DnsProvider.webhook({ name: 'ours', url: 'http://dns-webhook:8888', propagation: Duration.seconds(5) }),
    { provider: 'webhook', args: ['--webhook-provider-url=http://dns-webhook:8888'], env: [] },
  ],
])('an ExternalDNS for %s', (_, provider, config) => {
  it('has these arguments, and no secret in them', () => {
    expect(provider.bind(context)).toEqual(config);
  });

  it('keeps plain records only', () => {
    expect(provider.capabilities).toMatchObject({ policies: [], answers: [], parts: 'none', delegation: [], terraform: [] });
    expect(provider.route).toBeUndefined();
  });
});

describe('a private zone of Azure', () => {
  it('is a provider of its own', () => {
    const config = DnsProvider.azure({ resourceGroup: 'names', subscriptionId: 'one', visibility: 'private' }).bind(context);
    expect(config.provider).toBe('azure-private-dns');
  });
});

describe('a webhook with policies', () => {
  const provider = DnsProvider.webhook({
    name: 'ours',
    capabilities: { policies: ['weighted'] },
    route: route => (route.policy === 'weighted' ? [{ name: 'webhook/weight', value: String(route.weight) }] : []),
    propagation: Duration.seconds(5),
  });

  it('can do what its authors declare, and nothing else', () => {
    expect(provider.capabilities).toMatchObject({ policies: ['weighted'], answers: [], parts: 'none' });
  });

  it('is told a route in its own words', () => {
    expect(provider.route?.({ policy: 'weighted', weight: 3 }, undefined)).toEqual([{ name: 'webhook/weight', value: '3' }]);
  });
});
