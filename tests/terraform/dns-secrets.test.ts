import { type Dns, DnsProvider } from '../../lib';
import { planStacks } from '../../lib/terraform/plan';
import { cluster, dns, fleetOf } from '../fixtures';

const clusters = [cluster(0), cluster(1)] as const;
const secrets = (given: Partial<Dns>) =>
  planStacks(fleetOf(clusters, { dns: dns(given) }), [], new Map()).map(plan => plan.secrets.map(({ name, keys }) => [name, ...keys]));

describe('the credentials of ExternalDNS', () => {
  it('are one Secret where all instances of a cluster use the same', () => {
    expect(secrets({ provider: DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' }) })).toEqual([
      [['external-dns-powerdns', 'api-key']],
      [['external-dns-powerdns', 'api-key']],
    ]);
  });

  it('for shared names are in the clusters that write these, and nowhere else', () => {
    const provider = DnsProvider.rfc2136({
      host: '192.0.2.53',
      sharedKeyName: { frankfurt: 'frankfurt-shared', dublin: 'dublin-shared' },
    });
    const own = ['external-dns-tsig', 'secret'];
    const shared = ['external-dns-tsig-shared', 'secret'];
    expect(secrets({ provider })).toEqual([
      [own, shared],
      [own, shared],
    ]);
    expect(secrets({ provider, writers: [clusters[1]] })).toEqual([[own], [own, shared]]);
  });

  it('are none where the pod’s identity is enough', () => {
    expect(secrets({ provider: DnsProvider.route53() })).toEqual([[], []]);
  });
});
