import type { EngineContext } from '../../lib/domain/engine';
import { PeerDiscovery } from '../nouns';

const peer = (name: string, cluster: string) => ({ name, host: `${name}.${cluster}.demo.example.test` });

/** The members of `demo` in Dublin: three voters in two clusters, one learner in a third. */
export const context = (overrides: Partial<EngineContext> = {}): EngineContext => ({
  system: 'demo',
  namespace: 'demo-space',
  cluster: 'dublin',
  clusterDomain: 'cluster.local',
  role: 'voter',
  token: 'test-demo',
  bootstrapped: false,
  voters: [peer('demo-0', 'frankfurt'), peer('demo-1', 'frankfurt'), peer('demo-10', 'dublin')],
  learners: [peer('demo-learner-20', 'london')],
  joining: [],
  domain: 'dublin.demo.example.test',
  peerService: 'demo-peer',
  labelSelector: 'app.kubernetes.io/name=demo,app.kubernetes.io/component=voter',
  discovery: PeerDiscovery.staticPeers(),
  timing: { heartbeatMillis: 100, electionMillis: 1000 },
  ...overrides,
});
