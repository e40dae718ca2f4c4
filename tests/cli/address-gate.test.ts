import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PeerDiscovery } from '../../lib';
import type { Cluster } from '../../lib/domain/cluster';
import { cluster } from '../fixtures';
import { kubectl, type Repository, recorded } from './repository';

const old: Partial<Cluster> = {
  podCidrs: ['10.0.128.0/18'],
  dnsCidrs: ['10.9.0.10/32'],
  apiServer: { cidrs: ['192.0.2.2/32'], port: 6443 },
};
const now: Partial<Cluster> = {
  podCidrs: ['10.99.0.0/16'],
  dnsCidrs: ['10.9.0.11/32'],
  apiServer: { cidrs: ['192.0.2.99/32'], port: 6443 },
};
const clusters = (london: Partial<Cluster>): readonly Cluster[] => [cluster(0), cluster(1), cluster(2, london)];

/** What london answers besides what every cluster does; nothing where it refuses to. */
interface London {
  readonly pods?: readonly { readonly name: string; readonly phase?: string; readonly addresses: readonly string[] }[];
  readonly dns?: readonly string[];
  readonly api?: readonly string[];
}

/** Moved pods, DNS servers and API server of london, in the program and not yet in its clusters. */
function moving(): Repository {
  const repository = recorded({ discovery: PeerDiscovery.kubernetesApi() }, clusters(old));
  expect(repository.synthesize(2, 2, 1)).toEqual([]);
  repository.describe(clusters(now));
  expect(repository.synthesize(2, 2, 1)).toEqual([]);
  return repository;
}

/** The gate, asked with these answers of london. */
function asked(repository: Repository, london: London, ...args: readonly string[]) {
  const [command = 'gate', ...more] = args;
  return repository.run(command, 'demo', ...more, '--kubectl', asking(repository, london));
}

/** A command that answers so. */
function asking(repository: Repository, { pods, dns, api }: London): string {
  const usual = kubectl(repository, () => true).replace(' {}', '');
  const folder = join(repository.folder, 'answers');
  const answer = (file: string, value: unknown): string => {
    if (value === undefined) return 'exit 1';
    writeFileSync(join(folder, file), JSON.stringify(value));
    return `exec cat ${join(folder, file)}`;
  };
  const slices = (addresses: readonly string[] | undefined, port: number) =>
    addresses && { items: [{ endpoints: [{ addresses }], ports: [{ port }] }] };
  const items = pods?.map(({ name, phase = 'Running', addresses }) => ({
    metadata: { name, namespace: 'apps' },
    status: { phase, podIPs: addresses.map(ip => ({ ip })) },
  }));
  const script = join(folder, 'asking');
  const lines = [
    '#!/bin/sh',
    'case "$*" in',
    `"london "*" get pods --all-namespaces "*) ${answer('all-pods', items && { items })} ;;`,
    `"london "*" get service kube-dns --namespace kube-system "*) ${answer('dns', dns && { spec: { clusterIPs: dns } })} ;;`,
    `"london "*" get endpointslices --namespace kube-system "*) ${answer('dns-slices', slices(dns && [], 53))} ;;`,
    `"london "*" get endpointslices --namespace default "*) ${answer('api', slices(api, 6443))} ;;`,
    `*" get pods --all-namespaces "*|*" get endpointslices "*|*" get service "*) echo "$*" >> ${join(folder, 'other')}; exit 1 ;;`,
    `*) exec ${usual} "$@" ;;`,
    'esac',
  ];
  writeFileSync(script, `${lines.join('\n')}\n`);
  chmodSync(script, 0o755);
  return `${script} {}`;
}

const settled: London = { pods: [{ name: 'web', addresses: ['10.99.0.7'] }], dns: ['10.9.0.11'], api: ['192.0.2.99'] };

describe('georaft gate before old addresses are no longer admitted', () => {
  it('lets the step pass where nothing has them any more', () => {
    expect(asked(moving(), settled)).toMatchObject({ code: 0, out: 'the next step of demo may be committed\n' });
  });

  it('lets a pod that has ended keep its address', () => {
    const pods = [{ name: 'job', phase: 'Succeeded', addresses: ['10.0.129.7'] }];
    expect(asked(moving(), { ...settled, pods })).toMatchObject({ code: 0 });
  });

  it('waits while pods of any namespace have an address in the old range', () => {
    const pods = ['a', 'b', 'c', 'd', 'e'].map((name, at) => ({ name, addresses: [`fd00::${at}`, `10.0.129.${at}`] }));
    expect(asked(moving(), { ...settled, pods })).toMatchObject({
      code: 1,
      out: 'waits: apps/a, apps/b, apps/c, 2 more in london have an address in 10.0.128.0/18\n',
    });
  });

  it('waits while DNS and the API server answer at old addresses', () => {
    expect(asked(moving(), { ...settled, dns: ['10.9.0.10'], api: ['192.0.2.2', '192.0.2.99'] })).toMatchObject({
      code: 1,
      out: 'waits: the DNS of london still answers at 10.9.0.10\nwaits: the API server of london still answers at 192.0.2.2, port 6443\n',
    });
  });

  it('waits where the cluster does not say who has which address, and not for a Service of DNS that is not there', () => {
    expect(asked(moving(), {})).toMatchObject({
      code: 1,
      out: 'waits: london does not say which pods have an address in 10.0.128.0/18\nwaits: london does not say at which addresses its API server answers\n',
    });
  });

  it('may be left out, where somebody has looked', () => {
    expect(moving().run('step', 'demo', '--unasked')).toMatchObject({ code: 0, out: expect.stringContaining('no longer admit') });
  });

  it('is asked by a step that says what somebody must look at, and then has none left', () => {
    const repository = moving();
    const before = repository.ledger;
    const waits = asked(repository, { ...settled, api: ['192.0.2.2'] }, 'step');
    expect(waits).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('demo was not changed: the API server of london still answers'),
    });
    expect(repository.ledger).toEqual(before);
    const { code, out } = asked(repository, settled, 'step');
    expect(code).toBe(0);
    expect(out).toContain('no longer admit 10.0.128.0/18, DNS at 10.9.0.10/32, the API server at 192.0.2.2/32, port 6443 of london\n');
    expect(out).toContain('by hand: see which DNS servers pods use: kubectl --context london');
    expect(out).toContain('back: revert the commit');
    expect(repository.synthesize(2, 2, 1)).toEqual([]);
    expect(repository.run('step', 'demo').out).toContain('no step is left');
    expect(repository.run('check', '--settled').code).toBe(0);
  });
});
