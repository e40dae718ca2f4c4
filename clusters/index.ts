import { Duration } from 'cdk8s';
import { Delivery, Dns, DnsProvider, Fleet, Network, OnCall, RoundTrips, TerraformSettings } from '../lib';
import { dublin } from './dublin';
import { frankfurt } from './frankfurt';
import { london } from './london';

/** The example fleet: three clusters in one flat network, Route 53, Argo CD in London. */
export const production = Fleet.of({
  name: 'production',
  clusters: [frankfurt, dublin, london],
  roundTrips: RoundTrips.of([
    [frankfurt, dublin, Duration.millis(25)],
    [frankfurt, london, Duration.millis(14)],
    [dublin, london, Duration.millis(11)],
  ]),
  network: Network.flat(),
  // London normally serves no clients. It is not lost together with the cluster whose name must move, and writes no old answer back.
  dns: Dns.externalDns({ zone: 'example.test', provider: DnsProvider.route53(), writers: [london] }),
  delivery: Delivery.argoCd({ repoUrl: 'https://git.example.test/platform/fleet.git', project: 'stateful', runsOn: london }),
  terraform: TerraformSettings.stacks(),
  onCall: OnCall.of({ notice: Duration.minutes(5), decide: Duration.minutes(10), fence: Duration.minutes(5) }),
});
