import { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider } from '../domain/dns';
import { dnsName } from '../plan/input/fleet-shape';
import { list, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';

/** CoreDNS with its etcd plugin. ExternalDNS writes the records into etcd. */
export interface CoreDnsProps {
  /** URLs of the etcd servers that CoreDNS reads, for example `http://192.0.2.53:2379`. At least one. */
  readonly etcd: readonly string[];
  /** Path of CoreDNS's etcd plugin, with slashes around it. @default '/skydns/', CoreDNS's own */
  readonly prefix?: string;
  /** A Secret in ExternalDNS's namespace with the keys `username` and `password` of etcd. @default - etcd asks for none */
  readonly secretName?: string;
}

const shape = objectOf<CoreDnsProps>()({
  etcd: list(text("a URL such as 'http://192.0.2.53:2379'", /^https?:\/\/[^\s,]+$/), 1),
  prefix: optional(text('a path with slashes around it', /^\/(\S*\/)?$/)),
  secretName: optional(dnsName),
});

/**
 * Each instance of ExternalDNS owns the keys that carry its id, and sees no others. So clusters share a name: each writes its own
 * part. The part of a lost cluster stays until an operator removes its keys.
 */
export const coreDns = (props: CoreDnsProps): Provider => providerFrom(props, shape, made);

const made = ({ etcd, prefix = '/skydns/', secretName }: CoreDnsProps): Provider => ({
  name: 'coredns',
  capabilities: DnsCapabilities.of({
    parts: 'owned',
    subtree: 'answered', // the etcd plugin reads all keys that begin with the name
    types: ['A', 'CNAME'], // ExternalDNS reads an AAAA record back as A, and writes it again at every run
  }),
  propagation: Duration.seconds(1), // CoreDNS asks etcd for each answer
  negativeTtl: Duration.seconds(30), // the etcd plugin's own SOA record (CoreDNS, plugin/etcd, MinTTL)
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
    registry: 'noop', // each key has its owner; TXT ownership records would stay behind, and CoreDNS would answer with them
  }),
});
