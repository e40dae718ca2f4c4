import { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider as Provider } from '../domain/dns';
import { dnsName } from '../plan/input/fleet-shape';
import { oneOf, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { luaAnswer } from './lua-answer';
import { providerFrom } from './made-provider';

/** A PowerDNS authoritative server, written through its HTTP API. */
export interface PowerDnsProps {
  /** URL of its HTTP API, for example `http://192.0.2.53:8081`. */
  readonly api: string;
  /** @default 'localhost', the only one where no proxy stands in front of several servers */
  readonly serverId?: string;
  /** The Secret with the API key in ExternalDNS's namespace; its key is `api-key`. @default 'external-dns-powerdns' */
  readonly secretName?: string;
  /**
   * Whether the server knows where addresses are (its GeoIP backend with a database), so that it can answer with the
   * closest cluster. Without one it would take any. @default 'none'
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
 * Answers are computed by LUA records, which ask the clusters whether they serve. The server needs
 * `enable-lua-records=yes`, and before 5.0 `lua-health-checks-interval` is the time between two checks.
 */
export const powerDns = (props: PowerDnsProps): Provider => providerFrom(props, shape, made);

const made = ({ api, serverId = 'localhost', secretName = 'external-dns-powerdns', geoIp = 'none' }: PowerDnsProps): Provider => ({
  name: 'powerdns',
  capabilities: DnsCapabilities.of({
    answers: ['first-healthy', 'all-healthy', 'weighted', ...(geoIp === 'database' ? (['closest'] as const) : [])],
    portAnswers: ['all-healthy'], // 4.7 fails for a connection to one group after the other
    types: ['A', 'AAAA', 'CNAME', 'LUA'],
  }),
  propagation: Duration.seconds(1), // what the API writes is answered at once; its caches are flushed by the API itself
  negativeTtl: Duration.hours(1), // its `default-soa-content`, for a zone that is made without one
  bind: () => ({
    provider: 'pdns',
    args: [`--pdns-server=${api}`, `--pdns-server-id=${serverId}`],
    env: [{ name: 'EXTERNAL_DNS_PDNS_API_KEY', secret: { name: secretName, key: 'api-key' } }],
    secret: { name: secretName, keys: ['api-key'] },
  }),
  answer: luaAnswer,
});
