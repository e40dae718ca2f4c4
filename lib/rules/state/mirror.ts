import { objectOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { type PeerEntry, peerEntries } from '../../manifests/pods/peer-list';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { listAt, textAt, valueAt } from '../../manifests/yaml/json';
import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import { type ManifestFound, unitRule } from '../rule';

/** What is copied is copied one way, once. */
export const mirror = unitRule(
  {
    name: 'state/mirror',
    severity: 'error',
    demands:
      'A mirror runs in each hot standby, one pod at a time, from the members of the active cluster into its own; in the active cluster it is stopped.',
    why: 'Two mirrors in opposite directions copy the same keys for ever, and an old value can come back over a new one; without the mirror the standby falls behind without an end.',
    source: 'etcd etcdctl/doc/mirror_maker.md; Kubernetes, "Deployments: strategy".',
  },
  ({ system, clusters }) => (system ? clusters.flatMap(cluster => ofCluster(cluster, system)) : []),
);

function ofCluster(manifests: ClusterManifests, system: SystemDocument): readonly ManifestFound[] {
  const { cluster, seat } = manifests;
  const name = `${system.name}-mirror`;
  const object = objectOf(manifests, 'Deployment', name, system.namespace);
  if (!seat) return [];
  if (!object) {
    if (seat.mirror === null) return [];
    const part =
      seat.mirror === 'runs'
        ? 'a hot standby, and nothing copies into it'
        : 'active, and has no stopped mirror for when it becomes the standby';
    return [{ at: `${system.name}/${cluster}`, problem: `there is no Deployment ${name}: the cluster is ${part}`, fix: 'restore it' }];
  }
  const wanted = seat.mirror === 'runs' ? 1 : 0;
  const replicas = valueAt(object.data, 'spec', 'replicas') ?? 1;
  const strategy = textAt(object.data, 'spec', 'strategy', 'type') ?? 'RollingUpdate';
  const found: ManifestFound[] = [];
  if (typeof replicas === 'number' && replicas !== wanted) {
    const problem = `${replicas} mirrors run, and the plan says ${wanted}: the cluster is ${seat.role === 'hot' ? 'a hot standby' : seat.role}`;
    found.push({ object, path: ['spec', 'replicas'], problem, fix: `make it ${wanted}` });
  }
  if (strategy !== 'Recreate') {
    const problem = `the strategy is ${strategy}, so the next mirror starts while the last one still writes`;
    found.push({ object, path: ['spec', 'strategy', 'type'], problem, fix: "make it 'Recreate'" });
  }
  const template = podTemplate(object);
  const containers = (template ? containersOf(template) : []).filter(({ init }) => !init);
  const container = containers.find(each => each.name === 'mirror') ?? containers[0];
  if (!container) return found;
  const words = [...listAt(container.data, 'command'), ...listAt(container.data, 'args')].filter(word => typeof word === 'string');
  for (const [problem, fix] of wrongWords(words, seat, system)) found.push({ object, path: [...container.path, 'args'], problem, fix });
  return found;
}

/** What a mirror is told wrongly: to read from, and to write to. */
function wrongWords(words: readonly string[], seat: SeatDocument, system: SystemDocument): readonly (readonly [string, string])[] {
  const from = system.seats.find(({ role }) => role === (seat.role === 'hot' ? 'active' : 'hot'));
  const ports = system.engine.ports.filter(({ serves }) => serves.includes('clients')).map(({ port }) => port);
  const groups = new Map(system.groups.flatMap(({ members, name }) => members.map(({ host }) => [host, name] as const)));
  // Each address by itself, so that one that cannot be read is seen.
  const parts = words.flatMap(word => word.replace(/^-[^=]*=/, '').split(','));
  const addressed = (part: string): PeerEntry | undefined =>
    peerEntries(part).find(({ port }) => port !== undefined && ports.includes(port));
  const sources = parts.filter(part => addressed(part) && groups.get(addressed(part)?.host ?? '') === from?.group);
  const strangers = parts.filter(part => [...groups.keys()].some(host => part.includes(host)) && !sources.includes(part));
  const target = `${system.name}.${system.namespace}.svc`;
  const source = "name the source cluster's members, at the port of clients";
  return [
    ...(words.some(word => word.endsWith('etcdctl')) && !words.includes('make-mirror')
      ? [['the mirror does not say make-mirror', 'restore it'] as const]
      : []),
    ...wrongCall(words.slice(1), sources[0]),
    ...(sources.length === 0 ? [['the mirror names no member to copy from', source] as const] : []),
    ...(strangers.length > 0
      ? [
          [
            `the mirror copies from ${strangers.join(', ')}, which is no member of group ${from?.group} where clients connect`,
            source,
          ] as const,
        ]
      : []),
    ...(parts.some(part => addressed(part)?.host === target)
      ? []
      : [[`the mirror does not write into ${target}`, `give it ${target} as its target`] as const]),
  ];
}

/** What etcdctl does not take: another command, two targets, or a target that is called in another way than the source. */
function wrongCall(words: readonly string[], source: string | undefined): readonly (readonly [string, string])[] {
  if (!words.includes('make-mirror')) return [];
  const [command, ...targets] = words.filter(word => !word.startsWith('-'));
  if (command !== 'make-mirror') return [[`the mirror says '${command}' before make-mirror, and etcdctl has no such command`, 'remove it']];
  if (targets.length > 1) return [[`the mirror has ${targets.length} targets (${targets.join(', ')}), and etcdctl takes one`, 'name one']];
  const scheme = (part = ''): string | undefined => peerEntries(part)[0]?.scheme;
  const [from, to] = [scheme(source), scheme(targets[0])];
  return from === undefined || to === undefined || from === to
    ? []
    : [[`the mirror reads over ${from} and writes over ${to}, and both groups serve clients in the same way`, `write over ${from}`]];
}
