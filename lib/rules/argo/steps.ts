import { type Application, applicationsOf, unitOf } from '../../manifests/delivery/applications';
import type { AppliedObject } from '../../manifests/objects/applied-object';
import { valueText } from '../../manifests/objects/value-text';
import { isObject, type Json, listAt, type Path, textAt, valueAt } from '../../manifests/yaml/json';
import type { SystemDocument } from '../../plan/document/system-document';
import { votesOfMembers } from '../../plan/members/quorum';
import { type ObjectFound, objectRule } from '../rule';
import { given } from '../subject';
import { oneApplication } from './application';
import { templateName } from './template-name';

const steps: Path = ['spec', 'strategy', 'rollingSync', 'steps'];

/** A RollingSync updates the clusters one by one, and completes. */
export const rollingSteps = objectRule(
  {
    name: 'argo/steps',
    severity: 'error',
    demands:
      'An ApplicationSet of a Raft system is a RollingSync whose steps select each Application exactly once. Once the group has formed, each step updates one cluster, in the order in which members are restarted, and the active cluster is last.',
    why: 'By default all clusters are updated at once, and a bad commit costs the quorum. An Application without a step, or in a step with maxUpdate 0, is never synchronized. Before the group has formed, members of one step wait for a quorum that needs the next step.',
    source: 'Argo CD documentation, "Progressive Syncs"; arithmetic of quorums.',
    follows: [oneApplication, templateName],
  },
  ['ApplicationSet'],
  (object, _, { plan }) => {
    const unit = unitOf(object);
    const system = plan?.systems.find(({ name }) => name === unit);
    const found = [...policies(object)];
    const type = textAt(object.data, 'spec', 'strategy', 'type');
    if (type !== 'RollingSync') {
      if (!system || system.seats.length < 2) return [];
      const problem = `its strategy is ${valueText(type)}, so a commit reaches all ${system.seats.length} clusters at once`;
      return [...found, { path: ['spec', 'strategy', 'type'], problem, fix: "set it to 'RollingSync', one cluster a step" }];
    }
    const applications = applicationsOf(object) ?? [];
    const members = listAt(object.data, ...steps).map(step => applications.filter(application => matches(step, application)));
    found.push(...membership(applications, members), ...pace(object, members, system));
    const late = system ? activeLast(members, system) : [];
    if (system) found.push(...quorate(members, system), ...late, ...(late.length > 0 ? [] : asRolledOut(members, system)));
    const template = ['spec', 'template'] as const;
    const reads = [
      given(object, 'spec', 'generators'),
      given(object, 'spec', 'goTemplate'),
      given(object, ...template, 'metadata'),
      given(object, ...template, 'spec', 'source', 'path'),
    ];
    return found.map(each => ({ ...each, reads }));
  },
);

/** Whether a step selects an Application: all of its expressions must hold. An expression that Argo CD does not know never holds. */
const matches = (step: Json, { labels }: Application): boolean =>
  listAt(step, 'matchExpressions').every(expression => {
    const value = labels[textAt(expression, 'key') ?? ''];
    const among = value !== undefined && listAt(expression, 'values').includes(value);
    const operator = textAt(expression, 'operator');
    return operator === 'In' ? among : operator === 'NotIn' && !among;
  });

function policies({ data }: AppliedObject): readonly ObjectFound[] {
  const found: ObjectFound[] = [];
  const automated: Path = ['spec', 'template', 'spec', 'syncPolicy', 'automated'];
  if (textAt(data, 'spec', 'strategy', 'type') === 'RollingSync' && isObject(valueAt(data, ...automated))) {
    const problem = 'its Applications are synchronized automatically, and so not in the order of the RollingSync';
    found.push({ path: automated, problem, fix: 'remove automated' });
  }
  if (valueAt(data, 'spec', 'syncPolicy', 'preserveResourcesOnDeletion') !== true) {
    const problem = 'when a cluster is removed from the set, or the set is deleted, Argo CD deletes all objects of the cluster';
    found.push({ path: ['spec', 'syncPolicy', 'preserveResourcesOnDeletion'], problem, fix: 'set it to true' });
  }
  return found;
}

function membership(applications: readonly Application[], members: readonly (readonly Application[])[]): readonly ObjectFound[] {
  return applications.flatMap((application): ObjectFound[] => {
    const times = members.filter(step => step.includes(application)).length;
    if (times === 1) return [];
    const problem =
      times === 0 ? `no step selects ${application.name}, so it is never synchronized` : `${times} steps select ${application.name}`;
    return [{ path: steps, problem, fix: 'let exactly one step select each Application' }];
  });
}

