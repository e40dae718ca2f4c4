import { listAt, textAt } from '../../manifests/json';
import { containersOf, podTemplate } from '../../manifests/workload';
import { type ManifestFound, unitRule } from '../rule';

/** A learner that its group does not know yet is made known. */
export const learnerJoin = unitRule(
  {
    name: 'membership/join',
    severity: 'error',
    demands: 'Each learner that is still to join its group has the Job that makes it known, by its name and at its address.',
    why: 'A learner that was not added is refused by the group and never starts; added under another name or address, it is another member that never comes, and the place of a learner is taken.',
    source: 'etcd documentation, "Runtime reconfiguration": a member is added before it is started; --max-learners is 1.',
  },
  ({ system, clusters }) => {
    if (!system) return [];
    const ports = system.engine.ports.filter(({ serves }) => serves.includes('peers')).map(({ port }) => port);
    return clusters.flatMap(({ cluster, seat, group, objects }) =>
      (seat?.joins ?? []).flatMap((learner): readonly ManifestFound[] => {
        const member = group?.members.find(({ name }) => name === learner);
        const job = objects.find(({ kind, name }) => kind === 'Job' && name === `${learner}-join`);
        if (!job) {
          const problem = `learner ${learner} is not known to group ${group?.name ?? system.name} yet, and there is no Job ${learner}-join`;
          return [
            { at: `${system.name}/${cluster}`, problem, fix: "restore it, or record in the state that the cluster's learners have joined" },
          ];
        }
        const template = podTemplate(job);
        const [container] = template ? containersOf(template).filter(({ init }) => !init) : [];
        const words = [...listAt(container?.data, 'command'), ...listAt(container?.data, 'args')].filter(word => typeof word === 'string');
        const says = (part: string): boolean => words.some(word => word === part || word.includes(`/${part}`) || word.includes(`=${part}`));
        // What another program's command line must say is not known.
        if (!textAt(container?.data, 'image') || !words.some(word => word.endsWith('etcdctl'))) return [];
        const address = `${member?.host ?? ''}:${ports[0] ?? ''}`;
        const lacking = [learner, address, '--learner'].filter(part => !says(part));
        if (lacking.length === 0) return [];
        return [
          {
            object: job,
            path: [...(container?.path ?? []), 'args'],
            problem: `Job ${job.name} does not say ${lacking.join(', ')}, so another member is added than learner ${learner}`,
            fix: `add ${learner} as a learner at ${address}`,
          },
        ];
      }),
    );
  },
);
