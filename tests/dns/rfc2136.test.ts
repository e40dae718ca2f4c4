import { rfc2136 } from '../../lib/dns/rfc2136';
import { cluster } from '../fixtures';

const context = { cluster: cluster(0), zone: 'example.test', scope: 'local' } as const;

describe('an ExternalDNS for dynamic updates', () => {
  it('signs with a key of its own cluster, which is never written here', () => {
    const config = rfc2136({ host: '192.0.2.53' }).bind(context);
    expect(config).toEqual({
      provider: 'rfc2136',
      args: [
        '--rfc2136-host=192.0.2.53',
        '--rfc2136-port=53',
        '--rfc2136-zone=example.test',
        '--rfc2136-tsig-keyname=frankfurt',
        '--rfc2136-tsig-secret-alg=hmac-sha256',
        '--rfc2136-tsig-axfr',
        '--rfc2136-min-ttl=5s',
      ],
      env: [{ name: 'EXTERNAL_DNS_RFC2136_TSIG_SECRET', secret: { name: 'external-dns-tsig', key: 'secret' } }],
      secret: { name: 'external-dns-tsig', keys: ['secret'] },
    });
  });

  it('takes another port, key, algorithm and Secret', () => {
    const provider = rfc2136({
      host: 'ns.test',
      port: 5353,
      keyName: { frankfurt: 'fra-key' },
      keyAlgorithm: 'hmac-sha512',
      secretName: 'tsig',
    });
    const { args, env, secret } = provider.bind(context);
    expect(args).toEqual(
      expect.arrayContaining([
        '--rfc2136-host=ns.test',
        '--rfc2136-port=5353',
        '--rfc2136-tsig-keyname=fra-key',
        '--rfc2136-tsig-secret-alg=hmac-sha512',
      ]),
    );
    expect(env).toEqual([{ name: 'EXTERNAL_DNS_RFC2136_TSIG_SECRET', secret: { name: 'tsig', key: 'secret' } }]);
    expect(secret).toEqual({ name: 'tsig', keys: ['secret'] });
  });

  it('falls back to the cluster’s name where no key is named for it', () => {
    const { args } = rfc2136({ host: 'ns.test', keyName: { dublin: 'dub-key' } }).bind(context);
    expect(args).toContain('--rfc2136-tsig-keyname=frankfurt');
  });

  it('signs shared names with a key of their own where there is one, so that it can be taken away alone', () => {
    const provider = rfc2136({ host: 'ns.test', sharedKeyName: { frankfurt: 'frankfurt-shared' } });
    const [local, ...others] = (['local', 'global', 'computed'] as const).map(scope => provider.bind({ ...context, scope }));
    expect(local?.args).toContain('--rfc2136-tsig-keyname=frankfurt');
    expect(local?.secret).toEqual({ name: 'external-dns-tsig', keys: ['secret'] });
    for (const { args, env, secret } of others) {
      expect(args).toContain('--rfc2136-tsig-keyname=frankfurt-shared');
      expect(env).toEqual([{ name: 'EXTERNAL_DNS_RFC2136_TSIG_SECRET', secret: { name: 'external-dns-tsig-shared', key: 'secret' } }]);
      expect(secret).toEqual({ name: 'external-dns-tsig-shared', keys: ['secret'] });
    }
  });

  it('signs all names with its own key in a cluster that has no other', () => {
    const { args } = rfc2136({ host: 'ns.test', sharedKeyName: { dublin: 'x' } }).bind({ ...context, scope: 'global' });
    expect(args).toContain('--rfc2136-tsig-keyname=frankfurt');
  });

  it('knows no routing policies', () => {
    expect(rfc2136({ host: 'ns.test' }).capabilities.policies).toEqual([]);
    expect(rfc2136({ host: 'ns.test' }).route).toBeUndefined();
  });
});
