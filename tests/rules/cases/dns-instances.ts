import { ask, instance, instanceOf, publish, routed } from '../dns-edits';
import type { ManifestCase, ManifestCases } from '../manifest-case';
import { withoutPlan } from '../member-edits';

const at = 'shop/dublin';
const its = 'shop-dns/dublin';
const deployment = 'Deployment shop-dns';
const args = 'spec.template.spec.containers[0].args';
const pods = { clusterIP: 'None', selector: { app: 'shop' } };

const found = (situation: string, where: string, says: readonly string[], edit: ManifestCase['edit']): ManifestCase => ({
  situation,
  edit,
  finds: [{ at: where, says }],
});
const passes = (situation: string, edit: ManifestCase['edit']): ManifestCase => ({ situation, edit, finds: [] });
const limit = (given: ManifestCase): ManifestCase => ({ ...given, boundary: true });
const label = (length: number): string => 'x'.repeat(length);
const named = (length: number): string => `${label(length)}.example.test`;
const lua = { recordType: 'LUA', targets: [`A "ifurlup('http://h/', {{'192.0.2.1'},{'192.0.2.2'}})"`] };
const computing = ['provider=pdns', 'registry=noop', 'managed-record-types=LUA'];
const gateway = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' };
const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', hostnames: ['shop.example.test'] };
const tcp = { apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind: 'TCPRoute' };
const etcd = ['provider=coredns', 'registry=noop', 'managed-record-types=A', 'managed-record-types=AAAA', 'managed-record-types=CNAME'];
const strict = [...etcd, 'coredns-strictly-owned'];

