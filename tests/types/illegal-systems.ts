import { Duration, Size } from 'cdk8s';
import {
  Access,
  type Cluster,
  Exposure,
  type FleetApp,
  GeoRaft,
  PeerDiscovery,
  PeerTls,
  RaftEngine,
  Seat,
  Survive,
  Topology,
} from '../../lib';

/** Compiled and never run: each line marked as an error must be one, and the line above it shows what is legal. */
export function illegalAccess(ttl: Duration, exposure: Exposure): void {
  Access.dns({ host: 'a.example.test', ttl, exposure });
  // @ts-expect-error a name is what it is about
  Access.dns({ ttl, exposure });
  // @ts-expect-error how long an answer lives is part of the outage
  Access.dns({ host: 'a.example.test', exposure });
  // @ts-expect-error a number has no unit
  Access.dns({ host: 'a.example.test', ttl: 30, exposure });
  // @ts-expect-error a name leads somewhere
  Access.dns({ host: 'a.example.test', ttl });
  // @ts-expect-error inside there is no name
  Access.internal({ host: 'a.example.test' });
  // @ts-expect-error pod addresses have no path
  Exposure.podAddresses({ path: '/' });
  // @ts-expect-error a load balancer has no path
  Exposure.loadBalancer({ path: '/' });
}

export function illegalEngines(shutdown: { readonly grace: Duration }): void {
  const legal = { name: 'a', image: 'a:1.0.0', raftPort: 1, dataPath: '/a', shutdown };
  RaftEngine.generic(legal);
  // @ts-expect-error there is no image that suits everybody
  RaftEngine.etcd({});
  // @ts-expect-error there is no image that suits everybody
  RaftEngine.generic({ name: 'a', raftPort: 1, dataPath: '/a', shutdown });
  // @ts-expect-error nobody but the user knows how long handing over takes
  RaftEngine.generic({ name: 'a', image: 'a:1.0.0', raftPort: 1, dataPath: '/a' });
  // @ts-expect-error a probe asks in one way
  RaftEngine.generic({ ...legal, liveness: { kind: 'tcp', port: 'raft', path: '/live' } });
  // @ts-expect-error the init container has an image
  PeerDiscovery.initContainer();
  // @ts-expect-error the other modes have none
  PeerDiscovery.dnsSrv({ image: 'a:1.0.0' });
  // @ts-expect-error a certificate has an issuer
  PeerTls.certManager({});
}

export function illegalSystems(app: FleetApp, here: Cluster): void {
  const engine = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' });
  const topology = Topology.activeStandby({ active: Seat.of(here, { voters: 3 }), standbys: [] });
  const access = Access.internal();
  const objectives = { survive: Survive.anyOneMember() };
  const storage = Size.gibibytes(8);
  new GeoRaft(app, 'a', { engine, storage, topology, access, objectives });
  // @ts-expect-error a system has an engine
  new GeoRaft(app, 'a', { storage, topology, access, objectives });
  // @ts-expect-error a system has a topology
  new GeoRaft(app, 'a', { engine, storage, access, objectives });
  // @ts-expect-error something is promised
  new GeoRaft(app, 'a', { engine, storage, topology, access });
  // @ts-expect-error something is promised about losses
  new GeoRaft(app, 'a', { engine, storage, topology, access, objectives: { rto: Duration.minutes(1) } });
  // @ts-expect-error a size has a unit
  new GeoRaft(app, 'a', { engine, storage: '8Gi', topology, access, objectives });
  // @ts-expect-error replicas come from the topology
  new GeoRaft(app, 'a', { engine, storage, topology, access, objectives, replicas: 3 });
  // @ts-expect-error a system lives in a fleet
  new GeoRaft(app.cluster(here), 'a', { engine, storage, topology, access, objectives });
}
