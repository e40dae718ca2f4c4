import { Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  Access,
  type Cluster,
  DnsProvider,
  Exposure,
  GeoRaft,
  HealthChecks,
  HealthRequest,
  Seat,
  Standby,
  Topology,
  Traffic,
} from '../../lib';
import type { DnsAccess } from '../../lib/domain/access';
import type { TerraformPart } from '../../lib/domain/dns';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { planDnsStack } from '../../lib/terraform/plan';
import { cluster, dns, fleetOf, must, plan, route53, spread, system } from '../fixtures';
import { dublin, emptyApp, emptyFolder, frankfurt, london, stretched } from '../synth/example';
import { tree } from '../synth/output';

const ready = HealthRequest.http({ port: 80, path: '/ready' });
const checks = (given: Partial<Parameters<typeof HealthChecks.terraform>[0]> = {}): HealthChecks =>
  HealthChecks.terraform({ request: ready, interval: Duration.seconds(10), failures: 3, ...given });
const access = (change: Partial<DnsAccess> = {}): DnsAccess =>
  Access.dns({
    host: 'store.example.test',
    ttl: Duration.seconds(30),
    exposure: Exposure.ingress(),
    failback: 'automatic',
    healthChecks: checks(),
    ...change,
  });

const clusters = [0, 1, 2].map(index => cluster(index)) as unknown as readonly [Cluster, Cluster, Cluster];
const [first, second, third] = clusters;
const evenly = spread(clusters, [2, 2, 1]);
const pair = (standby: Standby): Topology => Topology.activeStandby({ active: Seat.of(first, { voters: 2 }), standbys: [standby] });

/** The fleet's stack for names, for one system named `demo`. */
const stackOf = (topology: Topology, given: Partial<DnsAccess> = {}, all: readonly Cluster[] = clusters): TerraformPart =>
  must(planDnsStack(plan(fleetOf(all, { dns: dns({ provider: route53 }) }), { demo: system(topology, { access: access(given) }) })));

/** The same, with the records that Terraform publishes itself. */
const publishing = (topology: Topology, given: Partial<DnsAccess> = {}, provider = route53): FleetPlan =>
  plan(fleetOf(clusters, { dns: dns({ provider }) }), {
    demo: system(topology, { access: access({ healthChecks: checks({ records: 'terraform' }), ...given }) }),
  });

const bodies = ({ resources }: TerraformPart, type: string): readonly Readonly<Record<string, unknown>>[] =>
  resources.filter(resource => resource.type === type).map(({ body }) => body);

describe('the stack of the fleet’s names', () => {
  const folder = emptyFolder();
  const app = emptyApp(folder);
  new GeoRaft(app, 'store', stretched({ access: access() }));
  const { findings } = app.synthesize();
  const written = tree(`${folder}/cdktf.out`);
  const stack = JSON.parse(written.get('stacks/dns/cdk.tf.json') ?? '{}');

  it('is written beside those of the clusters', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect([...written.keys()].filter(path => path.endsWith('cdk.tf.json'))).toEqual(
      ['dns', dublin.name, frankfurt.name, london.name].map(name => `stacks/${name}/cdk.tf.json`),
    );
  });

  it('is what Terraform’s JSON syntax calls a configuration of hashicorp/aws', () => {
    const check = (name: string, ip: string) => ({
      type: 'HTTP',
      ip_address: ip,
      fqdn: 'store.example.test',
      port: 80,
      resource_path: '/ready',
      request_interval: 10,
      failure_threshold: 3,
      tags: { Name: `store.${name}` },
      lifecycle: { create_before_destroy: true },
    });
    const { '//': _, ...content } = stack;
    expect(content).toEqual({
      terraform: {
        backend: { local: { path: 'dns.tfstate' } },
        required_providers: { aws: { source: 'hashicorp/aws', version: '~> 6.0' } },
      },
      provider: { aws: [{ region: 'us-east-1' }] },
      resource: {
        aws_route53_health_check: {
          check_store_frankfurt: check('frankfurt', '198.51.100.10'),
          check_store_dublin: check('dublin', '198.51.100.20'),
          check_store_london: check('london', '198.51.100.30'),
        },
      },
      output: {
        health_check_ids: {
          description: 'The id of the health check of each cluster, by system and cluster.',
          value: {
            store: {
              frankfurt: '${aws_route53_health_check.check_store_frankfurt.id}',
              dublin: '${aws_route53_health_check.check_store_dublin.id}',
              london: '${aws_route53_health_check.check_store_london.id}',
            },
          },
        },
      },
    });
  });

  it('is not written where Terraform makes nothing', () => {
    expect(planDnsStack(plan(fleetOf(clusters, { dns: dns({ provider: route53 }) }), { demo: system(evenly) }))).toBeUndefined();
  });

  it('writes nothing at all where the provider throws', () => {
    const other = emptyFolder();
    const provider: DnsProvider = {
      ...DnsProvider.route53(),
      terraform: () => {
        throw new Error('no such zone');
      },
    };
    const failing = emptyApp(other, { dns: dns({ provider }) });
    new GeoRaft(failing, 'store', stretched({ access: access() }));
    expect(failing.synthesize().findings).toContainEqual(
      expect.objectContaining({ rule: 'input/strategy', problem: expect.stringContaining('no such zone') }),
    );
    expect([...tree(other).keys()]).toEqual([]);
  });
});

