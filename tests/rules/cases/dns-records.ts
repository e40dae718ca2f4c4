import { ask, instance, publish, routed } from '../dns-edits';
import type { EditedOutput } from '../edited-output';
import type { ManifestCase, ManifestCases } from '../manifest-case';

const at = 'shop/dublin';
const endpoint = 'DNSEndpoint shop';
const first = 'spec.endpoints[0]';

/** A record of dublin in which something is found. */
const found = (situation: string, record: object, ...says: readonly string[]): ManifestCase => ({
  situation,
  edit: output => publish(output, { dublin: { ...record } }),
  finds: [{ at, says, object: endpoint }],
});
const passes = (situation: string, ...records: readonly object[]): ManifestCase => ({
  situation,
  edit: output => {
    for (const [position, record] of records.entries()) publish(output, { dublin: { ...record } }, `shop-${position}`);
  },
  finds: [],
});
const limit = (given: ManifestCase): ManifestCase => ({ ...given, boundary: true });
/** Records of clusters by the values of one property, with the name of the cluster as set identifier. */
const set = (output: EditedOutput, property: string, values: Readonly<Record<string, string>>): EditedOutput =>
  publish(output, Object.fromEntries(Object.entries(values).map(([cluster, value]) => [cluster, routed(cluster, { [property]: value })])));

