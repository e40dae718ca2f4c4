import { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider } from '../domain/dns';
import { dnsName } from '../plan/input/fleet-shape';
import { oneOf, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { luaAnswer } from './lua-answer';
import { providerFrom } from './made-provider';

/** A PowerDNS authoritative server. ExternalDNS writes to its HTTP API. */
export interface PowerDnsProps {
  /** URL of its HTTP API, for example `http://192.0.2.53:8081`. */
  readonly api: string;
  /** Id of the server in the API. @default 'localhost', which is right unless a proxy serves the API of several servers */
  readonly serverId?: string;
  /** The Secret with the API key in ExternalDNS's namespace; its key is `api-key`. @default 'external-dns-powerdns' */
  readonly secretName?: string;
  /**
   * Whether the server has a GeoIP backend with a database, so that it can answer with the closest cluster. Without one it would
   * answer with any cluster. @default 'none'
   */
  readonly geoIp?: 'database' | 'none';
}

const shape = objectOf<PowerDnsProps>()({
  api: text("a URL such as 'http://192.0.2.53:8081'", /^https?:\/\/\S+$/),
  serverId: optional(text('the id of a server', /^\S+$/)),
  secretName: optional(dnsName),
  geoIp: optional(oneOf('database', 'none')),
});

/**
 * LUA records compute the answers from health checks of the clusters. The server needs `enable-lua-records=yes`. Before PowerDNS
 * 5.0 the time between two checks is the server's own setting `lua-health-checks-interval`.
 */
export const powerDns = (props: PowerDnsProps): Provider => providerFrom(props, shape, made);

const made = ({ api, serverId = 'localhost', secretName = 'external-dns-powerdns', geoIp = 'none' }: PowerDnsProps): Provider => ({
  name: 'powerdns',
  capabilities: DnsCapabilities.of({
    answers: ['first-healthy', 'all-healthy', 'weighted', ...(geoIp === 'database' ? (['closest'] as const) : [])],
    portAnswers: ['all-healthy'], // `ifportup` of 4.7 fails where it is given several groups of addresses
    types: ['A', 'AAAA', 'CNAME', 'LUA'],
  }),
  propagation: Duration.seconds(1), // the API flushes the server's caches, so that the server answers with a write at once
  negativeTtl: Duration.hours(1), // from `default-soa-content`, which a zone made without a SOA record gets
  bind: () => ({
    provider: 'pdns',
    args: [`--pdns-server=${api}`, `--pdns-server-id=${serverId}`],
    env: [{ name: 'EXTERNAL_DNS_PDNS_API_KEY', secret: { name: secretName, key: 'api-key' } }],
    secret: { name: secretName, keys: ['api-key'] },
  }),
  answer: luaAnswer,
});
