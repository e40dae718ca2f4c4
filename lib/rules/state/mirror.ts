import { objectOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { listAt, textAt, valueAt } from '../../manifests/yaml/json';
import type { SeatDocument, SystemDocument } from '../../plan/document/system-document';
import { portsFor } from '../../plan/network/edges';
import { type ManifestFound, type Rule, type RuleText, seatRule, unitRule } from '../rule';
import { absent } from '../subject';
import { type MirrorTask, wrongWords } from './mirror-words';

const text: RuleText = {
  name: 'state/mirror',
  severity: 'error',
  demands:
    'A mirror runs in each hot standby, one pod at a time, from the members of the active cluster into its own; in the active cluster it is stopped.',
  why: 'Two mirrors in opposite directions copy the same keys for ever, and an old value can come back over a new one; without the mirror the standby falls behind without an end.',
  source: 'etcd etcdctl/doc/mirror_maker.md; Kubernetes, "Deployments: strategy".',
};

/** What is copied is copied one way, once. */
export const mirror: Rule = {
  ...unitRule(text, ({ system, clusters }) => (system ? clusters.flatMap(cluster => ofCluster(cluster, system)) : [])),
  ...seatRule(text, (seat, system) => {
    const { role, mirror: planned } = seat;
    if (!planned) return [];
    const task: MirrorTask = {
      from: system.seats.find(seat => seat.role === sourceOf(role))?.group.name,
      groups: new Map(system.groups.flatMap(({ voters, learners, name }) => [...voters, ...learners].map(({ host }) => [host, name]))),
      ports: portsFor(seat.config, 'clients'),
      target: `${system.name}.${system.namespace}.svc`,
    };
    const { command, args } = planned.task;
    return wrongWords([...command, ...args], task).map(([problem, fix]) => ({ problem, fix: `in the answer of engine.mirror(), ${fix}` }));
  }),
};

/** Who is copied from: a hot standby copies from the active cluster, which would copy from a hot standby if the two changed their roles. */
const sourceOf = (role: SeatDocument['role']): SeatDocument['role'] => (role === 'hot' ? 'active' : 'hot');

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
    const about = [absent({ unit: system.name, cluster }, 'Deployment', name)];
    return [
      { at: `${system.name}/${cluster}`, about, problem: `there is no Deployment ${name}: the cluster is ${part}`, fix: 'restore it' },
    ];
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
  for (const [problem, fix] of wrongWords(words, taskOf(seat, system)))
    found.push({ object, path: [...container.path, 'args'], problem, fix });
  return found;
}

const taskOf = ({ role }: SeatDocument, { name, namespace, seats, groups, engine }: SystemDocument): MirrorTask => ({
  from: seats.find(seat => seat.role === sourceOf(role))?.group,
  groups: new Map(groups.flatMap(({ members, name: group }) => members.map(({ host }) => [host, group] as const))),
  ports: engine.ports.filter(({ serves }) => serves.includes('clients')).map(({ port }) => port),
  target: `${name}.${namespace}.svc`,
});
