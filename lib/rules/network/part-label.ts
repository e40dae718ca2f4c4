import { nameLabel, partText } from '../../manifests/network/system-pods';
import { objectText } from '../../manifests/objects/applied-object';
import { partLabel } from '../../manifests/pods/system-objects';
import { podTemplate } from '../../manifests/pods/workload';
import type { SeatDocument } from '../../plan/document/system-document';
import type { Component } from '../../plan/model/network-edge';
import { type ManifestFound, unitRule } from '../rule';

/** The pods beside the members are known by their labels. */
export const partLabels = unitRule(
  {
    name: 'network/part-label',
    severity: 'error',
    demands:
      'The pods of a mirror, of a job that changes the membership and of a load balancer carry the labels that say so: the name of the system, and what they are.',
    why: 'The network policies of the system let pods through by these labels: without them the default is what remains, which is to deny everything, so that nothing is mirrored, no learner joins and no client is let in.',
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
            const problem = `the pods of ${objectText(object)} lack ${wrong.map(pair => pair.join(': ')).join(' and ')}, so no network policy takes them for ${partText[part]}`;
            return [{ object, path: ['spec', 'template', 'metadata', 'labels'], problem, fix: 'restore the labels' }];
          }),
        )
      : [],
);

/** What a workload is of a system beside its members; undefined for anything else. */
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
