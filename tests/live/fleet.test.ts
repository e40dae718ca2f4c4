import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { OperatingState } from '../../lib';
import { type FleetDocument, fleetFile } from '../../lib/plan/document/fleet-document';
import { predictedRow } from '../bench/failover/prediction';
import { type LabInfo, lab, missing, type Site, until } from './lab';
import { labApp, otherApp } from './lab-fleet';

interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: { readonly template?: { readonly metadata: object; readonly spec: PodSpec } };
}

interface PodSpec {
  readonly volumes?: readonly object[];
  readonly restartPolicy?: string;
}

interface Application {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly sync?: { readonly status: string };
    readonly health?: { readonly status: string };
    readonly history?: readonly unknown[];
    readonly operationState?: { readonly message?: string; readonly finishedAt?: string };
    readonly conditions?: readonly { readonly message: string }[];
  };
}

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;

/** Seconds for what happens within one site, and for what needs names to travel between sites. */
const soon = 120;
const later = 240;

live('the example systems on three real clusters', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'georaft-live-'));
  const dist = join(scratch, 'dist');
  let info: LabInfo;
  const other = join(scratch, 'other');
  const objectsOf = (folder: string, within = dist): readonly Rendered[] =>
    readdirSync(join(within, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
      .flatMap(entry =>
        parseAllDocuments(readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8')).map(
          document => document.toJS() as Rendered,
        ),
      );

  beforeAll(async () => {
    if (process.env.GEORAFT_LAB !== 'running') {
      await down();
      lab.run('up', '3');
    }
    // On the first start the new API groups are served a moment after their definitions are stored, and it is built before.
    await until('Argo CD', 20 * 60, () => lab.run('argocd', 'up') !== undefined || undefined);
    info = lab.info();
    for (const app of [labApp(info, dist), otherApp(info, other)]) {
      expect(app.synthesize().findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
    const busybox = ['/bin/busybox=/bin/busybox'];
    // Whitewater itself is not public: a server on its port stands in for it, so that its objects can become healthy.
    lab.image(
      join(scratch, 'whitewater.tar'),
      'registry.example.test/whitewater:1.0.0',
      ['/bin/busybox', 'httpd', '-f', '-p', '8090'],
      ...busybox,
    );
    for (const site of info.sites) prepare(site);
  }, 45 * 60_000);

  afterAll(async () => {
    if (process.env.GEORAFT_LAB !== 'running') await down();
    rmSync(scratch, { recursive: true, force: true });
  }, soon * 1000);

  /** Ends the lab. Containers that are just ending keep their file systems busy for a moment. */
  const down = (): Promise<true> =>
    until('the end of the lab', soon, () => {
      lab.run('down');
      return true as const;
    });

  /** Everything but whitewater, which runs as a stand-in and is left to Argo CD. */
  const units = ({ name }: Site): readonly string[] => readdirSync(join(dist, name)).filter(unit => unit !== 'whitewater');

  /** What Terraform makes on a real fleet: the namespaces, and the key that Git must not hold. */
  function prepare(site: Site): void {
    // A pod cannot even be tried without its account.
    const first = ['Namespace', 'ServiceAccount'];
    const objects = [...objectsOf(site.name), ...objectsOf(site.name, other)];
    for (const kind of first) for (const object of objects.filter(candidate => candidate.kind === kind)) lab.apply(site.number, object);
    lab.apply(site.number, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'external-dns-tsig', namespace: 'external-dns' },
      stringData: { secret: site.tsig.secret },
    });
  }

  describe.each([
    ['the examples', dist],
    ['every other way to find peers, to be reached and to be delivered', other],
  ])('before anything runs: %s', (_, rendered) => {
    it('every object is accepted by the server of its cluster', () => {
      for (const site of info.sites) {
        const { code, text } = lab.try(site.number, ['apply', '--server-side', '--dry-run=server', '-R', '-f', join(rendered, site.name)]);
        expect({ site: site.name, code, text: code === 0 ? '' : text }).toEqual({ site: site.name, code: 0, text: '' });
        expect(
          text
            .trim()
            .split('\n')
            .filter(line => line.includes('serverside-applied')),
        ).toHaveLength(objectsOf(site.name, rendered).length);
      }
      const argocd = lab.try(1, ['apply', '--server-side', '--dry-run=server', '-f', join(rendered, 'argocd')]);
      expect(argocd.code === 0 ? '' : argocd.text).toBe('');
    });

    it('every pod template is admitted where the restricted standard is enforced', () => {
      for (const site of info.sites) {
        const pods = objectsOf(site.name, rendered)
          .filter(({ spec }) => spec?.template)
          .map(asPod);
        expect(pods.length).toBeGreaterThan(0);
        for (const pod of pods) {
          const { code, text } = lab.try(site.number, ['create', '--dry-run=server', '-f', '-'], JSON.stringify(pod));
          expect(code === 0 ? '' : text).toBe('');
        }
      }
    });
  });

  describe('a namespace of a system', () => {
    it('refuses a pod that may become root', () => {
      const container = { name: 'c', image: 'registry.k8s.io/pause:3.10' };
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'root', namespace: 'settings' }, spec: { containers: [container] } };
      const { code, text } = lab.try(1, ['create', '--dry-run=server', '-f', '-'], JSON.stringify(pod));
      expect(code).not.toBe(0);
      expect(text).toContain('violates PodSecurity "restricted:');
    });
  });

  describe('all systems of etcd, applied', () => {
    beforeAll(() => {
      for (const site of info.sites) {
        for (const unit of units(site)) {
          lab.kubectl(site.number, 'apply', '--server-side', '-f', join(dist, site.name, unit));
        }
      }
    });

    it(
      'five members of settings form one group through the names that ExternalDNS publishes',
      async () => {
        const members = await until('five healthy members of settings', later, () => {
          const { members } = etcd<{ members: readonly { name: string; peerURLs: readonly string[] }[] }>(
            1,
            'settings',
            'settings-10',
            'member',
            'list',
          );
          return members.length === 5 && healthy(1, 'settings-10') === 5 ? members : undefined;
        });
        const urls = members.flatMap(({ peerURLs }) => peerURLs).sort();
        const names = [
          ['s1', 10],
          ['s1', 11],
          ['s2', 20],
          ['s2', 21],
          ['s3', 30],
        ].map(([site, ordinal]) => `http://settings-${ordinal}.${site}.settings.${info.zone}:2380`);
        expect(urls).toEqual(names.sort());
        for (const url of urls) expect(dig(new URL(url).hostname)).toHaveLength(1);
      },
      later * 1000,
    );

    it(
      'every member becomes ready',
      async () => {
        for (const [site, name] of [
          [1, 'settings'],
          [2, 'settings'],
          [3, 'settings'],
          [1, 'ledger'],
          [2, 'ledger'],
        ] as const)
          await ready(site, name);
      },
      2 * later * 1000,
    );

    it(
      'the name of settings leads to the ready members of the active cluster',
      async () => {
        const pods = podAddresses(1, 'settings');
        await until('settings.<zone> to name the members of s1', later, () =>
          same(dig(`settings.${info.zone}`), pods) ? true : undefined,
        );
      },
      later * 1000,
    );

    it(
      'the groups of ledger are two, and the mirror carries a key from the active to the hot one',
      async () => {
        const groupOf = (site: number, pod: string): readonly string[] =>
          etcd<{ members: readonly { name: string }[] }>(site, 'ledger', pod, 'member', 'list')
            .members.map(({ name }) => name)
            .sort();
        expect(groupOf(1, 'ledger-10')).toEqual(['ledger-10', 'ledger-11', 'ledger-12']);
        expect(groupOf(2, 'ledger-20')).toEqual(['ledger-20', 'ledger-21', 'ledger-22']);
        etcd(1, 'ledger', 'ledger-10', 'put', 'carried', 'over');
        await until('the key in the hot standby', later, () => {
          const { kvs } = etcd<{ kvs?: readonly { value: string }[] }>(2, 'ledger', 'ledger-20', 'get', 'carried');
          return kvs?.[0]?.value === Buffer.from('over').toString('base64') ? true : undefined;
        });
      },
      2 * later * 1000,
    );

    it(
      'a learner joins its group by itself, replicates and has no vote',
      async () => {
        await ready(2, 'journal', 'journal-learner');
        const { members } = etcd<{ members: readonly { name: string; isLearner?: boolean }[] }>(
          1,
          'journal',
          'journal-10',
          'member',
          'list',
        );
        expect(members.filter(({ isLearner }) => isLearner).map(({ name }) => name)).toEqual(['journal-learner-20']);
        expect(members).toHaveLength(4);
      },
      2 * later * 1000,
    );

    it('the cold standby runs nobody and the server keeps its claim template', () => {
      expect(
        lab.get<{ spec: { replicas: number; volumeClaimTemplates: readonly object[] } }>(3, '-n', 'ledger', 'statefulset', 'ledger').spec,
      ).toMatchObject({ replicas: 0, volumeClaimTemplates: [{ metadata: { name: 'data' } }] });
      expect(podAddresses(3, 'ledger')).toEqual([]);
    });

    it('a second apply changes nothing', () => {
      for (const site of info.sites) {
        for (const unit of units(site)) {
          const { code, text } = lab.try(site.number, ['diff', '--server-side', '-f', join(dist, site.name, unit)]);
          expect({ site: site.name, unit, code, text }).toEqual({ site: site.name, unit, code: 0, text: '' });
        }
      }
    });
  });

  describe('the same folder, delivered by Argo CD', () => {
    const applications = (): readonly Application[] => lab.get<{ items: readonly Application[] }>(1, '-n', 'argocd', 'applications').items;
    const settled = (): readonly Application[] | undefined => {
      const all = applications();
      const open = all.filter(({ status }) => status?.sync?.status !== 'Synced' || status.health?.status !== 'Healthy');
      if (all.length === 14 && open.length === 0) return all;
      throw new Error(
        open
          .map(
            ({ metadata, status }) =>
              `${metadata.name}: ${status?.sync?.status} ${status?.health?.status} ${status?.operationState?.message ?? ''} ${status?.conditions?.map(({ message }) => message).join(' ') ?? ''}`,
          )
          .join('\n'),
      );
    };

    it(
      'every Application becomes Synced and Healthy, the cold standby too',
      async () => {
        lab.run('argocd', 'push', dist);
        lab.kubectl(1, 'apply', '--server-side', '-f', join(dist, 'argocd'));
        // The lab has no ingress controller, which would write its address into the status.
        for (const site of info.sites) {
          await until(`the Ingress of whitewater in ${site.name}`, later, () =>
            lab.kubectl(site.number, '-n', 'whitewater', 'get', 'ingress', 'whitewater'),
          );
          const status = { status: { loadBalancer: { ingress: [{ ip: site.node }] } } };
          lab.kubectl(
            site.number,
            '-n',
            'whitewater',
            'patch',
            'ingress',
            'whitewater',
            '--subresource=status',
            '--type=merge',
            '-p',
            JSON.stringify(status),
          );
        }
        const all = await until('every Application', 2 * later, settled);
        expect(all.map(({ metadata }) => metadata.name)).toContain('ledger-s3');
      },
      3 * later * 1000,
    );

    it(
      'a push without a change leaves them alone',
      async () => {
        const before = facts();
        lab.run('argocd', 'push', dist);
        // A refresh that was asked for is answered by removing the request.
        await until('the refresh of every Application', soon, () => {
          const waiting = lab.get<{ items: readonly { metadata: { annotations?: Record<string, string> } }[] }>(
            1,
            '-n',
            'argocd',
            'applications',
          ).items;
          return waiting.some(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/refresh']) ? undefined : true;
        });
        settled();
        expect(facts()).toEqual(before);
      },
      soon * 1000,
    );

    /** What would change if anything were synchronized or restarted. */
    const facts = (): object => ({
      synchronized: Object.fromEntries(
        applications().map(({ metadata, status }) => [metadata.name, [status?.history?.length, status?.operationState?.finishedAt]]),
      ),
      generations: info.sites.map(({ number }) =>
        lab
          .get<{ items: readonly { metadata: { namespace: string; name: string; generation: number } }[] }>(
            number,
            '-A',
            'statefulsets,deployments',
          )
          .items.map(({ metadata }) => `${metadata.namespace}/${metadata.name} ${metadata.generation}`),
      ),
    });
  });

  describe('while a client writes to settings', () => {
    let writer: ChildProcess;
    const acknowledged = join(scratch, 'acknowledged');
    const count = (): number => readFileSync(acknowledged, 'utf8').split('\n').length - 1;
    const hosts = (): readonly string[] =>
      [
        ['s1', 10],
        ['s2', 20],
        ['s3', 30],
        ['s1', 11],
        ['s2', 21],
      ].map(([site, ordinal]) => `settings-${ordinal}.${site}.settings.${info.zone}`);

    beforeAll(() => {
      writeFileSync(acknowledged, '');
      writer = spawn(lab.program, ['exec', process.execPath, join(__dirname, 'writer.js'), info.dns, acknowledged, ...hosts()], {
        stdio: 'inherit',
        detached: true,
      });
    });

    afterAll(() => {
      if (writer.pid && writer.exitCode === null && writer.signalCode === null) process.kill(-writer.pid, 'SIGTERM');
    });

    it.each([1, 2, 3])(
      'the group goes on without site %i, and takes it back',
      async number => {
        const started = count();
        await until('writes before the loss', soon, () => (count() >= started + 20 ? true : undefined));
        lab.run('kill', String(number));
        const lost = count();
        await until('writes after the loss', soon, () => (count() >= lost + 50 ? true : undefined));
        lab.run('start', String(number));
        const ordinal = number === 1 ? 'settings-20' : 'settings-10';
        await until('five healthy members again', later, () => {
          return healthy(number === 1 ? 2 : 1, ordinal) === 5 ? true : undefined;
        });
        await ready(number, 'settings');
      },
      3 * later * 1000,
    );

    it(
      'no acknowledged write is lost',
      async () => {
        if (writer.pid) process.kill(-writer.pid, 'SIGTERM');
        await until('the end of the writer', soon, () => (writer.exitCode !== null || writer.signalCode !== null ? true : undefined));
        const keys = readFileSync(acknowledged, 'utf8').trim().split('\n');
        expect(keys.length).toBeGreaterThan(200);
        for (const [site, pod] of [
          [1, 'settings-10'],
          [2, 'settings-20'],
          [3, 'settings-30'],
        ] as const) {
          const { kvs } = etcd<{ kvs: readonly { key: string; value: string }[] }>(site, 'settings', pod, 'get', '--prefix', 'write-');
          const values = new Map(kvs.map(({ key, value }) => [text(key), text(value)]));
          expect(keys.filter(key => values.get(key) !== String(Number(key.slice('write-'.length))))).toEqual([]);
        }
      },
      2 * soon * 1000,
    );
  });

  describe('when the active cluster of settings is lost', () => {
    const moved = join(scratch, 'moved');
    const published = (): readonly string[] => dig(`settings.${info.zone}`);

    const role = (site: number): string | undefined =>
      lab.get<{ metadata: { annotations: Record<string, string> } }>(site, '-n', 'settings', 'statefulset', 'settings').metadata
        .annotations['georaft.io/role'];

    it(
      'its name follows a commit that somebody applies by hand, since Argo CD runs in the site that is lost',
      async () => {
        const state = { ...OperatingState.initial(), bootstrapped: true, active: 's2', epoch: 2 };
        const { findings } = labApp(info, moved, state).synthesize();
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const plan = JSON.parse(readFileSync(join(dist, fleetFile), 'utf8')) as FleetDocument;
        const { row } = predictedRow(plan, 'settings', { loss: 'cluster', clusters: ['s1'], other: [] });
        expect(row.steps.slice(-2)).toEqual([
          { step: 'switchover', clusters: ['s2'] },
          { step: 'apply', clusters: ['s2', 's3'] },
        ]);
        const before = published();
        lab.run('kill', '1');
        lab.run('argocd', 'push', moved); // the repository is no part of any site
        await until('a write without s1', later, () => etcd<object>(2, 'settings', 'settings-20', 'put', 'without', 's1'));
        // The commit is there, and nobody brings it: roles and name are what they were.
        expect([role(2), role(3)]).toEqual(['voting', 'witness']);
        expect([...published()].sort()).toEqual([...before].sort());
        for (const number of [2, 3])
          lab.kubectl(number, 'apply', '--server-side', '--force-conflicts', '-f', join(moved, `s${number}`, 'settings'));
        const pods = podAddresses(2, 'settings');
        await until('settings.<zone> to name the members of s2', later, () => (same(published(), pods) ? true : undefined));
      },
      2 * later * 1000,
    );

    it(
      'it returns as a standby once Argo CD is back and sees the commit, with its members in the group',
      async () => {
        lab.run('start', '1');
        await until('the role of s1 in the commit', later, () => (role(1) === 'voting' ? true : undefined));
        await until('five healthy members again', later, () => (healthy(2, 'settings-20') === 5 ? true : undefined));
        await ready(1, 'settings');
        expect([role(1), role(2)]).toEqual(['voting', 'active']);
        await until('settings.<zone> to stay with s2', soon, () => (same(published(), podAddresses(2, 'settings')) ? true : undefined));
      },
      2 * later * 1000,
    );
  });

  const text = (base64: string): string => Buffer.from(base64, 'base64').toString();
  const same = (a: readonly string[], b: readonly string[]): boolean => a.length > 0 && [...a].sort().join() === [...b].sort().join();

  /** etcdctl inside a member, with its answer as data. */
  function etcd<T>(site: number, namespace: string, pod: string, ...args: readonly string[]): T {
    return JSON.parse(lab.kubectl(site, '-n', namespace, 'exec', pod, '--', 'etcdctl', '--command-timeout=5s', '-w', 'json', ...args)) as T;
  }

  /** Members of settings that answer through the quorum, asked from one of them under their published names. */
  const healthy = (site: number, pod: string): number =>
    etcd<readonly { health: boolean }[]>(site, 'settings', pod, 'endpoint', 'health', '--cluster').filter(({ health }) => health).length;

  const dig = (name: string): readonly string[] =>
    lab
      .run('dns', 'dig', '+short', name, 'A')
      .split('\n')
      .filter(line => /^\d+\.\d+\.\d+\.\d+$/.test(line));

  const podAddresses = (site: number, system: string): readonly string[] =>
    lab
      .get<{ items: readonly { status: { podIP?: string } }[] }>(
        site,
        '-n',
        system,
        'pods',
        '-l',
        `app.kubernetes.io/name=${system},app.kubernetes.io/component=voter`,
      )
      .items.flatMap(({ status }) => (status.podIP ? [status.podIP] : []));

  async function ready(site: number, namespace: string, name = namespace): Promise<void> {
    await until(`${name} in s${site}`, later, () => {
      const { spec, status } = lab.get<{ spec: { replicas: number }; status: { readyReplicas?: number } }>(
        site,
        '-n',
        namespace,
        'statefulset',
        name,
      );
      if (status.readyReplicas === spec.replicas) return true;
      throw new Error(lab.try(site, ['-n', namespace, 'get', 'pods', '-o', 'wide']).text);
    });
  }
});

/** The pod that a template would make, with its claim's volume replaced by an empty one. */
function asPod({ metadata, spec, kind }: Rendered): object {
  const template = spec?.template;
  const volumes = [...(template?.spec.volumes ?? []), ...(kind === 'StatefulSet' ? [{ name: 'data', emptyDir: {} }] : [])];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template?.metadata, name: metadata.name, namespace: metadata.namespace },
    spec: { ...template?.spec, volumes },
  };
}