describe('a health check', () => {
  const [check] = bodies(stackOf(evenly), 'aws_route53_health_check');

  it('asks the cluster’s own address for the name that clients use', () => {
    expect(check).toMatchObject({ ip_address: '198.51.100.0', fqdn: 'store.example.test' });
  });

  it('asks the cluster’s own name where its address is not known, and never the shared one', () => {
    const made = bodies(stackOf(evenly, { exposure: Exposure.loadBalancer() }), 'aws_route53_health_check');
    expect(made.map(({ fqdn }) => fqdn)).toEqual(['frankfurt', 'dublin', 'london'].map(name => `clients.${name}.demo.example.test`));
    expect(made.every(({ ip_address }) => ip_address === undefined)).toBe(true);
  });

  it.each([
    [HealthRequest.tcp({ port: 443 }), { type: 'TCP', port: 443 }],
    [HealthRequest.http({ port: 80, path: '/', contains: 'ok' }), { type: 'HTTP_STR_MATCH', search_string: 'ok', resource_path: '/' }],
    [HealthRequest.https({ port: 443, path: '/r' }), { type: 'HTTPS', enable_sni: true, resource_path: '/r' }],
    [HealthRequest.https({ port: 443, path: '/r', contains: 'ok' }), { type: 'HTTPS_STR_MATCH', search_string: 'ok' }],
  ])('of %j is of a type of Route 53', (request, said) => {
    const [made] = bodies(stackOf(evenly, { healthChecks: checks({ request }) }), 'aws_route53_health_check');
    expect(made).toMatchObject(said);
    const fits = /^(TCP|HTTPS?(_STR_MATCH)?)$/;
    expect(made?.type).toMatch(fits);
    expect(made?.search_string === undefined).toBe(!String(made?.type).endsWith('_STR_MATCH'));
  });

  it('of a cluster with several ways in is healthy while one of them is', () => {
    const two = cluster(0, { ingress: { className: 'nginx', addresses: ['198.51.100.7', '198.51.100.8'] } });
    const part = stackOf(spread([two, second], [1, 1]), {}, [two, second, third]);
    expect(part.resources.find(({ name }) => name === 'check_demo_frankfurt')?.body).toMatchObject({
      type: 'CALCULATED',
      child_health_threshold: 1,
      child_healthchecks: [
        '${aws_route53_health_check.check_demo_frankfurt_0.id}',
        '${aws_route53_health_check.check_demo_frankfurt_1.id}',
      ],
    });
    const ways = part.resources.filter(({ name }) => name.startsWith('check_demo_frankfurt_')).map(({ body }) => body.ip_address);
    expect(ways).toEqual(['198.51.100.7', '198.51.100.8']);
  });

  it('is made of a voting standby, and of none that waits to be promoted', () => {
    const checked = (standby: Standby) => stackOf(pair(standby)).checkIds.map(each => each.cluster);
    expect(checked(Standby.voting(second, { voters: 1 }))).toEqual(['frankfurt', 'dublin']);
    expect(checked(Standby.hot(second, { voters: 1 }))).toEqual(['frankfurt']);
    expect(checked(Standby.cold(second, { voters: 1 }))).toEqual(['frankfurt']);
    expect(checked(Standby.witness(second, { voters: 1 }))).toEqual(['frankfurt']);
  });

  it('is not replaced while records elsewhere hold its id', () => {
    const ids = [[first, 'a1b2']] as const;
    const lifecycles = bodies(stackOf(evenly, { healthChecks: checks({ ids }) }), 'aws_route53_health_check').map(each => each.lifecycle);
    expect(lifecycles).toEqual([{ prevent_destroy: true }, { create_before_destroy: true }, { create_before_destroy: true }]);
  });

  it('asks for exactly the text that was given, whatever Terraform takes for a template', () => {
    /** What Terraform reads a text as that holds no template. */
    const read = (text: string): string => text.replaceAll('$${', '${').replaceAll('%%{', '%{');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('${', '%{', 'a', '}', '/'), { maxLength: 8 }), pieces => {
        const path = `/${pieces.join('')}`;
        const [made] = bodies(
          stackOf(evenly, { healthChecks: checks({ request: HealthRequest.http({ port: 80, path }) }) }),
          'aws_route53_health_check',
        );
        expect(read(String(made?.resource_path))).toBe(path);
        expect(String(made?.resource_path)).not.toMatch(/(^|[^$])\$\{|(^|[^%])%\{/);
      }),
    );
  });
});

