import type { AppliedObject } from '../../manifests/objects/applied-object';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { templatesOf } from '../../manifests/pods/system-objects';
import { containersOf, type PodTemplate, type TemplateContainer } from '../../manifests/pods/workload';
import { textAt } from '../../manifests/yaml/json';
import type { SystemDocument } from '../../plan/document/system-document';
import { unitRule } from '../rule';

/** All members of a system, their mirrors and their jobs run the image of the plan. */
export const sameVersion = unitRule(
  {
    name: 'images/same-version',
    severity: 'error',
    demands:
      'The members, mirrors and jobs of a system run the image of the plan; load balancers, and Jobs that change the membership, run theirs.',
    why: 'Members of one group must speak one protocol. A cluster with another version is an upgrade that nobody checked, and the next synthesis rolls it back.',
    source: 'etcd documentation, "Upgrading": one minor at a time, all members; the plan says which.',
  },
  ({ system, clusters }) =>
    system
      ? clusters.flatMap(cluster =>
          templatesOf(cluster).flatMap(template => {
            const { object } = template;
            const container = engineContainer(template, system.engine.name);
            const image = container && textAt(container.data, 'image');
            const [whose, planned] = plannedImage(object, cluster, system);
            if (!container || image === undefined || image === planned) return [];
            const problem = `container ${container.name} runs '${image}', and the ${whose} image is '${planned}'`;
            return [
              {
                object,
                path: [...container.path, 'image'],
                problem,
                fix: 'change the image in the program, for all clusters, and roll it out one by one',
              },
            ];
          }),
        )
      : [],
);

/** Whose image a workload runs, and which that is: the ledger has its own for each cluster, as an upgrade goes through them one by one. */
function plannedImage(
  { kind, name }: AppliedObject,
  { seat, cluster }: ClusterManifests,
  { access: { balancer }, engine, operations, state }: SystemDocument,
): readonly [whose: string, image: string] {
  if (kind === 'Deployment' && name === balancer?.name) return ["load balancers'", balancer.image];
  if (operations && kind === 'Job' && seat?.membership?.some(({ job }) => job === name)) return ["operations'", operations.image];
  return ["system's", (seat && state.groups?.[seat.group]?.images?.[cluster]) ?? engine.image];
}

/** The container with the engine's image: the one with the engine's name, or the only one. */
function engineContainer(template: PodTemplate, engine: string): TemplateContainer | undefined {
  const containers = containersOf(template).filter(({ init }) => !init);
  return containers.find(({ name }) => name === engine) ?? (containers.length === 1 ? containers[0] : undefined);
}
