import { planExternalDns } from '../../lib/plan/external-dns';
import { cluster, fleetOf } from '../fixtures';

const values = (args: readonly string[], name: string): readonly string[] =>
  args.filter(arg => arg.startsWith(`--${name}=`)).map(arg => arg.slice(name.length + 3));

const described = fleetOf([cluster(0), cluster(1)]);

describe('the two ExternalDNS instances of a cluster', () => {
  const [local, global] = (['local', 'global'] as const).map(scope => planExternalDns(described, cluster(0), scope).args);

  it('own what they write under different names', () => {
    expect(values(local ?? [], 'txt-owner-id')).toEqual(['test-frankfurt']);
    expect(values(global ?? [], 'txt-owner-id')).toEqual(['test-global']);
  });

  it('remove the cluster’s own names and never a shared one', () => {
    expect(values(local ?? [], 'policy')).toEqual(['sync']);
    expect(values(global ?? [], 'policy')).toEqual(['upsert-only']);
  });

  it('keep to the fleet’s zone', () => {
    for (const args of [local, global]) expect(values(args ?? [], 'domain-filter')).toEqual(['example.test']);
  });
});

describe('the shared names', () => {
  it('have one owner in all clusters, so that any living one may change them', () => {
    const owners = described.clusters.map(one => values(planExternalDns(described, one, 'global').args, 'txt-owner-id'));
    expect(owners).toEqual([['test-global'], ['test-global']]);
  });
});

describe('a cluster’s own names', () => {
  it('have an owner that no other cluster has', () => {
    const owners = described.clusters.map(one => values(planExternalDns(described, one, 'local').args, 'txt-owner-id'));
    expect(owners).toEqual([['test-frankfurt'], ['test-dublin']]);
  });
});
