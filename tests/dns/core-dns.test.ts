import { coreDns } from '../../lib/dns/core-dns';
import { planExternalDns } from '../../lib/plan/names/external-dns';
import { cluster, dns, fleetOf } from '../fixtures';

const context = { cluster: cluster(0), zone: 'example.test', scope: 'local' } as const;
const provider = coreDns({ etcd: ['http://192.0.2.53:2379', 'http://192.0.2.54:2379'] });

describe('an ExternalDNS for CoreDNS', () => {
  it('writes keys that only their owner sees', () => {
    expect(provider.bind(context)).toEqual({
      provider: 'coredns',
      args: ['--coredns-prefix=/skydns/', '--coredns-strictly-owned'],
      env: [{ name: 'ETCD_URLS', value: 'http://192.0.2.53:2379,http://192.0.2.54:2379' }],
      registry: 'noop',
    });
  });

  it('takes another path, and a Secret where etcd asks who it is', () => {
    const config = coreDns({ etcd: ['http://etcd.test:2379'], prefix: '/names/', secretName: 'etcd' }).bind(context);
    expect(config.args).toContain('--coredns-prefix=/names/');
    expect(config.env).toEqual([
      { name: 'ETCD_URLS', value: 'http://etcd.test:2379' },
      { name: 'ETCD_USERNAME', secret: { name: 'etcd', key: 'username' } },
      { name: 'ETCD_PASSWORD', secret: { name: 'etcd', key: 'password' } },
    ]);
    expect(config.secret).toEqual({ name: 'etcd', keys: ['username', 'password'] });
  });

  it('has an owner of its own in each cluster, and writes no ownership records', () => {
    const described = fleetOf([cluster(0), cluster(1)], { dns: dns({ provider }) });
    const args = described.clusters.map(one => planExternalDns(described, one, 'local').args);
    expect(args.map(each => each.filter(arg => /owner-id|registry|strictly/.test(arg)))).toEqual([
      ['--coredns-strictly-owned', '--registry=noop', '--txt-owner-id=test-frankfurt'],
      ['--coredns-strictly-owned', '--registry=noop', '--txt-owner-id=test-dublin'],
    ]);
  });

  it('leaves AAAA records alone, which it would write for ever', () => {
    const described = fleetOf([cluster(0)], { dns: dns({ provider }) });
    const { args } = planExternalDns(described, cluster(0), 'local');
    expect(args.filter(arg => arg.startsWith('--managed-record-types='))).toEqual([
      '--managed-record-types=A',
      '--managed-record-types=CNAME',
    ]);
  });
});
