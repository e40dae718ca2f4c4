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
    const ready = (): number =>
      pods().filter(({ status }) => status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True')).length;

    beforeAll(async () => {
      world = World.get();
      scratch = mkdtempSync(join(tmpdir(), 'georaft-facts-'));
      lab.image(join(scratch, 'silent.tar'), silentImage, ['/bin/busybox', 'sleep', '2147483647'], '/bin/busybox=/bin/busybox');
      fleet = RenderedFleet.of(world.info, 'members', DnsProvider.rfc2136({ host: world.info.dns }), ([first, second, third]) => ({
        [system]: {
          topology: Topology.activeStandby({
            active: Seat.of(first, { voters: 2 }),
            standbys: [Standby.voting(second, { voters: 2 }), Standby.witness(third, { voters: 1 })],
          }),
          access: Access.dns({ host: `${system}.${world.info.zone}`, ttl: Duration.seconds(5), exposure: Exposure.podAddresses() }),
        },
      }));
      for (const kind of ['ServiceAccount', 'ConfigMap'])
        for (const object of fleet.all(1, kind).filter(({ metadata }) => metadata.name.startsWith(system))) put(1, object);
      put(1, onMemory(fleet.one(1, 'StatefulSet', system)));
      await until('the addresses of two members', 60, addresses);
    }, 120_000);

    afterAll(() => {
      clear(world.info);
      world.bind.clear(world.site(1));
      rmSync(scratch, { recursive: true, force: true });
    }, 60_000);

    describe('their names', () => {
      it('are published by the peer Service before any of them is ready', () => {
        put(1, service('facts-peer'));
        instance().loop();
        expect(ready()).toBe(0);
        expect(answers()).toEqual(addresses());
        for (const { metadata, status } of pods()) expect(answers(`${metadata.name}.`)).toEqual([status.podIP]);
      });

      it('are not published by the client Service', () => {
        put(1, service('facts'));
        instance().loop(3);
        expect(ready()).toBe(0);
        expect(answers('clients.')).toEqual([]);
      });

      it('are published by that Service too if it says what the peer Service says', () => {
        const { spec } = service('facts');
        put(1, { ...service('facts'), spec: { ...spec, publishNotReadyAddresses: true } });
        instance().loop();
        expect(ready()).toBe(0);
        expect(answers('clients.')).toEqual(addresses());
        put(1, { ...service('facts'), spec: { ...spec, publishNotReadyAddresses: false } });
        instance().loop();
        expect(answers('clients.')).toEqual([]);
      });

      it('are published by the client Service once members are ready', async () => {
        const first = must(pods()[0]);
        lab.kubectl(1, '-n', namespace, 'exec', first.metadata.name, '--', '/bin/busybox', 'httpd', '-p', '8090');
        await until('one ready member', 60, () => (ready() === 1 ? true : undefined));
        put(1, service('facts'));
        await until('its address at the client Service', 30, () => {
          instance().loop();
          return answers('clients.').length > 0 ? true : undefined;
        });
        expect(answers('clients.')).toEqual([first.status.podIP]);
        expect(answers()).toEqual(addresses());
      });
    });

    describe.each([
      ['the prefix since 0.22', current, old],
      ['the prefix up to 0.21', old, current],
    ])('an instance that knows %s', (_, known, unknown) => {
      const knowing = (): Instance => instance().with(`--annotation-prefix=${known}`);

      it('reads the annotations of a Service as it is rendered', () => {
        put(1, service('facts-peer'));
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
