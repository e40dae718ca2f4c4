import fc from 'fast-check';
import type { ClusterFacts } from '../../lib/domain/cluster';
import { systems } from './arbitrary-system';
import type { DnsDraft, FleetDraft, ProviderName } from './draft';
import { compactly, given } from './given';

/** How the addresses of a fleet's ways in look: clusters that take over from each other are reached alike. */
type Family = 'ipv4' | 'both' | 'ipv6' | 'name';

const names = [
  'a-cluster-whose-name-is-nearly-as-long-as-names-may-ever-be',
  'frankfurt',
  'peer',
  '1',
  'dublin',
  'london',
  'eu-1',
  'b',
  'us-east-2-production',
  'x9',
  'milan',
  'on-premises',
  'c-3',
];

function addressesOf(index: number, family: Family, net: string): readonly string[] {
  switch (family) {
    case 'ipv4':
      return [`${net}.${index}`];
    case 'both':
      return [`${net}.${index}`, `2001:db8:${net.split('.')[0]}::${index.toString(16)}`];
    case 'ipv6':
      return [`2001:db8:${net.split('.')[0]}::${index.toString(16)}`];
    case 'name':
      return [`in-${index}.example.net`];
  }
}

const clusterFacts = (name: string, index: number, family: Family): fc.Arbitrary<ClusterFacts> =>
  fc
    .record({
      region: fc.oneof(
        { weight: 6, arbitrary: fc.constant(`region-${index}`) },
        { weight: 1, arbitrary: fc.constantFrom('here', 'Europe (Frankfurt)') },
      ),
      zones: fc.oneof({ weight: 4, arbitrary: fc.constant(3) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 }) }),
      kubernetes: fc.integer({ min: 28, max: 35 }),
      pods: fc.constantFrom('one', 'one', 'one', 'two', 'two', 'dual', 'dual', 'ipv6', 'odd'),
      domain: fc.constantFrom('cluster.local', 'cluster.local', `k8s-${index}.internal`),
      storageClass: fc.constantFrom('standard', 'fast-ssd.example.com'),
      controller: given(fc.constantFrom('ingress-nginx', 'traefik', undefined), 8),
      gateway: given(fc.constantFrom('gateways', 'istio-ingress'), 6),
      gatewayPods: given(fc.constant('envoy'), 1),
      nodes: given(fc.integer({ min: 1, max: 2 }), 6),
      dnsCidrs: given(fc.constantFrom(['169.254.20.10/32'], ['192.0.2.240/28', 'fd53::53/128']), 0),
      apiServer: given(fc.constantFrom(443, 6443), 6),
    })
    .map(({ zones, kubernetes, pods, domain, controller, gateway, gatewayPods, nodes, apiServer, region, storageClass, dnsCidrs }) => {
      const whole = [`10.${index}.0.0/16`];
      const ranges = {
        one: whole,
        two: [`10.${index}.0.0/17`, `10.${index}.128.0/17`],
        dual: [...whole, `fd00:${index.toString(16)}::/48`],
        ipv6: [`fd00:${index.toString(16)}::/48`],
        odd: [`10.${index}.7.9/16`],
      };
      return compactly({
        name,
        index,
        region,
        zones: Array.from({ length: zones }, (_, zone) => `${region}${'abcde'[zone]}`),
        kubernetes: `1.${kubernetes}`,
        podCidrs: ranges[pods as keyof typeof ranges],
        serviceCidrs: [`172.${16 + (index >> 4)}.${(index & 15) * 16}.0/20`],
        clusterDomain: domain,
        storageClass,
        ingress: compactly({ className: 'nginx', addresses: addressesOf(index, family, '198.51.100'), namespace: controller }),
        gateway:
          gateway === undefined
            ? undefined
            : compactly({
                name: 'outside',
                namespace: gateway,
                podNamespace: gatewayPods,
                addresses: addressesOf(index, family, '203.0.113'),
              }),
        nodeAddresses:
          nodes === undefined ? undefined : Array.from({ length: nodes }, (_, node) => `192.0.2.${(index + 100 * node) % 250}`),
        apiServer: apiServer === undefined ? undefined : { cidrs: [`100.64.0.${index}/32`], port: apiServer },
        dnsCidrs,
      });
    });

