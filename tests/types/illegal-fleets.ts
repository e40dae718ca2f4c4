import { Duration } from 'cdk8s';
import { Cluster, Delivery, Dns, DnsProvider, Fleet, Network, RoundTrips } from '../../lib';

const facts = {
  name: 'a',
  index: 0,
  region: 'a',
  zones: [],
  kubernetes: '1.34',
  podCidrs: ['10.1.0.0/16'],
  serviceCidrs: ['10.2.0.0/16'],
  storageClass: 'standard',
};

/** Compiled and never run: each line marked as an error must be one, and the line above it shows what is legal. */
export function illegalFleets(here: Cluster, there: Cluster): void {
  const { index: _index, ...nameless } = facts;
  Cluster.of(facts);
  // @ts-expect-error a number is given once and never guessed
  Cluster.of(nameless);
  // @ts-expect-error a version is a text: 1.30 would be 1.3
  Cluster.of({ ...facts, kubernetes: 1.3 });
  // @ts-expect-error an ingress controller answers somewhere
  Cluster.of({ ...facts, ingress: { className: 'nginx' } });
  // @ts-expect-error facts that nobody reads are mistakes
  Cluster.of({ ...facts, provider: 'aws' });
  // @ts-expect-error a cluster keeps its number
  here.index = 7;

  const network = Network.flat();
  const dns = Dns.externalDns({ zone: 'example.test', provider: DnsProvider.route53() });
  Fleet.of({ name: 'a', clusters: [here], network, dns });
  // @ts-expect-error members are known by names, so a fleet has a zone
  Fleet.of({ name: 'a', clusters: [here], network });
  // @ts-expect-error how clusters reach each other is never guessed
  Fleet.of({ name: 'a', clusters: [here], dns });
  // @ts-expect-error somebody publishes the zone
  Dns.externalDns({ zone: 'example.test' });
  // @ts-expect-error a provider is more than its name
  Dns.externalDns({ zone: 'example.test', provider: 'route53' });
  // @ts-expect-error updates are sent somewhere
  DnsProvider.rfc2136({});

  RoundTrips.of([[here, there, Duration.millis(5)]]);
  // @ts-expect-error a time has a unit
  RoundTrips.of([[here, there, 5]]);
  // @ts-expect-error a round trip is between two clusters
  RoundTrips.of([[here, Duration.millis(5)]]);

  Delivery.argoCd({ repoUrl: 'https://git.example.test/a.git', project: 'a', runsOn: here });
  // @ts-expect-error Argo CD runs somewhere
  Delivery.argoCd({ repoUrl: 'https://git.example.test/a.git', project: 'a' });
  // @ts-expect-error there are two ways to tell Argo CD of a system
  Delivery.argoCd({ repoUrl: 'https://git.example.test/a.git', project: 'a', runsOn: here, mode: 'app-of-apps' });
}