/** Findings about how many Applications a step synchronizes at a time. */
function pace(
  object: AppliedObject,
  members: readonly (readonly Application[])[],
  system: SystemDocument | undefined,
): readonly ObjectFound[] {
  return listAt(object.data, ...steps).flatMap((step, position): ObjectFound[] => {
    const given = valueAt(step, 'maxUpdate');
    const size = members[position]?.length ?? 0;
    const most = atOnce(given, size);
    // A step that selects no Application is no fault here.
    if (most === 0 && (size > 0 || typeof given === 'number' || given === '0%')) {
      const problem = `maxUpdate of step ${position + 1} is ${valueText(given)}, so this step and later ones are never synchronized`;
      return [
        { path: [...steps, position, 'maxUpdate'], problem, fix: 'set maxUpdate to 1, or remove it where the step holds one cluster' },
      ];
    }
    if (!system?.state.bootstrapped || Math.min(most, size) < 2) return [];
    const problem = `step ${position + 1} synchronizes ${Math.min(most, size)} clusters at a time, and the group has formed`;
    return [{ path: [...steps, position], problem, fix: 'give each cluster a step of its own' }];
  });
}

/** How many Applications `maxUpdate` allows. A percentage is rounded down, to at least one. */
function atOnce(given: Json | undefined, size: number): number {
  if (typeof given === 'number') return given;
  const percent = /^(\d+)%$/.exec(typeof given === 'string' ? given : '')?.[1];
  if (percent !== undefined) return percent === '0' ? 0 : Math.max(1, Math.floor((size * Number(percent)) / 100));
  return typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : size;
}

const cluster = ({ spec }: Application): string => textAt(spec, 'destination', 'name') ?? '';

/** A new group becomes ready with its quorum, and a step starts only when the step before is healthy. So the first step needs a quorum. */
function quorate(members: readonly (readonly Application[])[], system: SystemDocument): readonly ObjectFound[] {
  if (system.state.bootstrapped || system.engine.readiness === 'process') return [];
  return system.groups.flatMap((group): ObjectFound[] => {
    const votes = votesOfMembers(group.members);
    const running = system.seats.filter(seat => seat.group === group.name && seat.replicas > 0).map(seat => seat.cluster);
    const first = members.findIndex(step =>
      step.some(application => running.includes(cluster(application)) && votes.has(cluster(application))),
    );
    if (first === -1) return [];
    const there = (members[first] ?? []).reduce((sum, application) => sum + (votes.get(cluster(application)) ?? 0), 0);
    if (there >= group.quorum) return [];
    const problem = `step ${first + 1} has ${there} of the ${group.quorum} votes that the group ${group.name} needs to form, and waits for it without end`;
    return [{ path: [...steps, first], problem, fix: 'put all clusters into one step until the system is bootstrapped' }];
  });
}

/** A bad commit must fail first in clusters that serve no clients. */
function activeLast(members: readonly (readonly Application[])[], system: SystemDocument): readonly ObjectFound[] {
  if (system.topology !== 'active-standby' || !system.state.bootstrapped) return [];
  const active = system.seats.find(({ role }) => role === 'active')?.cluster;
  const position = members.findIndex(step => step.some(application => cluster(application) === active));
  const later = members
    .slice(position + 1)
    .flat()
    .map(cluster);
  // After a switchover the cluster that served before is last: it may be lost, and no other step may wait for it.
  const may = system.state.epoch > 1 ? 1 : 0;
  if (position === -1 || later.length <= may) return [];
  const problem = `${active}, which is active, is synchronized before ${later.join(' and ')}`;
  return [{ path: [...steps, position], problem, fix: 'move its step behind those of the standbys' }];
}

/** A commit goes through the clusters in the order in which steps restart members, so that what fails does so where it harms the least. */
function asRolledOut(members: readonly (readonly Application[])[], { change, state, name }: SystemDocument): readonly ObjectFound[] {
  const restarts = (change?.steps ?? []).filter(({ kind }) => kind === 'rollout' || kind === 'upgrade');
  const last = state.epoch > 1 ? members.length - 1 : members.length; // that served before a switchover
  const order = [...new Set(restarts.map(step => step.cluster))].flatMap(place => {
    const position = members.findIndex(step => step.some(application => cluster(application) === place));
    return place === undefined || position === -1 || position >= last ? [] : [{ place, position }];
  });
  const early = order.find(({ position }, at) => position < (order[at - 1]?.position ?? 0));
  if (!early) return [];
  const before = order[order.indexOf(early) - 1]?.place;
  const problem = `${early.place} is synchronized before ${before}, and the steps of ${name} restart members of ${before} first`;
  return [{ path: [...steps, early.position], problem, fix: `move its step behind that of ${before}` }];
}
