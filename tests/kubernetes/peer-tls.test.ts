import { PeerTls } from '../../lib';
import type { GroupLedger, TemplateLedger } from '../../lib/domain/operating-state';
import { fingerprintOf } from '../../lib/plan/members/authorities';
import { newAuthority, oldAuthority } from '../authorities';
import { find, ofKind, type Placed } from '../synth/output';
import { recorded, rendered } from './changing';

const template: TemplateLedger = { digest: '0123456789ab', heartbeatMillis: 100, electionMillis: 1000 };
const [old, young] = [fingerprintOf(oldAuthority), fingerprintOf(newAuthority)];
const wanted = PeerTls.certManager({ issuer: 'young', authorities: [newAuthority] });
const issued: NonNullable<GroupLedger['certificates']> = {
  issuer: 'old',
  issuerKind: 'ClusterIssuer',
  authorities: { [old]: oldAuthority, [young]: newAuthority },
};

/** What is rendered while these templates are in the ledger. */
function at(
  templates: Readonly<Record<string, Partial<TemplateLedger>>>,
  certificates: GroupLedger['certificates'],
  thawed: readonly string[] = [],
  peerTls = wanted,
): readonly Placed[] {
  const { groups, ...state } = recorded({});
  const store = groups?.['store'];
  if (!store) throw new Error('the group is recorded');
  const all = Object.fromEntries(Object.entries(templates).map(([cluster, of]) => [cluster, { ...template, ...of }]));
  const group = { ...store, templates: all, ...(certificates ? { certificates } : {}) };
  return rendered({ ...state, thawed, groups: { store: group } }, { peerTls });
}

const argsIn = (all: readonly Placed[], cluster: string): readonly string[] =>
  find(all, cluster, 'StatefulSet', 'store').spec.template.spec.containers[0].args;
const flag = (all: readonly Placed[], cluster: string, name: string): string | undefined =>
  argsIn(all, cluster)
    .find(arg => arg.startsWith(`--${name}=`))
    ?.slice(name.length + 3);
const listIn = (all: readonly Placed[], cluster: string): string =>
  find(all, cluster, 'ConfigMap', 'store-bootstrap').data.ETCD_INITIAL_CLUSTER;
const jobsIn = (all: readonly Placed[], cluster: string) =>
  ofKind(all, 'Job')
    .filter(({ place }) => place === cluster)
    .map(({ object }) => object);