describe('a record that Terraform publishes', () => {
  const weights = Traffic.weighted([
    [first, 100],
    [second, 50],
  ]);
  const part = must(planDnsStack(publishing(spread(clusters, [2, 2, 1], weights))));

  it('has the target, the policy and the check of its cluster', () => {
    const [frankfurtRecord, dublinRecord, londonRecord] = bodies(part, 'aws_route53_record');
    expect(frankfurtRecord).toEqual({
      zone_id: '${data.aws_route53_zone.zone.zone_id}',
      name: 'store.example.test',
      type: 'A',
      ttl: 30,
      records: ['198.51.100.0'],
      set_identifier: 'frankfurt',
      weighted_routing_policy: { weight: 100 },
      health_check_id: '${aws_route53_health_check.check_demo_frankfurt.id}',
    });
    expect([dublinRecord, londonRecord].map(each => each?.weighted_routing_policy)).toEqual([{ weight: 50 }, { weight: 0 }]);
  });

  it('is in the zone of the name, or in the one that was chosen', () => {
    expect(part.data).toEqual([{ type: 'aws_route53_zone', name: 'zone', body: { name: 'example.test', private_zone: false } }]);
    const chosen = DnsProvider.route53({ hostedZoneId: 'Z123' });
    const pinned = must(planDnsStack(publishing(spread(clusters, [2, 2, 1], weights), {}, chosen)));
    expect(pinned.data).toEqual([]);
    expect(bodies(pinned, 'aws_route53_record').map(each => each.zone_id)).toEqual(['Z123', 'Z123', 'Z123']);
  });

  it.each<[string, Topology, string, readonly unknown[]]>([
    [
      'failover',
      spread([first, second], [2, 1], Traffic.ordered([first, second])),
      'failover_routing_policy',
      [{ type: 'PRIMARY' }, { type: 'SECONDARY' }],
    ],
    ['a standby', pair(Standby.voting(second, { voters: 1 })), 'weighted_routing_policy', [{ weight: 1 }, { weight: 0 }]],
    ['round robin', evenly, 'multivalue_answer_routing_policy', [true, true, true]],
    [
      'latency',
      spread(clusters, [2, 2, 1], Traffic.latency()),
      'latency_routing_policy',
      [{ region: 'region-0' }, { region: 'region-1' }, { region: 'region-2' }],
    ],
    [
      'places',
      spread(
        clusters,
        [2, 2, 1],
        Traffic.geo([
          [first, { kind: 'default' }],
          [second, { kind: 'country', code: 'IE' }],
          [third, { kind: 'continent', code: 'EU' }],
        ]),
      ),
      'geolocation_routing_policy',
      [{ country: '*' }, { country: 'IE' }, { continent: 'EU' }],
    ],
    [
      'distance',
      spread(clusters, [2, 2, 1], Traffic.proximity([[second, -20]])),
      'geoproximity_routing_policy',
      [
        { aws_region: 'region-0', bias: 0 },
        { aws_region: 'region-1', bias: -20 },
        { aws_region: 'region-2', bias: 0 },
      ],
    ],
  ])('by %s says so in its own block, and in no other', (_, topology, block, values) => {
    const made = bodies(must(planDnsStack(publishing(topology))), 'aws_route53_record');
    expect(made.map(each => each[block])).toEqual(values);
    expect(made.every(each => Object.keys(each).filter(key => key.endsWith('_routing_policy')).length === 1)).toBe(true);
  });
});

describe('names of resources', () => {
  it('are different for every system and cluster, however these are named', () => {
    const named = (...names: readonly string[]) => names.map((name, index) => cluster(index, { name }));
    const all = named('b', 'b-c', 'c');
    const described = fleetOf(all, { dns: dns({ provider: route53 }) });
    const one = (host: string) => system(spread(all, [1, 1, 1]), { access: access({ host }) });
    const part = must(
      planDnsStack(plan(described, { a: one('a.example.test'), 'a-b': one('ab.example.test'), '0': one('n.example.test') })),
    );
    const names = part.resources.map(({ name }) => name);
    expect(names).toHaveLength(9);
    expect(new Set(names).size).toBe(9);
    for (const name of names) expect(name).toMatch(/^[A-Za-z_][\w-]*$/);
  });
});
