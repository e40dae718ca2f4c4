import { Duration, Size } from 'cdk8s';
import {
  Access,
  Cluster,
  Delivery,
  Dns,
  DnsProvider,
  Exposure,
  Fleet,
  FleetApp,
  GeoRaft,
  Network,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  Topology,
} from '../../../lib';
import { repository, zone, zones } from '../workload';
import { runProgram } from './program';

/** The workload as a user of this package writes it: planned, checked and written by `FleetApp`. */
runProgram(({ clusters: facts, systems, image }, outdir) => {
  const clusters = facts.map(({ name, index, kubernetes, podCidr, serviceCidr, ingressClass, ingressAddress }) =>
    Cluster.of({
      name,
      index,
      region: name,
      zones,
      kubernetes,
      podCidrs: [podCidr],
      serviceCidrs: [serviceCidr],
      storageClass: 'standard',
      ingress: { className: ingressClass, addresses: [ingressAddress] },
    }),
  );
  const fleet = Fleet.of({
    name: 'bench',
    clusters,
    network: Network.flat(),
    dns: Dns.externalDns({ zone, provider: DnsProvider.rfc2136({ host: '192.0.2.53' }) }),
    delivery: Delivery.argoCd({ repoUrl: repository, project: 'bench', runsOn: clusters[0] as Cluster }),
  });
  const app = new FleetApp(fleet, { outdir });
  for (const { name, active } of systems) {
    new GeoRaft(app, name, {
      engine: RaftEngine.etcd({ image }),
      storage: Size.gibibytes(8),
      topology: Topology.activeStandby({
        active: Seat.of(clusters[active] as Cluster, { voters: 3 }),
        standbys: clusters.filter(({ index }) => index !== active).map(cluster => Standby.cold(cluster, { voters: 3 })),
      }),
      access: Access.dns({ host: `${name}.${zone}`, ttl: Duration.seconds(30), exposure: Exposure.ingress() }),
      objectives: { survive: Survive.anyOneMember() },
    });
  }
  const { findings, objects, files } = app.synthesize();
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors.slice(0, 5)));
  return { objects, written: files.written, unchanged: files.unchanged };
});
