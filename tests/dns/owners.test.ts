import { planExternalDns, scopesOf } from '../../lib/plan/names/external-dns';
import { cluster, dns, fleetOf, must, rfc2136, route53 } from '../fixtures';
import { type Dns, DnsProvider } from '../nouns';

const values = (args: readonly string[], name: string): readonly string[] =>
  args.filter(arg => arg.startsWith(`--${name}=`)).map(arg => arg.slice(name.length + 3));

const described = fleetOf([cluster(0), cluster(1)]);

describe('the two ExternalDNS instances of a cluster', () => {
  const [local, global] = (['local', 'global'] as const).map(scope => planExternalDns(described, cluster(0), scope).args);

  it('own what they write under different names', () => {
    expect(values(local ?? [], 'txt-owner-id')).toEqual(['test-frankfurt']);
    expect(values(global ?? [], 'txt-owner-id')).toEqual(['test-global']);
  });

  it('remove the cluster’s own names and never a shared one', () => {
    expect(values(local ?? [], 'policy')).toEqual(['sync']);
    expect(values(global ?? [], 'policy')).toEqual(['upsert-only']);
  });

  it('keep to the fleet’s zone', () => {
    for (const args of [local, global]) expect(values(args ?? [], 'domain-filter')).toEqual(['example.test']);
  });
});

describe('the shared names', () => {
  it('have one owner in all clusters, so that any living one may change them', () => {
    const owners = described.clusters.map(one => values(planExternalDns(described, one, 'global').args, 'txt-owner-id'));
    expect(owners).toEqual([['test-global'], ['test-global']]);
  });
});

describe('a cluster’s own names', () => {
  it('have an owner that no other cluster has', () => {
    const owners = described.clusters.map(one => values(planExternalDns(described, one, 'local').args, 'txt-owner-id'));
    expect(owners).toEqual([['test-frankfurt'], ['test-dublin']]);
  });
});

describe('an instance for computed answers', () => {
  const provider = DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' });
  const { args } = planExternalDns(fleetOf([cluster(0)], { dns: dns({ provider }) }), cluster(0), 'computed');

  it('keeps no owners, which the registry could not read back, and therefore removes nothing', () => {
    expect(values(args, 'registry')).toEqual(['noop']);
    expect(values(args, 'txt-owner-id')).toEqual([]);
    expect(values(args, 'policy')).toEqual(['upsert-only']);
  });

  it('writes nothing but them', () => {
    expect(values(args, 'managed-record-types')).toEqual(['LUA']);
    expect(values(args, 'source')).toEqual(['crd']);
  });
});

describe('answers that are kept', () => {
  it('are kept by no instance, since a takeover would wait for them', () => {
    for (const scope of ['local', 'global'] as const) {
      const { args } = planExternalDns(described, cluster(0), scope);
      expect([...values(args, 'txt-cache-interval'), ...values(args, 'provider-cache-time')]).toEqual([]);
    }
  });
});

describe('the instances that a cluster needs', () => {
  const clusters = [cluster(0), cluster(1)];
  const scopes = (given: Partial<Dns>) => {
    const over = fleetOf(clusters, { dns: dns(given) });
    return clusters.map(one => scopesOf(over, one));
  };
  const powerDns = DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' });
  const coreDns = DnsProvider.coreDns({ etcd: ['http://192.0.2.53:2379'] });
  const dublin = must(clusters[1]);

  it.each([
    [
      'RFC 2136',
      { provider: rfc2136 },
      [
        ['local', 'global'],
        ['local', 'global'],
      ],
    ],
    [
      'Route 53',
      { provider: route53 },
      [
        ['local', 'global'],
        ['local', 'global'],
      ],
    ],
    ['RFC 2136 with one writer', { provider: rfc2136, writers: [dublin] }, [['local'], ['local', 'global']]],
    [
      'PowerDNS',
      { provider: powerDns },
      [
        ['local', 'global', 'computed'],
        ['local', 'global', 'computed'],
      ],
    ],
    ['PowerDNS with one writer', { provider: powerDns, writers: [dublin] }, [['local'], ['local', 'global', 'computed']]],
    ['CoreDNS', { provider: coreDns }, [['local'], ['local']]],
    ['CoreDNS with one writer', { provider: coreDns, writers: [dublin] }, [['local'], ['local', 'global']]],
    ['CoreDNS with two writers', { provider: coreDns, writers: clusters }, [['local'], ['local']]],
  ] as const)('by %s', (_, given, expected) => {
    expect(scopes(given)).toEqual(expected);
  });
});
