import { OperatingState, PeerTls } from '../nouns';
import { dublin } from '../synth/example';
import { find, type Placed } from '../synth/output';
import { member, recorded, rendered } from './changing';

const ledgerOf = (objects: readonly Placed[], cluster = 'dublin'): unknown =>
  JSON.parse(find(objects, cluster, 'ConfigMap', 'store-volumes').data['ledger.json']);
const podOf = (objects: readonly Placed[]) => find(objects, 'dublin', 'StatefulSet', 'store').spec.template.spec;

describe('the guard of the members’ volumes', () => {
  const objects = rendered(recorded({ 'store-12': member(dublin, 'joining', 2), 'store-20': member({ name: 'london' }, 'voter', 4) }));

  it('runs before the member, as its user, on its volume, and writes nowhere else', () => {
    const { initContainers, securityContext, volumes } = podOf(objects);
    expect(initContainers).toHaveLength(1);
    expect(initContainers[0]).toMatchObject({
      command: ['node', '/volumes/lost-disk-guard.cjs'],
      args: ['--member=$(POD_NAME)', '--volume=/var/lib/etcd', '--ledger=/volumes/ledger.json'],
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [
        { name: 'data', mountPath: '/var/lib/etcd' },
        { name: 'volumes', mountPath: '/volumes', readOnly: true },
      ],
    });
    expect(securityContext).toMatchObject({ runAsUser: 10_001, fsGroup: 10_001 });
    expect(volumes).toContainEqual({ name: 'volumes', configMap: { name: 'store-volumes' } });
  });

  it('reads the members of its own cluster, their roles and their volumes', () => {
    expect(ledgerOf(objects)).toEqual({
      system: 'store',
      formed: true,
      members: {
        'store-10': { role: 'voter', volume: 1 },
        'store-11': { role: 'voter', volume: 1 },
        'store-12': { role: 'joining', volume: 2 },
      },
      asks: {
        voters: {
          'store-0': 'http://store-0.frankfurt.store.example.test:2380',
          'store-1': 'http://store-1.frankfurt.store.example.test:2380',
          'store-10': 'http://store-10.dublin.store.example.test:2380',
          'store-11': 'http://store-11.dublin.store.example.test:2380',
          'store-20': 'http://store-20.london.store.example.test:2380',
        },
        peerUrls: { 'store-12': 'http://store-12.dublin.store.example.test:2380' },
      },
    });
    expect(ledgerOf(objects, 'london')).toMatchObject({ members: { 'store-20': { role: 'voter', volume: 4 } } });
  });

  it('asks the group by a module of the engine, and with the certificate of the member where peers speak TLS', () => {
    expect(find(objects, 'dublin', 'ConfigMap', 'store-volumes').data['standing.cjs']).toContain('/members');
    const secured = rendered(recorded({ 'store-12': member(dublin, 'joining', 2) }), {
      peerTls: PeerTls.certManager({ issuer: 'peers', issuerKind: 'ClusterIssuer' }),
    });
    expect(podOf(secured).initContainers[0].volumeMounts).toContainEqual({
      name: 'peer-tls',
      mountPath: '/etc/georaft/peer-tls',
      readOnly: true,
    });
    expect(ledgerOf(secured)).toMatchObject({ asks: { tlsFolder: '/etc/georaft/peer-tls' } });
  });

  it('knows who leaves and who was lost until they are gone', () => {
    expect(ledgerOf(rendered(recorded({ 'store-11': member(dublin, 'leaving') })))).toMatchObject({
      members: { 'store-11': { role: 'leaving', volume: 1 } },
    });
  });

  it('has everybody on the first volume before the group is recorded', () => {
    const voter = { role: 'voter', volume: 1 };
    expect(ledgerOf(rendered(OperatingState.initial()))).toEqual({
      system: 'store',
      formed: false,
      members: { 'store-10': voter, 'store-11': voter },
    });
    expect(ledgerOf(rendered(recorded()))).toMatchObject({ formed: true });
  });

  it('changes no pod when a member changes: what a pod is made of does not depend on the ledger', () => {
    expect(podOf(objects)).toEqual(podOf(rendered(recorded())));
  });

  it('is not there where people change the membership', () => {
    const without = rendered(recorded({}), { operations: undefined as never });
    expect(podOf(without)).not.toHaveProperty('initContainers');
    expect(without.some(({ object }) => object.metadata.name === 'store-volumes')).toBe(false);
  });
});