/** Cases of the rules about instances of ExternalDNS and what they publish, in lib/rules/dns. */
export const dnsInstances: ManifestCases = {
  'dns/kept-identifier': [
    {
      situation: 'a set identifier at a name server',
      edit: output => {
        instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-tsig-axfr');
        publish(output, { dublin: { setIdentifier: 'dublin' } });
      },
      finds: [{ at, says: ['setIdentifier', "'rfc2136'"], object: 'DNSEndpoint shop', field: 'spec.endpoints[0].setIdentifier' }],
    },
    found('an annotation that gives a Service one', at, ["'google'"], output => {
      instance(output, 'dublin', 'provider=google');
      ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test', 'set-identifier': 'dublin' });
    }),
    limit(
      passes('at Route 53, and at a webhook', output => {
        instance(output, 'dublin', 'provider=aws');
        instance(output, 'london', 'provider=webhook');
        publish(output, { dublin: { setIdentifier: 'dublin' }, london: { setIdentifier: 'london' } });
      }),
    ),
    passes('a record that the instance does not read', output => {
      instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-tsig-axfr', 'domain-filter=example.org');
      publish(output, { dublin: { setIdentifier: 'dublin' } });
    }),
  ],
  'dns/provider-property': [
    found('a weight at a provider without weights', at, ['aws/weight', "'google'"], output => {
      instance(output, 'dublin', 'provider=google');
      publish(output, { dublin: routed('', { 'aws/weight': '1' }) });
    }),
    found("a provider's second name, under which its own are dropped", at, ['azure/tags', "'azure-dns'"], output => {
      instance(output, 'dublin', 'provider=azure-dns');
      publish(output, { dublin: routed('', { 'azure/tags': 'team=shop' }) });
    }),
    found('a group for skydns', at, ['coredns/group', "'skydns'"], output => {
      instance(output, 'dublin', 'provider=skydns');
      publish(output, { dublin: routed('', { 'coredns/group': 'a' }) });
    }),
    found("a webhook's property elsewhere", at, ['webhook/pool'], output => {
      instance(output, 'dublin', 'provider=aws');
      publish(output, { dublin: routed('', { 'webhook/pool': 'a' }) });
    }),
    found('an annotation of another provider', at, ['aws-weight'], output => {
      instance(output, 'dublin', 'provider=pdns');
      ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test', 'aws-weight': '1' });
    }),
    limit(
      passes('properties of its own, those of every provider, and how Cloudflare called them', output => {
        instance(output, 'dublin', 'provider=aws');
        instance(output, 'london', 'provider=cloudflare');
        publish(output, {
          dublin: routed('dublin', { 'aws/weight': '1', alias: 'true' }),
          london: routed('', { 'external-dns.alpha.kubernetes.io/cloudflare-proxied': 'true', 'cloudflare/tags': 'a' }),
        });
      }),
    ),
  ],
  'dns/ownership-name': [
    found('a label that leaves no room for the type', at, [`a-${label(38)}`, '64 characters'], output => {
      instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-tsig-axfr');
      publish(output, { dublin: { dnsName: named(62) } });
    }),
    found('a prefix that leaves no room', at, ['64 characters'], output => {
      instance(output, 'dublin', 'provider=aws', 'txt-prefix=edns-');
      publish(output, { dublin: { dnsName: named(53), recordType: 'CNAME', targets: ['www.example.test'] } });
    }),
    found('a label that is too long by itself', at, ['64 characters'], output => publish(output, { dublin: { dnsName: named(64) } })),
    found('a name that is too long', at, ['254'], output =>
      publish(output, { dublin: { dnsName: `${`${label(60)}.`.repeat(4)}${label(10)}` } }),
    ),
    found('a star without a word for it', at, ['a-*.example.test', 'asterisk'], output => {
      instance(output, 'dublin', 'provider=aws');
      publish(output, { dublin: { dnsName: '*.example.test' } });
    }),
    found('the top of a zone, whose owner would be beside it', at, ['a-example.test', 'outside the zone'], output => {
      instance(output, 'dublin', 'provider=aws', 'domain-filter=example.test');
      publish(output, { dublin: { dnsName: 'example.test' } });
    }),
    found('a prefix that does not help there', at, ['owner-a-example.test'], output => {
      instance(output, 'dublin', 'provider=aws', 'domain-filter=example.test', 'txt-prefix=owner-');
      publish(output, { dublin: { dnsName: 'example.test' } });
    }),
    found('members whose names leave no room', at, ['12.shop.example.test', 'a label of 65 characters'], output => {
      instance(output, 'dublin', 'provider=aws');
      ask(output, 'dublin', pods, { hostname: 'shop.example.test' });
      output.add('dublin', 'shop', {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: label(60), namespace: 'shop' },
        spec: { serviceName: 'shop', replicas: 3, ordinals: { start: 10 } },
      });
    }),
    limit(
      passes('the longest labels, a word for the star, and a prefix that is a label', output => {
        instance(output, 'dublin', 'provider=aws', 'txt-wildcard-replacement=any');
        publish(output, { dublin: { dnsName: named(61) } });
        publish(output, { dublin: { dnsName: '*.example.test' } }, 'asterisk', { app: 'shop' });
        instance(output, 'london', 'provider=aws', 'domain-filter=example.test', 'txt-prefix=%{record_type}.');
        publish(output, { london: { dnsName: 'example.test' } });
        instance(output, 'frankfurt', 'provider=aws', 'txt-prefix=edns-');
        publish(output, { frankfurt: { dnsName: named(52), recordType: 'CNAME', targets: ['www.example.test'] } });
      }),
    ),
    passes('a long label where no owners are kept', output => {
      instance(output, 'dublin', ...computing, 'policy=upsert-only');
      publish(output, { dublin: { ...lua, dnsName: named(63) } });
    }),
  ],
  'dns/rfc2136': [
    {
      situation: 'an instance that may not read the zone',
      edit: output => instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-min-ttl=5s'),
      finds: [{ at: its, says: ['transfer', 'sync'], object: deployment, field: args }],
    },
    found('SRV records', its, ['SRV'], output =>
      instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-tsig-axfr', 'managed-record-types=A', 'managed-record-types=SRV'),
    ),
    found('a record without a TTL', at, ['A shop.example.test', 'no TTL'], output => {
      instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-tsig-axfr');
      publish(output, { dublin: { recordTTL: 0 } });
    }),
    found('a Service without one', at, ['shop.example.test', 'no TTL'], output => {
      instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-tsig-axfr');
      ask(output, 'dublin', pods, { hostname: 'shop.example.test' });
    }),
    limit(
      passes('a least TTL, and an instance that only creates', output => {
        instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-tsig-axfr', 'rfc2136-min-ttl=5s');
        publish(output, { dublin: { recordTTL: 0 } });
        instance(output, 'london', 'provider=rfc2136', 'policy=create-only');
        publish(output, { london: { recordTTL: 1 } });
      }),
    ),
    passes('Services with TTLs of their own', output => {
      instance(output, 'dublin', 'provider=rfc2136', 'rfc2136-tsig-axfr');
      ask(output, 'dublin', pods, { hostname: 'shop.example.test', ttl: '5' });
    }),
  ],
  'dns/policy': [
    {
      situation: 'none, since 0.22',
      edit: output => instanceOf(output, 'dublin', 'v0.22.0', ['provider=aws']),
      finds: [{ at: its, says: ['no --policy'], object: deployment, field: args }],
    },
    found('none, of a version that is not said', its, ['no --policy'], output => instanceOf(output, 'dublin', 'main', ['provider=aws'])),
    found('one that there is not', its, ["'upsert'"], output => instanceOf(output, 'dublin', 'v0.21.0', ['provider=aws', 'policy=upsert'])),
    limit(passes('none, before 0.22', output => instanceOf(output, 'dublin', 'v0.21.9', ['provider=aws']))),
    passes('one that a variable gives', output =>
      instanceOf(output, 'dublin', 'v0.23.0', ['provider=aws'], [{ name: 'EXTERNAL_DNS_POLICY', value: 'upsert-only' }]),
    ),
  ],
  'dns/annotation-prefix': [
    {
      situation: 'the old prefix only',
      edit: output =>
        ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test' }, ['external-dns.alpha.kubernetes.io/']),
      finds: [
        {
          at,
          says: ['hostname is under external-dns.alpha.kubernetes.io/ only', 'since 0.22'],
          object: 'Service shop',
          field: "metadata.annotations['external-dns.alpha.kubernetes.io/hostname']",
        },
      ],
    },
    found('the new prefix only', at, ['before 0.22'], output =>
      ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test' }, ['external-dns.kubernetes.io/']),
    ),
    found('a TTL that differs', at, ["ttl is '5'", "'60'"], output => {
      ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test', ttl: '5' });
      output.set('dublin', 'Service shop', "metadata.annotations['external-dns.alpha.kubernetes.io/ttl']", '60');
    }),
    passes('both prefixes alike', output => ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test' })),
    limit(
      passes('one prefix, which its instance is told to read', output => {
        instance(output, 'dublin', 'provider=aws', 'annotation-prefix=external-dns.alpha.kubernetes.io/');
        ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test' }, ['external-dns.alpha.kubernetes.io/']);
      }),
    ),
  ],
  'dns/computed': [
    found('addresses beside it, in another cluster', 'shop/london', ['A shop.example.test', 'LUA', 'dublin'], output =>
      publish(output, { dublin: lua, london: {} }),
    ),
    found('a Service that asks for the name', at, ['shop.example.test'], output => {
      publish(output, { dublin: lua });
      ask(output, 'dublin', pods, { hostname: 'shop.example.test' });
    }),
    found('an instance that looks for its owner', at, ['--registry=txt'], output => {
      instance(output, 'dublin', 'provider=pdns', 'managed-record-types=LUA', 'policy=upsert-only');
      publish(output, { dublin: lua });
    }),
    found('an instance that removes it', at, ['--policy=sync'], output => {
      instance(output, 'dublin', ...computing);
      publish(output, { dublin: lua });
    }),
    limit(
      passes('a text of its name, and addresses of another', output => {
        instance(output, 'dublin', ...computing, 'policy=upsert-only');
        publish(output, { dublin: lua, london: lua });
        publish(output, { dublin: { recordType: 'TXT', targets: ['hello'] }, london: { dnsName: 'www.example.test' } }, 'www');
      }),
    ),
  ],
  'dns/headless': [
    {
      situation: 'no pods',
      edit: output => ask(output, 'dublin', { clusterIP: 'None' }, { hostname: 'shop.example.test' }),
      finds: [{ at, says: ['selects no pods'], object: 'Service shop', field: 'spec.selector' }],
    },
    found('a set identifier', at, ['set-identifier', 'each pod'], output =>
      ask(output, 'dublin', pods, { hostname: 'shop.example.test', 'set-identifier': 'dublin' }),
    ),
    found('a weight', at, ['aws-weight'], output => ask(output, 'dublin', pods, { hostname: 'shop.example.test', 'aws-weight': '1' })),
    found('a target', at, ['replaces'], output => ask(output, 'dublin', pods, { hostname: 'shop.example.test', target: '192.0.2.1' })),
    found('an instance that leaves it out, without a plan', at, ['LoadBalancer'], output => {
      withoutPlan(output);
      instance(output, 'dublin', 'provider=aws', 'service-type-filter=LoadBalancer');
      ask(output, 'dublin', pods, { hostname: 'shop.example.test' });
    }),
    passes('its pods, with a TTL', output => ask(output, 'dublin', pods, { hostname: 'shop.example.test', ttl: '5' })),
    limit(
      passes('a weight of a Service that is none, and no name', output => {
        ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test', 'aws-weight': '1', 'set-identifier': 'a' });
        ask(output, 'london', { clusterIP: 'None' }, { ttl: '5' });
      }),
    ),
  ],
  'dns/gateway-annotation': [
    {
      situation: 'a weight at a Gateway',
      edit: output => ask(output, 'dublin', gateway, { 'set-identifier': 'dublin', 'aws-weight': '1' }),
      finds: [{ at, says: ['aws-weight is at a Gateway'], object: 'Gateway shop' }],
    },
    found('a target at a Route', at, ['target is at a HTTPRoute'], output => ask(output, 'dublin', route, { target: '192.0.2.1' })),
    found('a TCPRoute that is read, without a name', at, ['TCPRoute'], output => {
      instance(output, 'dublin', 'provider=aws', 'source=gateway-tcproute');
      ask(output, 'dublin', tcp, {});
    }),
    found('a TCPRoute with a TTL and without a name', at, ['nothing is published'], output => ask(output, 'dublin', tcp, { ttl: '5' })),
    limit(
      passes('a target at the Gateway and a weight at its Routes', output => {
        ask(output, 'dublin', gateway, { target: '192.0.2.1' });
        ask(output, 'dublin', route, { 'set-identifier': 'dublin', 'aws-weight': '1' });
        ask(output, 'dublin', tcp, { hostname: 'tcp.example.test' });
      }),
    ),
    passes('a TCPRoute that nobody reads', output => ask(output, 'dublin', tcp, {})),
  ],
  'dns/core-dns': [
    {
      situation: 'one that takes what others have written for its own',
      edit: output => {
        instance(output, 'frankfurt', ...strict);
        instance(output, 'dublin', ...etcd);
      },
      finds: [{ at: its, says: ['strictly-owned', 'shop-dns in frankfurt'], object: deployment, field: args }],
    },
    found('IPv6', at, ['AAAA shop.example.test', 'read back'], output => {
      instance(output, 'dublin', ...strict);
      publish(output, { dublin: { recordType: 'AAAA', targets: ['2001:db8::1'] } });
    }),
    found('names that are put together', at, ['two CNAMEs'], output => {
      for (const cluster of ['frankfurt', 'dublin']) {
        instance(output, cluster, ...strict);
        publish(output, { [cluster]: { recordType: 'CNAME', targets: [`${cluster}.example.test`] } });
      }
    }),
    limit(
      passes('all of them, and one alias that is the same everywhere', output => {
        for (const cluster of ['frankfurt', 'dublin']) {
          instance(output, cluster, ...strict);
          publish(output, { [cluster]: { recordType: 'CNAME', targets: ['www.example.test'] } });
        }
      }),
    ),
    passes('none of them', output => {
      instance(output, 'frankfurt', ...etcd);
      instance(output, 'dublin', ...etcd);
    }),
  ],
};
