import { objectOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { type PeerEntry, peerEntries } from '../../manifests/pods/peer-list';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { type Json, listAt } from '../../manifests/yaml/json';
import type { SystemDocument } from '../../plan/document/system-document';
import { listed } from '../listed';
import { type ManifestFound, unitRule } from '../rule';
import { absent } from '../subject';

/** A Job adds a learner that its group does not know yet. */
export const learnerJoin = unitRule(
  {
    name: 'membership/join',
    severity: 'error',
    demands: 'Each learner that has not joined its group yet has a Job that adds it, with its name and its address.',
    why: 'The group refuses a learner that was not added, so it never starts. If it is added with another name or address, the group waits for a member that never comes, and its limit of learners is reached.',
    source: 'etcd documentation, "Runtime reconfiguration": a member is added before it is started; --max-learners is 1.',
  },
  ({ system, clusters }) =>
    system ? clusters.flatMap(cluster => (cluster.seat?.joins ?? []).flatMap(learner => ofLearner(learner, cluster, system))) : [],
);

function ofLearner(learner: string, manifests: ClusterManifests, system: SystemDocument): readonly ManifestFound[] {
  const { cluster, group } = manifests;
  const job = objectOf(manifests, 'Job', `${learner}-join`, system.namespace);
  if (!job) {
    const problem = `learner ${learner} is not in group ${group?.name ?? system.name} yet, and there is no Job ${learner}-join to add it`;
    return [
      {
        at: `${system.name}/${cluster}`,
        about: [absent({ unit: system.name, cluster }, 'Job', `${learner}-join`)],
        problem,
        fix: "restore the Job, or record in the state that the cluster's learners have joined",
      },
    ];
  }
  const template = podTemplate(job);
  const [container] = template ? containersOf(template).filter(({ init }) => !init) : [];
  const words = [...listAt(container?.data, 'command'), ...listAt(container?.data, 'args')].filter(word => typeof word === 'string');
  // The command lines of other programs are unknown.
  if (!words.some(word => word.endsWith('etcdctl'))) return [];
  const wrong = wrongWords(words, learner, group, system);
  if (wrong === undefined) return [];
  return [{ object: job, path: [...(container?.path ?? []), 'args'], problem: `Job ${job.name} ${wrong}`, fix: 'restore its arguments' }];
}

function wrongWords(
  words: readonly string[],
  learner: string,
  group: ClusterManifests['group'],
  { engine: { ports } }: SystemDocument,
): string | undefined {
  const lacking = ['member', 'add', learner, '--learner'].filter(word => !words.includes(word));
  if (lacking.length > 0) return `lacks ${lacking.join(', ')}, so it does not add learner ${learner}`;
  const [named, ...more] = words.slice(words.indexOf('add') + 1).filter(word => !word.startsWith('-'));
  if (named !== learner || more.length > 0) return `adds ${[named, ...more].join(' ')}, and etcdctl adds one member at a time`;
  const [before] = words.slice(1, words.indexOf('member')).filter(word => !word.startsWith('-'));
  if (before !== undefined) return `has '${before}' before 'member add', and etcdctl has no such command`;
  const portsFor = (serves: 'peers' | 'clients') => ports.filter(port => port.serves.includes(serves)).map(({ port }) => port);
  const host = group?.members.find(({ name }) => name === learner)?.host;
  const own = flagValue(words, '--peer-urls');
  const at = (entry: PeerEntry, name: Json | undefined, allowed: readonly number[]): boolean =>
    entry.host === name && entry.port !== undefined && allowed.includes(entry.port);
  if (!peerEntries(own).some(entry => at(entry, host, portsFor('peers')))) {
    return `adds the learner at '${own}', and it is at ${host ?? learner}:${portsFor('peers').join(', ')}`;
  }
  const voters = new Set(group?.members.filter(({ role }) => role === 'voter').map(member => member.host));
  const endpoints = flagValue(words, '--endpoints');
  const wrong = endpoints
    .split(',')
    .filter(endpoint => !peerEntries(endpoint).some(entry => voters.has(entry.host) && at(entry, entry.host, portsFor('clients'))));
  return wrong.length === 0
    ? undefined
    : `connects to '${listed(wrong)}', and ${wrong.length === 1 ? 'that is no voter' : 'these are no voters'} at the port for clients`;
}

/** The value of a flag; empty without the flag. */
const flagValue = (words: readonly string[], name: string): string =>
  words.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
