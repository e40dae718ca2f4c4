import { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider } from '../domain/dns';
import { address, dnsName } from '../plan/input/fleet-shape';
import { integer, optional, record, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';

/** A server that accepts dynamic updates: BIND, Knot, PowerDNS, Active Directory. */
export interface Rfc2136Props {
  /** Address of the primary server. */
  readonly host: string;
  /** @default 53 */
  readonly port?: number;
  /** Name of each cluster's TSIG key. @default - the cluster's name: one key each, so that one cluster's rights can be taken away */
  readonly keyName?: Readonly<Record<string, string>>;
  /** @default 'hmac-sha256' */
  readonly keyAlgorithm?: string;
  /** The Secret with the key in ExternalDNS's namespace; its key is `secret`. @default 'external-dns-tsig' */
  readonly secretName?: string;
  /**
   * Name of each cluster's TSIG key for shared names. With it a cluster that is cut off can lose its right to shared names and keep
   * the one to its own names. @default - the cluster's key in `keyName`, for all names
   */
  readonly sharedKeyName?: Readonly<Record<string, string>>;
  /** The Secret with that key; its key is `secret`. @default 'external-dns-tsig-shared' */
  readonly sharedSecretName?: string;
}

const keyNames = optional(record(text('the name of a key', /^\S+$/)));

const shape = objectOf<Rfc2136Props>()({
  host: address,
  port: optional(integer(1, 65_535)),
  keyName: keyNames,
  keyAlgorithm: optional(text("an algorithm such as 'hmac-sha256'", /^\S+$/)),
  secretName: optional(dnsName),
  sharedKeyName: keyNames,
  sharedSecretName: optional(dnsName),
});

/** Plain records. With a set identifier ExternalDNS would delete and create the record again at every run. */
export const rfc2136 = (props: Rfc2136Props): Provider => providerFrom(props, shape, made);

const made = (props: Rfc2136Props): Provider => ({
  name: 'rfc2136',
  capabilities: DnsCapabilities.of({ fence: 'keys' }),
  propagation: Duration.seconds(1), // the primary answers at once; a secondary does after its NOTIFY
  negativeTtl: Duration.hours(1), // an estimate: each zone has a SOA record of its own
  bind: ({ cluster, zone, scope }) => {
    const { host, port = 53, keyAlgorithm = 'hmac-sha256' } = props;
    const own = { keyName: props.keyName?.[cluster.name] ?? cluster.name, secretName: props.secretName ?? 'external-dns-tsig' };
    const sharedKeyName = scope === 'local' ? undefined : props.sharedKeyName?.[cluster.name];
    const { keyName, secretName } =
      sharedKeyName === undefined ? own : { keyName: sharedKeyName, secretName: props.sharedSecretName ?? 'external-dns-tsig-shared' };
    return {
      provider: 'rfc2136',
      args: [
        `--rfc2136-host=${host}`,
        `--rfc2136-port=${port}`,
        `--rfc2136-zone=${zone}`,
        `--rfc2136-tsig-keyname=${keyName}`,
        `--rfc2136-tsig-secret-alg=${keyAlgorithm}`,
        '--rfc2136-tsig-axfr', // without it ExternalDNS cannot read the existing records
        '--rfc2136-min-ttl=5s', // otherwise a record without a TTL gets a TTL of 0
      ],
      env: [{ name: 'EXTERNAL_DNS_RFC2136_TSIG_SECRET', secret: { name: secretName, key: 'secret' } }],
      secret: { name: secretName, keys: ['secret'] },
    };
  },
});
