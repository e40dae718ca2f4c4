import { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider } from '../domain/dns';

/** CoreDNS with its etcd plugin, written through etcd. */
export interface CoreDnsProps {
  /** URLs of the etcd servers that CoreDNS reads, for example `http://192.0.2.53:2379`. At least one. */
  readonly etcd: readonly string[];
  /** Path of CoreDNS's etcd plugin, with slashes around it. @default '/skydns/', CoreDNS's own */
  readonly prefix?: string;
  /** A Secret in ExternalDNS's namespace with the keys `username` and `password` of etcd. @default - etcd asks for none */
  readonly secretName?: string;
}

/**
 * Each instance owns the keys that carry its id and sees no others, so clusters share a name by writing parts of it. What a
 * lost cluster has written stays until its keys are removed by hand.
 */
export const coreDns = ({ etcd, prefix = '/skydns/', secretName }: CoreDnsProps): Provider => ({
  name: 'coredns',
  capabilities: DnsCapabilities.of({
    parts: 'owned',
    subtree: 'answered', // the etcd plugin reads all keys that begin with the name
    types: ['A', 'CNAME'], // an AAAA record is read back as A, and written for ever
  }),
  propagation: Duration.seconds(1), // CoreDNS asks etcd for each answer
  bind: () => ({
    provider: 'coredns',
    args: [`--coredns-prefix=${prefix}`, '--coredns-strictly-owned'],
    env: [
      { name: 'ETCD_URLS', value: etcd.join(',') },
      ...(secretName
        ? [
            { name: 'ETCD_USERNAME', secret: { name: secretName, key: 'username' } },
            { name: 'ETCD_PASSWORD', secret: { name: secretName, key: 'password' } },
          ]
        : []),
    ],
    ...(secretName ? { secret: { name: secretName, keys: ['username', 'password'] } } : {}),
    registry: 'noop', // the owner is in each key; ownership records would be left behind and answered
  }),
});
