import { powerDns } from '../../lib/dns/power-dns';
import type { ComputedAnswer } from '../../lib/domain/dns';
import { cluster } from '../fixtures';
import { DnsProvider, HealthRequest } from '../nouns';

const provider = powerDns({ api: 'http://192.0.2.53:8081' });
const context = { cluster: cluster(0), zone: 'example.test', scope: 'computed' } as const;
const member = (name: string, addresses: readonly string[], weight = 0) => ({ cluster: name, weight, addresses });

const answer = (changes: Partial<ComputedAnswer> = {}): readonly string[] | undefined =>
  provider.answer?.({
    host: 'demo.example.test',
    selection: 'first-healthy',
    members: [member('frankfurt', ['198.51.100.1']), member('dublin', ['198.51.100.2']), member('london', ['198.51.100.3'])],
    request: HealthRequest.http({ port: 80, path: '/health' }),
    intervalSeconds: 5,
    timeoutSeconds: 2,
    ...changes,
  })[0]?.targets;

describe('an ExternalDNS for PowerDNS', () => {
  it('takes its key from a Secret, which is never written here', () => {
    expect(provider.bind(context)).toEqual({
      provider: 'pdns',
      args: ['--pdns-server=http://192.0.2.53:8081', '--pdns-server-id=localhost'],
      env: [{ name: 'EXTERNAL_DNS_PDNS_API_KEY', secret: { name: 'external-dns-powerdns', key: 'api-key' } }],
      secret: { name: 'external-dns-powerdns', keys: ['api-key'] },
    });
  });

  it('takes another server and Secret', () => {
    const config = powerDns({ api: 'https://dns.test', serverId: 'second', secretName: 'pdns' }).bind(context);
    expect(config.args).toEqual(['--pdns-server=https://dns.test', '--pdns-server-id=second']);
    expect(config.env).toEqual([{ name: 'EXTERNAL_DNS_PDNS_API_KEY', secret: { name: 'pdns', key: 'api-key' } }]);
    expect(config.secret).toEqual({ name: 'pdns', keys: ['api-key'] });
  });

  it('knows no set identifiers', () => {
    expect(provider.capabilities.policies).toEqual([]);
    expect(provider.route).toBeUndefined();
  });

  it('answers with the closest cluster only where the server knows where addresses are', () => {
    expect(provider.capabilities.answers).not.toContain('closest');
    expect(DnsProvider.powerDns({ api: 'http://dns.test', geoIp: 'database' }).capabilities.answers).toContain('closest');
  });
});

/** What the server was seen to take and to answer by (PowerDNS 4.7.3). */
describe('a computed answer', () => {
  it('is of the first cluster that is healthy, in order', () => {
    expect(answer()).toEqual([
      `A "ifurlup('http://demo.example.test:80/health', {{'198.51.100.1'}, {'198.51.100.2'}, {'198.51.100.3'}}, {timeout=2, interval=5})"`,
    ]);
  });

  it('is of all clusters that are healthy', () => {
    expect(answer({ selection: 'all-healthy' })).toEqual([
      `A "ifurlup('http://demo.example.test:80/health', {'198.51.100.1', '198.51.100.2', '198.51.100.3'}, {selector='all', timeout=2, interval=5})"`,
    ]);
  });

  it('is of the closest healthy cluster', () => {
    expect(answer({ selection: 'closest' })).toEqual([
      `A "ifurlup('http://demo.example.test:80/health', {'198.51.100.1', '198.51.100.2', '198.51.100.3'}, {selector='pickclosest', timeout=2, interval=5})"`,
    ]);
  });

  it('repeats an address as often as its share, in smallest numbers', () => {
    const members = [member('frankfurt', ['198.51.100.1'], 75), member('dublin', ['198.51.100.2'], 25)];
    expect(answer({ selection: 'weighted', members })).toEqual([
      `A "ifurlup('http://demo.example.test:80/health', {'198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.2'}, {timeout=2, interval=5})"`,
    ]);
  });

  it('divides the share of a cluster among its addresses', () => {
    const members = [member('frankfurt', ['198.51.100.1', '198.51.100.11'], 1), member('dublin', ['198.51.100.2'], 1)];
    expect(answer({ selection: 'weighted', members })?.[0]).toContain("{'198.51.100.1', '198.51.100.11', '198.51.100.2', '198.51.100.2'}");
  });

  it('leads to a cluster with a share of 0 only when no other is healthy', () => {
    const members = [member('frankfurt', ['198.51.100.1'], 100), member('dublin', ['198.51.100.2'], 0)];
    expect(answer({ selection: 'weighted', members })?.[0]).toContain("{{'198.51.100.1'}, {'198.51.100.2'}}");
  });

  it('has a text for each family of addresses', () => {
    const members = [member('frankfurt', ['198.51.100.1', '2001:db8::1']), member('dublin', ['2001:db8::2'])];
    expect(answer({ members })).toEqual([
      `A "ifurlup('http://demo.example.test:80/health', {'198.51.100.1'}, {timeout=2, interval=5})"`,
      `AAAA "ifurlup('http://demo.example.test:80/health', {{'2001:db8::1'}, {'2001:db8::2'}}, {timeout=2, interval=5})"`,
    ]);
  });

  it('asks by TLS', () => {
    expect(answer({ request: HealthRequest.https({ port: 443, path: '/' }) })?.[0]).toContain("ifurlup('https://demo.example.test:443/', ");
  });

  it('opens a connection where that is enough', () => {
    expect(answer({ selection: 'all-healthy', request: HealthRequest.tcp({ port: 2379 }) })).toEqual([
      `A "ifportup(2379, {'198.51.100.1', '198.51.100.2', '198.51.100.3'}, {selector='all', timeout=2, interval=5})"`,
    ]);
  });

  it('names quotation marks in what it looks for by their numbers, since they would end the text', () => {
    const request = HealthRequest.http({ port: 80, path: '/health', contains: '{"health":"true"}' });
    expect(answer({ request })?.[0]).toContain(
      "stringmatch='{'..string.char(34)..'health'..string.char(34)..':'..string.char(34)..'true'..string.char(34)..'}', ",
    );
  });

  it('never holds a quotation mark or a backslash of its user', () => {
    const request = HealthRequest.http({ port: 80, path: `/a'b"c\\d é`, contains: `'"\\é` });
    const [text = ''] = answer({ request }) ?? [];
    expect(text).toContain('/a%27b%22c%5Cd%20%C3%A9');
    expect(text).toContain('stringmatch=string.char(39)..string.char(34)..string.char(92)..string.char(195)..string.char(169), ');
    expect(text.match(/"/g)).toHaveLength(2); // around the function
    expect(text).not.toContain('\\');
  });
});
