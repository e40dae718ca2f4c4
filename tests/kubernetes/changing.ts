import { Size } from 'cdk8s';
import { Access, GeoRaft, OperatingState, RaftEngine, Survive } from '../../lib';
import type { GroupLedger, LedgerMember } from '../../lib/domain/operating-state';
import { dublin, emptyApp, emptyFolder, frankfurt, type GeoRaftProps, london, seats } from '../synth/example';
import { objectsIn, type Placed } from '../synth/output';

export const image = 'quay.io/coreos/etcd:v3.6.5';

/** A member of the ledger. */
export const member = (cluster: { readonly name: string }, role: LedgerMember['role'] = 'voter', volume = 1): LedgerMember => ({
  cluster: cluster.name,
  role,
  volume,
});

/** Two, two and one member that vote. */
export const voters: GroupLedger['members'] = {
  'store-0': member(frankfurt),
  'store-1': member(frankfurt),
  'store-10': member(dublin),
  'store-11': member(dublin),
  'store-20': member(london),
};

/** A group that has formed, with these members beside or instead of those that vote; without any, it is not recorded. */
export const recorded = (changed?: GroupLedger['members'], over: Partial<OperatingState> = {}): OperatingState => ({
  ...OperatingState.initial(),
  bootstrapped: true,
  ...(changed
    ? { groups: { store: { members: { ...voters, ...changed }, images: { frankfurt: image, dublin: image, london: image } } } }
    : {}),
  ...over,
});

/** What is rendered of a group of etcd with this ledger, 2/2/1 and 3/3/1 alike. */
export function rendered(state: OperatingState, change: Partial<GeoRaftProps> = {}): readonly Placed[] {
  const folder = emptyFolder();
  const app = emptyApp(folder);
  new GeoRaft(app, 'store', {
    engine: RaftEngine.etcd({ image }),
    storage: Size.gibibytes(8),
    topology: seats([frankfurt, 2], [dublin, 2], [london, 1]),
    access: Access.internal(),
    objectives: { survive: Survive.anyOneCluster() },
    operations: { image: 'docker.io/library/node:22.11.0' },
    state,
    ...change,
  });
  const { findings } = app.synthesize();
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return objectsIn(`${folder}/dist`);
}
