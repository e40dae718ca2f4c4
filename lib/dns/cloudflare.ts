import { Duration } from 'cdk8s';
import type { DnsProvider as Provider } from '../domain/dns';
import { dnsName } from '../plan/input/fleet-shape';
import { optional } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';
import { plain } from './plain';

/** Cloudflare DNS. */
export interface CloudflareProps {
  /** The Secret with an API token in ExternalDNS's namespace; its key is `token`. @default 'external-dns-cloudflare' */
  readonly secretName?: string;
}

const shape = objectOf<CloudflareProps>()({ secretName: optional(dnsName) });

/** Plain records that are not proxied. Cloudflare's load balancing is another product, which ExternalDNS does not support. */
export const cloudflare = (props: CloudflareProps = {}): Provider => providerFrom(props, shape, made);

const made = ({ secretName = 'external-dns-cloudflare' }: CloudflareProps): Provider =>
  plain({
    provider: 'cloudflare',
    args: ['--no-cloudflare-proxied'], // a proxied record hides its TTL, so that nobody can say how long a failover takes
    env: [{ name: 'CF_API_TOKEN', secret: { name: secretName, key: 'token' } }],
    secret: { name: secretName, keys: ['token'] },
    propagation: Duration.seconds(30), // an estimate: Cloudflare promises no figure
    negativeTtl: Duration.seconds(1800), // TTL and minimum field of the SOA record that Cloudflare gives a zone
    apex: 'alias', // a CNAME at the top of the zone is answered with the addresses of its target
  });
