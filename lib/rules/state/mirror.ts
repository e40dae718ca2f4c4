import { listAt, textAt, valueAt } from '../../manifests/json';
import type { ClusterManifests } from '../../manifests/output';
import { containersOf, podTemplate } from '../../manifests/workload';
import type { SeatDocument, SystemDocument } from '../../plan/fleet-document';
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

function ofCluster({ cluster, seat, objects }: ClusterManifests, system: SystemDocument): readonly ManifestFound[] {
  const name = `${system.name}-mirror`;
  const object = objects.find(each => each.kind === 'Deployment' && each.name === name);
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
  const container = template && containersOf(template).find(({ init, name: own }) => !init && own === 'mirror');
  if (!container) return found;
  const line = [...listAt(container.data, 'command'), ...listAt(container.data, 'args')].join(' ');
  const path = [...container.path, 'args'];
  const target = `${system.name}.${system.namespace}.svc`;
  const { sources, strangers } = sourcesOf(seat, system, line);
  if (sources.length === 0)
    found.push({ object, path, problem: 'the mirror names no member to copy from', fix: "name the source cluster's members" });
  if (strangers.length > 0) {
    const problem = `the mirror copies from ${strangers.join(', ')}, and not from the other group alone`;
    found.push({ object, path, problem, fix: "name the source cluster's members" });
  }
  if (!line.includes(target))
    found.push({ object, path, problem: `the mirror does not write into ${target}`, fix: `give it ${target} as its target` });
  return found;
}

/** The members that a mirror reads from, and those among them that it should not. */
function sourcesOf(seat: SeatDocument, { seats, groups }: SystemDocument, line: string) {
  const from = seats.find(({ role }) => role === (seat.role === 'hot' ? 'active' : 'hot'));
  const named = groups.flatMap(({ members, name }) =>
    members.filter(({ host }) => line.includes(host)).map(({ host }) => ({ host, group: name })),
  );
  const right = named.filter(({ group }) => group === from?.group);
  return { sources: right.map(({ host }) => host), strangers: named.filter(({ group }) => group !== from?.group).map(({ host }) => host) };
}