/** Cases of the rules about what records say, in lib/rules/dns. */
export const dnsRecords: ManifestCases = {
  'dns/routing-value': [
    found('a weight with a zero before it', routed('dublin', { 'aws/weight': '010' }), "aws/weight is '010'"),
    found('a weight that is too large', routed('dublin', { 'aws/weight': '256' }), "'256'"),
    found('a weight in words', routed('dublin', { 'aws/weight': 'half' }), "'half'"),
    found('an order in small letters', routed('dublin', { 'aws/failover': 'primary' }), "'primary'"),
    found(
      'a continent and a country',
      routed('dublin', { 'aws/geolocation-continent-code': 'EU', 'aws/geolocation-country-code': 'IE' }),
      'EU',
      'IE',
    ),
    found('a country in words', routed('dublin', { 'aws/geolocation-country-code': 'Ireland' }), "'Ireland'"),
    found('a continent that is none', routed('dublin', { 'aws/geolocation-continent-code': 'UK' }), "'UK'"),
    found('a multi-value answer that says so', routed('dublin', { 'aws/multi-value-answer': 'true' }), "'true'"),
    found(
      'a multi-value answer of names',
      routed('dublin', { 'aws/multi-value-answer': '' }, { recordType: 'CNAME', targets: ['a.example.test'] }),
      'alias',
    ),
    found('two policies', routed('dublin', { 'aws/weight': '1', 'aws/region': 'eu-west-1' }), 'latency and weighted'),
    found('a policy without a set identifier', routed('', { 'aws/weight': '1' }), 'no setIdentifier'),
    limit(
      passes(
        'the least and the largest weight, everywhere else, and no value at all',
        routed('dublin', { 'aws/weight': '0' }),
        routed('dublin', { 'aws/weight': '255' }),
        routed('dublin', { 'aws/geolocation-country-code': '*' }),
        routed('dublin', { 'aws/multi-value-answer': '' }),
        routed('dublin', { 'aws/failover': 'SECONDARY' }),
      ),
    ),
    passes('a health check and an alias beside no policy', routed('', { 'aws/evaluate-target-health': 'true', alias: 'true' })),
  ],
  'dns/routing-set': [
    {
      situation: 'another policy in one cluster',
      edit: output =>
        publish(output, { frankfurt: routed('frankfurt', { 'aws/weight': '1' }), dublin: routed('dublin', { 'aws/region': 'eu-west-1' }) }),
      finds: [{ at, says: ['latency here', 'weighted in frankfurt'], object: endpoint, field: `${first}.providerSpecific` }],
    },
    {
      situation: 'two that are first',
      edit: output => set(output, 'aws/failover', { frankfurt: 'PRIMARY', dublin: 'PRIMARY', london: 'SECONDARY' }),
      finds: [{ at, says: ['PRIMARY here and in frankfurt'] }],
    },
    {
      situation: 'two standbys',
      edit: output => set(output, 'aws/failover', { frankfurt: 'PRIMARY', dublin: 'SECONDARY', london: 'SECONDARY' }),
      finds: [{ at: 'shop/london', says: ['SECONDARY here and in dublin'] }],
    },
    {
      situation: 'a first one without a standby',
      edit: output => set(output, 'aws/failover', { dublin: 'PRIMARY' }),
      finds: [{ at, says: ['no SECONDARY'] }],
    },
    {
      situation: 'a standby of nothing',
      edit: output => set(output, 'aws/failover', { dublin: 'SECONDARY' }),
      finds: [{ at, says: ['no PRIMARY'] }],
    },
    {
      situation: 'weights that are all 0',
      edit: output => set(output, 'aws/weight', { frankfurt: '0', dublin: '0' }),
      finds: [{ at: 'shop/frankfurt', says: ['0 in all clusters'] }],
    },
    {
      situation: 'places without a default',
      edit: output => set(output, 'aws/geolocation-country-code', { frankfurt: 'DE', dublin: 'IE' }),
      finds: [{ at: 'shop/frankfurt', says: ['no default location'] }],
    },
    {
      situation: 'one place for two clusters',
      edit: output => set(output, 'aws/geolocation-country-code', { frankfurt: '*', dublin: '*' }),
      finds: [{ at, says: ["'*' here and in frankfurt"] }],
    },
    {
      situation: 'one region for two clusters',
      edit: output => set(output, 'aws/region', { frankfurt: 'eu-west-1', dublin: 'eu-west-1' }),
      finds: [{ at, says: ["'eu-west-1'"] }],
    },
    {
      situation: 'two systems that share a name with different policies',
      edit: output => {
        publish(output, { frankfurt: routed('frankfurt', { 'aws/weight': '1' }) });
        publish(output, { dublin: routed('dublin', { 'aws/multi-value-answer': '' }) }, 'store');
      },
      finds: [{ at: 'store/dublin', says: ['multivalue here', 'weighted in frankfurt'] }],
    },
    {
      situation: 'one first, one standby; and a weight for one cluster only',
      boundary: true,
      edit: output => {
        set(output, 'aws/failover', { frankfurt: 'PRIMARY', dublin: 'SECONDARY' });
        publish(
          output,
          {
            frankfurt: routed('frankfurt', { 'aws/weight': '1' }, { dnsName: 'store.example.test' }),
            dublin: routed('dublin', { 'aws/weight': '0' }, { dnsName: 'store.example.test' }),
          },
          'store',
        );
      },
      finds: [],
    },
    {
      situation: 'a place each, and one for everywhere else',
      edit: output => set(output, 'aws/geolocation-country-code', { frankfurt: '*', dublin: 'IE', london: 'GB' }),
      finds: [],
    },
    {
      situation: 'addresses of both families, each with a first one and a standby',
      edit: output => {
        set(output, 'aws/failover', { frankfurt: 'PRIMARY', dublin: 'SECONDARY' });
        const six = { recordType: 'AAAA', targets: ['2001:db8::1'] };
        publish(
          output,
          {
            frankfurt: routed('frankfurt', { 'aws/failover': 'PRIMARY' }, six),
            dublin: routed('dublin', { 'aws/failover': 'SECONDARY' }, six),
          },
          'shop-six',
        );
      },
      finds: [],
    },
  ],
  'dns/primary-check': [
    found('a first one without a health check', routed('dublin', { 'aws/failover': 'PRIMARY' }), 'PRIMARY', 'no aws/health-check-id'),
    found(
      'a first one that is an alias',
      routed('dublin', { 'aws/failover': 'PRIMARY', alias: 'true', 'aws/evaluate-target-health': 'true' }),
      'PRIMARY',
    ),
    found('an id that is empty', routed('dublin', { 'aws/failover': 'PRIMARY', 'aws/health-check-id': '' }), "''"),
    found(
      'an id that Terraform was to fill in',
      routed('dublin', { 'aws/weight': '1', 'aws/health-check-id': '${aws_route53_health_check.dublin.id}' }),
      'not an id',
    ),
    found('an id that somebody was to fill in', routed('dublin', { 'aws/weight': '1', 'aws/health-check-id': 'TODO' }), "'TODO'"),
    found('an id of zeros', routed('dublin', { 'aws/health-check-id': '00000000-0000-0000-0000-000000000000' }), 'not an id'),
    limit(
      passes(
        'a first one with its check, and a standby without',
        routed('dublin', { 'aws/failover': 'PRIMARY', 'aws/health-check-id': '5b7e2f90-0d3c-4a68-8a7f-9c2e4d1b6a02' }),
        routed('dublin', { 'aws/failover': 'SECONDARY' }),
      ),
    ),
  ],
  'dns/record-target': [
    found('a name where an address belongs', { targets: ['www.example.test'] }, "'www.example.test' is not an IPv4 address"),
    found('an address of the other family', { targets: ['2001:db8::1'] }, 'IPv4'),
    found('an IPv4 address in an AAAA record', { recordType: 'AAAA', targets: ['192.0.2.1'] }, 'IPv6'),
    found('an address with a dot at its end', { targets: ['192.0.2.1.'] }, 'ends in a dot'),
    found('a name server with a dot at its end', { recordType: 'NS', targets: ['ns.example.test.'] }, 'ends in a dot'),
    found('a service host without a dot', { recordType: 'SRV', targets: ['0 50 443 www.example.test'] }, 'does not end in a dot'),
    found('a service without its port', { recordType: 'SRV', targets: ['www.example.test.'] }, 'port'),
    found('an address behind a CNAME', { recordType: 'CNAME', targets: ['192.0.2.1'] }, 'is an address'),
    found('two names behind a CNAME', { recordType: 'CNAME', targets: ['a.example.test', 'b.example.test'] }, '2 targets'),
    found('no targets', { targets: [] }, 'no targets'),
    found('an empty target', { targets: ['192.0.2.1', ''] }, 'empty'),
    found(
      'an alias of mail',
      { recordType: 'MX', targets: ['10 mail.example.test'], providerSpecific: [{ name: 'alias', value: 'true' }] },
      'alias',
    ),
    limit(
      passes(
        'a CNAME with a dot, a service host with one, an alias that is A, an address in short form',
        { recordType: 'CNAME', targets: ['www.example.test.'] },
        { recordType: 'SRV', targets: ['0 50 443 www.example.test.'] },
        { targets: ['lb.example.test'], providerSpecific: [{ name: 'alias', value: 'true' }] },
        { recordType: 'AAAA', targets: ['2001:db8::'] },
      ),
    ),
  ],
  'dns/apex': [
    {
      situation: 'an alias at the top of the zone',
      edit: output => publish(output, { dublin: { dnsName: 'example.test', recordType: 'CNAME', targets: ['www.example.test'] } }),
      finds: [{ at, says: ['example.test is the top of the zone'], field: `${first}.recordType` }],
    },
    {
      situation: 'an alias of a name outside of Amazon at Route 53',
      edit: output => {
        instance(output, 'dublin', 'provider=aws', 'domain-filter=example.test');
        publish(output, { dublin: { dnsName: 'example.test', recordType: 'CNAME', targets: ['www.example.test'] } });
      },
      finds: [{ at, says: ['top of the zone'] }],
    },
    {
      situation: "the name of Amazon's load balancer, and an alias at PowerDNS",
      boundary: true,
      edit: output => {
        instance(output, 'dublin', 'provider=aws', 'domain-filter=example.test');
        publish(output, { dublin: { dnsName: 'example.test', recordType: 'CNAME', targets: ['lb-1.eu-west-1.elb.amazonaws.com'] } });
        instance(output, 'london', 'provider=pdns', 'domain-filter=example.test');
        publish(output, {
          london: {
            dnsName: 'example.test',
            recordType: 'CNAME',
            targets: ['www.example.test'],
            providerSpecific: [{ name: 'alias', value: 'true' }],
          },
        });
      },
      finds: [],
    },
    {
      situation: 'addresses there, and an alias below',
      edit: output => {
        publish(output, { dublin: { dnsName: 'example.test' } });
        publish(output, { dublin: { dnsName: 'www.example.test', recordType: 'CNAME', targets: ['example.test'] } }, 'www');
      },
      finds: [],
    },
  ],
  'dns/published-twice': [
    {
      situation: 'a Service that asks for a name of a DNSEndpoint',
      edit: output => {
        publish(output, { dublin: {} });
        ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'www.example.test, Shop.example.test.' });
      },
      finds: [
        {
          at,
          says: ['shop.example.test', endpoint],
          object: 'Service shop',
          field: "metadata.annotations['external-dns.kubernetes.io/hostname']",
        },
      ],
    },
    {
      situation: 'an Ingress for it, where ExternalDNS reads those',
      edit: output => {
        instance(output, 'dublin', 'provider=aws', 'source=ingress');
        publish(output, { dublin: {} });
        ask(output, 'dublin', { kind: 'Ingress', apiVersion: 'networking.k8s.io/v1', rules: [{ host: 'shop.example.test' }] }, {});
      },
      finds: [{ at, says: ['shop.example.test'], object: 'Ingress shop' }],
    },
    {
      situation: 'an Ingress for it, where ExternalDNS reads none',
      boundary: true,
      edit: output => {
        instance(output, 'dublin', 'provider=aws');
        publish(output, { dublin: {} });
        ask(output, 'dublin', { kind: 'Ingress', apiVersion: 'networking.k8s.io/v1', rules: [{ host: 'shop.example.test' }] }, {});
      },
      finds: [],
    },
    {
      situation: 'a text beside it, and the name in another cluster',
      edit: output => {
        publish(output, { dublin: { recordType: 'TXT', targets: ['hello'] }, london: {} });
        ask(output, 'dublin', { selector: { app: 'shop' } }, { hostname: 'shop.example.test' });
      },
      finds: [],
    },
  ],
  'output/terraform-token': [
    {
      situation: 'what Terraform was to fill in, in a record',
      edit: output => publish(output, { dublin: { targets: ['${local.address}'] } }),
      finds: [{ at, says: ['local.address'], object: endpoint, field: `${first}.targets[0]` }],
    },
    {
      situation: 'a token of cdktf in an annotation',
      edit: output => output.set('dublin', 'Service settings', "metadata.annotations['example.com/address']", '${TfToken[TOKEN.12]}'),
      finds: [{ at: 'settings/dublin', says: ['TfToken[TOKEN.12]'], object: 'Service settings' }],
    },
    {
      situation: 'an output of a module in an argument',
      edit: output =>
        output.object('dublin', 'Deployment ledger-mirror').spec.template.spec.containers[0].args.push('--key=${module.kms.key_id}'),
      finds: [{ at: 'ledger/dublin', says: ['module.kms.key_id'] }],
    },
    {
      situation: 'variables of a shell and of a template in a script',
      boundary: true,
      edit: output =>
        output.set('dublin', 'ConfigMap settings-bootstrap', 'data.script', 'echo ${HOME} ${1:-x} $(id) ${data.name} ${local}'),
      finds: [],
    },
  ],
};