describe('a group that is led to TLS between its peers', () => {
  const issuer = { issuer: 'young', issuerKind: 'ClusterIssuer' } as const;
  const all = at({ frankfurt: { peerTls: 'outgoing' }, dublin: { peerTls: 'on' }, london: { peerTls: 'outgoing' } }, issuer, ['dublin']);
  const begun = at({ frankfurt: {}, dublin: { peerTls: 'outgoing' }, london: {} }, issuer, ['dublin']);

  it('listens in each cluster as the ledger says, and connects with certificates where it has them', () => {
    expect(['frankfurt', 'dublin', 'london'].map(cluster => flag(all, cluster, 'listen-peer-urls'))).toEqual([
      'http://0.0.0.0:2380',
      'https://0.0.0.0:2380',
      'http://0.0.0.0:2380',
    ]);
    const withCertificates = (rendered: readonly Placed[]): readonly boolean[] =>
      ['frankfurt', 'dublin', 'london'].map(cluster => flag(rendered, cluster, 'peer-cert-file') !== undefined);
    expect(withCertificates(begun)).toEqual([false, true, false]);
    expect(withCertificates(all)).toEqual([true, true, true]);
  });

  it('lists each member in all clusters by the scheme with which that one listens', () => {
    const schemes = listIn(all, 'london')
      .split(',')
      .map(entry => entry.replace(/^store-(\d+)=(\w+):.*$/, '$1 $2'));
    expect(schemes).toEqual(['0 http', '1 http', '10 https', '11 https', '20 http']);
    expect(listIn(all, 'frankfurt')).toBe(listIn(all, 'london'));
  });

  it('has the certificates in every cluster before any member mounts them', () => {
    expect(ofKind(begun, 'Certificate').map(({ place, object }) => [place, object.spec.issuerRef.name])).toEqual([
      ['dublin', 'young'],
      ['frankfurt', 'young'],
      ['london', 'young'],
    ]);
  });

  it('is told by a job of each cluster at which addresses members listen, and asked by who restarts whether it knows the others', () => {
    const [prove, update] = jobsIn(all, 'dublin');
    expect(update?.spec.template.spec.containers[0].args).toEqual(
      expect.arrayContaining([
        'update',
        '--peer-urls=store-10=https://store-10.dublin.store.example.test:2380,store-11=https://store-11.dublin.store.example.test:2380',
      ]),
    );
    expect(update?.metadata.annotations?.['argocd.argoproj.io/hook']).toBeUndefined();
    expect(prove?.spec.template.spec.containers[0].args).toEqual(
      expect.arrayContaining(['prove', '--restarted=store-10,store-11', '--tls-folder=/etc/georaft/peer-tls']),
    );
    expect(jobsIn(all, 'frankfurt').map(({ spec }) => spec.template.spec.containers[0].args[0])).toEqual(['update']);
  });

  it('lets its jobs reach the ports of peers', () => {
    const policies = ofKind(all, 'NetworkPolicy').filter(({ object }) => JSON.stringify(object.spec.podSelector).includes('membership'));
    expect(policies.length).toBeGreaterThan(0);
    for (const { object } of policies)
      expect(
        object.spec.egress.some(({ ports }: { ports?: readonly { port: number }[] }) => ports?.some(({ port }) => port === 2380)),
      ).toBe(true);
  });
});

describe('a group whose authority changes', () => {
  const both = { peerTls: 'on', authorities: [old, young].sort() } as const;
  const all = at({ frankfurt: { peerTls: 'on', authorities: [old] }, dublin: both, london: both }, issued, ['dublin']);
  const trust = (cluster: string): string => find(all, cluster, 'ConfigMap', 'store-peer-trust').data['ca.crt'];

  it('trusts in each cluster what the ledger says, and keeps its issuer until it has another one', () => {
    expect(trust('frankfurt')).toBe(oldAuthority);
    expect(trust('dublin')).toContain(oldAuthority);
    expect(trust('dublin')).toContain(newAuthority);
    expect(ofKind(all, 'Certificate').map(({ object }) => object.spec.issuerRef.name)).toEqual(['old', 'old', 'old']);
  });

  it('mounts the certificate and whom it trusts in one folder, and restarts for them', () => {
    const { metadata, spec } = find(all, 'dublin', 'StatefulSet', 'store').spec.template;
    const volume = spec.volumes.find(({ name }: { name: string }) => name === 'peer-tls');
    expect(volume.projected.sources).toEqual([
      {
        secret: {
          name: 'store-peer-tls',
          items: [
            { key: 'tls.crt', path: 'tls.crt' },
            { key: 'tls.key', path: 'tls.key' },
          ],
        },
      },
      { configMap: { name: 'store-peer-trust' } },
    ]);
    expect(metadata.annotations['georaft.io/peer-authorities']).toBe([old, young].sort().join('.'));
  });
});

describe('a group without TLS', () => {
  it('needs no job and no port for it', () => {
    const all = at({ frankfurt: {}, dublin: {}, london: {} }, undefined, ['dublin'], PeerTls.none());
    expect(ofKind(all, 'Certificate')).toEqual([]);
    expect(jobsIn(all, 'dublin').map(({ spec }) => spec.template.spec.containers[0].args[0])).toEqual(['prove']);
    const text = JSON.stringify(
      ofKind(all, 'NetworkPolicy').filter(({ object }) => JSON.stringify(object.spec.podSelector).includes('membership')),
    );
    expect(text).not.toContain('2380');
  });
});
