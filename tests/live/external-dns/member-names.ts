import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { Access, DnsProvider, Exposure, Seat, Standby, Topology } from '../../../lib';
import { must } from '../../fixtures';
import { lab, until } from '../lab';
import type { Instance } from './instance';
import { clear, namespace, put, type Rendered } from './objects';
import { RenderedFleet, silentImage } from './rendered-fleet';
import { World } from './world';

interface Pod {
  readonly metadata: { readonly name: string };
  readonly status: { readonly podIP?: string; readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface Slice {
  readonly endpoints?: readonly { readonly conditions: { readonly ready: boolean } }[];
}

const system = 'facts';
const current = 'external-dns.kubernetes.io/';
const old = 'external-dns.alpha.kubernetes.io/';

/** The names of members, from the Services that a system is rendered with and pods that run. */
export function memberNames(): void {
  describe('the members of a system', () => {
    let world: World;
    let fleet: RenderedFleet;
    let scratch: string;

    const service = (name: string): Rendered => fleet.one(1, 'Service', name);
    const instance = (): Instance => fleet.instance(1);
    const answers = (label = ''): readonly string[] => world.bind.answers(`${label}s1.${system}.${world.info.zone}`);
    const pods = (): readonly Pod[] => lab.get<{ items: readonly Pod[] }>(1, '-n', namespace, 'pods').items;
    /** Of both members. */
    const addresses = (): readonly string[] => {
      const all = pods().flatMap(({ status }) => status.podIP ?? []);
      expect(all).toHaveLength(2);
      return all.sort();
    };
    const ready = (): readonly string[] =>
      pods()
        .filter(({ status }) => status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'))
        .flatMap(({ status }) => status.podIP ?? []);
    /** Puts a Service, and waits until the control plane says of so many of both members that its clients may use them. */
    const served = async (object: Rendered, usable: 0 | 1 | 2): Promise<void> => {
      put(1, object);
      await until(`${usable} of 2 endpoints of ${object.metadata.name}`, 60, () => {
        const of = ['-l', `kubernetes.io/service-name=${object.metadata.name}`];
        const { items } = lab.get<{ items: readonly Slice[] }>(1, '-n', namespace, 'endpointslices', ...of);
        const known = items.flatMap(({ endpoints }) => endpoints ?? []);
        return known.length === 2 && known.filter(({ conditions }) => conditions.ready).length === usable ? true : undefined;
      });
    };

    beforeAll(async () => {
      world = World.get();
      scratch = mkdtempSync(join(tmpdir(), 'georaft-facts-'));
      lab.image(join(scratch, 'silent.tar'), silentImage, ['/bin/busybox', 'sleep', '2147483647'], '/bin/busybox=/bin/busybox');
      fleet = RenderedFleet.of(
        world.info,
        'members',
        { provider: DnsProvider.rfc2136({ host: world.info.dns }) },
        ([first, second, third]) => ({
          [system]: {
            topology: Topology.activeStandby({
              active: Seat.of(first, { voters: 2 }),
              standbys: [Standby.voting(second, { voters: 2 }), Standby.witness(third, { voters: 1 })],
            }),
            access: Access.dns({ host: `${system}.${world.info.zone}`, ttl: Duration.seconds(5), exposure: Exposure.podAddresses() }),
          },
        }),
      );
      for (const kind of ['ServiceAccount', 'ConfigMap'])
        for (const object of fleet.all(1, kind).filter(({ metadata }) => metadata.name.startsWith(system))) put(1, object);
      put(1, onMemory(fleet.one(1, 'StatefulSet', system)));
      await until('the addresses of two members', 60, addresses);
    });

    afterAll(() => {
      clear(world.info);
      world.bind.clear(world.site(1));
      rmSync(scratch, { recursive: true, force: true });
    });

    describe('their names', () => {
      it('are published by the peer Service before any of them is ready', async () => {
        await served(service('facts-peer'), 2);
        instance().loop();
        expect(ready()).toEqual([]);
        expect(answers()).toEqual(addresses());
        for (const { metadata, status } of pods()) expect(answers(`${metadata.name}.`)).toEqual([status.podIP]);
      });

      it('are not published by the client Service', async () => {
        await served(service('facts'), 0);
        instance().loop(3);
        expect(ready()).toEqual([]);
        expect(answers('clients.')).toEqual([]);
      });

      it('are published by that Service too if it says what the peer Service says', async () => {
        const { spec } = service('facts');
        await served({ ...service('facts'), spec: { ...spec, publishNotReadyAddresses: true } }, 2);
        instance().loop();
        expect(ready()).toEqual([]);
        expect(answers('clients.')).toEqual(addresses());
        await served({ ...service('facts'), spec: { ...spec, publishNotReadyAddresses: false } }, 0);
        instance().loop();
        expect(answers('clients.')).toEqual([]);
      });

      it('are published by the client Service once members are ready', async () => {
        const first = must(pods()[0]);
        lab.kubectl(1, '-n', namespace, 'exec', first.metadata.name, '--', '/bin/busybox', 'httpd', '-p', '8090');
        await served(service('facts'), 1);
        instance().loop();
        expect(ready()).toEqual([first.status.podIP]);
        expect(answers('clients.')).toEqual([first.status.podIP]);
        expect(answers()).toEqual(addresses());
      });
    });

    describe.each([
      ['the prefix since 0.22', current, old],
      ['the prefix up to 0.21', old, current],
    ])('an instance that knows %s', (_, known, unknown) => {
      const knowing = (): Instance => instance().with(`--annotation-prefix=${known}`);

      it('reads the annotations of a Service as it is rendered', async () => {
        await served(service('facts-peer'), 2);
        knowing().loop();
        expect(answers()).toEqual(addresses());
      });

      it('takes the names away from members whose Service has the other prefix only', () => {
        put(1, withoutPrefix(service('facts-peer'), known));
        knowing().loop();
        expect(answers()).toEqual([]);
        knowing().loop(2);
        expect(answers()).toEqual([]);
      });

      it('is what makes the difference: one that knows the other prefix publishes that Service', () => {
        instance().with(`--annotation-prefix=${unknown}`).loop();
        expect(answers()).toEqual(addresses());
      });
    });
  });
}

/** A StatefulSet whose members keep their data in memory: a volume of the lab serves once only. */
function onMemory(set: Rendered): Rendered {
  const {
    volumeClaimTemplates: _,
    template,
    ...spec
  } = set.spec as {
    readonly volumeClaimTemplates: unknown;
    readonly template: { readonly spec: { readonly volumes?: readonly object[] } };
  };
  const volumes = [...(template.spec.volumes ?? []), { name: 'data', emptyDir: {} }];
  return { ...set, spec: { ...spec, template: { ...template, spec: { ...template.spec, volumes } } } };
}

const withoutPrefix = (object: Rendered, prefix: string): Rendered => ({
  ...object,
  metadata: {
    ...object.metadata,
    annotations: Object.fromEntries(Object.entries(object.metadata.annotations ?? {}).filter(([name]) => !name.startsWith(prefix))),
  },
});