const clusters: fc.Arbitrary<readonly ClusterFacts[]> = fc
  .record({
    count: fc.constantFrom(1, 2, 3, 3, 3, 4, 4, 5, 6),
    indexes: fc.uniqueArray(fc.integer({ min: 0, max: 199 }), { minLength: 6, maxLength: 6 }),
    named: fc.shuffledSubarray(names, { minLength: 6, maxLength: 6 }),
    family: fc.constantFrom<Family>('ipv4', 'ipv4', 'ipv4', 'both', 'both', 'ipv6', 'name', 'name'),
  })
  .chain(({ count, indexes, named, family }) =>
    fc.tuple(...indexes.slice(0, count).map((index, position) => clusterFacts(named[position] ?? '', index, family))),
  );

const plainProviders: readonly Exclude<ProviderName, 'k8gb'>[] = [
  'azure',
  'cloudflare',
  'coreDns',
  'google',
  'plain',
  'powerDns',
  'rfc2136',
  'route53',
  'webhook',
];

const dns = (all: readonly string[]): fc.Arbitrary<DnsDraft> =>
  fc
    .record({
      zone: fc.constantFrom('example.test', 'a.b.example.test', 'example.com', 'internal'),
      provider: fc.constantFrom<ProviderName>(...plainProviders, 'k8gb', 'route53', 'powerDns', 'k8gb'),
      edge: fc.constantFrom(...plainProviders.filter(name => name !== 'azure')),
      tagged: given(fc.shuffledSubarray([...all], { minLength: 1 }), 3),
      option: fc.boolean(),
      namespace: given(fc.constantFrom('dns', 'external-dns-system', 'dns', 'external-dns-system', 'kube-dns'), 1),
      peerTtl: fc.constantFrom(5, 5, 30, 60),
      interval: fc.constantFrom(10, 60, 300),
      writers: given(fc.shuffledSubarray([...all], { minLength: 1, maxLength: Math.min(2, all.length) }), 1),
    })
    .map(compactly);

/** Random fleets, with whatever is on them. Most of what they ask for fits together; what does not is refused. */
export const fleetDrafts: fc.Arbitrary<FleetDraft> = clusters.chain(all => {
  const known = all.map(({ name }) => name);
  return dns(known).chain(names =>
    fc
      .record({
        name: fc.constantFrom('production', 'f', 'fleet-2'),
        clusters: fc.constant(all),
        stride: fc.constantFrom(10, 10, 5, 17, 1000),
        distance: given(fc.constantFrom(0, 1, 7, 25, 110, 240, 900), 12),
        dns: fc.constant(names),
        translated: fc.constantFrom(false, false, false, true),
        delivery: given(
          fc.record({
            mode: fc.constantFrom('applications' as const, 'rolling-sync' as const),
            runsOn: fc.constantFrom(...known),
            path: fc.constantFrom('dist', '.', 'out/clusters', './dist', 'dist/'),
            repository: fc.constantFrom(
              'https://git.example.test/fleet.git',
              'https://git.example.test/fleet.git',
              'git@git.example.test:team/fleet.git',
              'ssh://git@git.example.test:2222/fleet.git',
              'https://robot:hunter2@git.example.test/fleet.git',
            ),
            namespace: fc.constantFrom('argocd', 'argocd', 'gitops'),
          }),
          2,
        ),
        terraform: fc.oneof(
          { weight: 7, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: fc.constantFrom('local' as const, 's3' as const) },
        ),
        onCall: given(fc.constantFrom(60, 600), 1),
        retired: fc.uniqueArray(fc.integer({ min: 200, max: 999 }), { maxLength: 2 }),
        systems: systems(all, names),
        history: fc.integer({ min: 0, max: 3 }).map(part => part === 0),
        acknowledged: fc.constant([]),
      })
      .map(compactly),
  );
}) as fc.Arbitrary<FleetDraft>;
