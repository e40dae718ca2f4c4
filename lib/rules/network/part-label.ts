import { nameLabel, partText } from '../../manifests/network/system-pods';
import { objectText } from '../../manifests/objects/applied-object';
import { partLabel } from '../../manifests/pods/system-objects';
import { podTemplate } from '../../manifests/pods/workload';
import type { SeatDocument } from '../../plan/document/system-document';
import type { Component } from '../../plan/model/network-edge';
import { type ManifestFound, unitRule } from '../rule';

/** Mirrors, joining Jobs and load balancers have the labels by which policies select them. */
export const partLabels = unitRule(
  {
    name: 'network/part-label',
    severity: 'error',
    demands:
      'The pods of a mirror, of a Job that adds a learner or changes the membership, and of a load balancer have labels with the name of the system and their component.',
    why: 'The network policies of the system select pods by these labels. Without them only the default-deny policy applies: nothing is mirrored, no learner joins and no client is admitted.',
    source: 'Kubernetes documentation, "Network Policies": a policy is for the pods that its podSelector selects.',
  },
  ({ system, clusters }) =>
    system
      ? clusters.flatMap(({ seat, objects }) =>
          objects.flatMap((object): readonly ManifestFound[] => {
            const part = partOf(object.kind, object.name, system.name, seat, system.access.balancer?.name);
            const template = part && object.namespace === system.namespace ? podTemplate(object) : undefined;
            if (!part || !template) return [];
            const wanted = { [nameLabel]: system.name, [partLabel]: part };
            const wrong = Object.entries(wanted).filter(([label, value]) => template.labels[label] !== value);
            if (wrong.length === 0) return [];
            const problem = `the pods of ${objectText(object)} lack ${wrong.map(pair => pair.join(': ')).join(' and ')}, so no network policy selects them as ${partText[part]}`;
            return [{ object, path: ['spec', 'template', 'metadata', 'labels'], problem, fix: 'restore the labels' }];
          }),
        )
      : [],
);

/** The component of a system that a workload is, besides members; undefined for other workloads. */
const partOf = (
  kind: string,
  name: string,
  system: string,
  seat: SeatDocument | undefined,
  balancer: string | undefined,
): Component | undefined => {
  if (kind === 'Deployment' && name === `${system}-mirror`) return 'mirror';
  if (kind === 'Deployment' && name === balancer) return 'balancer';
  if (kind !== 'Job') return undefined;
  if (seat?.membership?.some(({ job }) => job === name)) return 'membership';
  return seat?.joins.some(learner => name === `${learner}-join`) ? 'join' : undefined;
};
