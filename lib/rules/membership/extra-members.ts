import { type AppliedObject, objectText } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { selects } from '../../manifests/objects/selector';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { namesPeers, peerEntries } from '../../manifests/pods/peer-list';
import { containerSettings } from '../../manifests/pods/settings';
import { templatesOf } from '../../manifests/pods/system-objects';
import { containersOf, type PodTemplate } from '../../manifests/pods/workload';
import { unitRule } from '../rule';
import { absent } from '../subject';
import { missingMembers } from './missing-members';

/** Only planned members are members, or have the labels of members. */
export const extraMembers = unitRule(
  {
    name: 'membership/extra-members',
    severity: 'error',
    demands: "Only the plan's StatefulSets run members, and only their pods have the labels of members.",
    why: 'A second StatefulSet joins the group, or forms another one, with votes that the plan does not count. Pods with the labels of members get their traffic, and count in their disruption budget.',
    source: 'Kubernetes, "Labels and Selectors"; etcd documentation, "Runtime reconfiguration".',
    follows: [missingMembers],
  },
  unit => {
    const { system } = unit;
    if (!system) return [];
    const hosts = new Set(system.groups.flatMap(({ members }) => members.map(({ host }) => host)));
    return unit.clusters.flatMap(cluster => {
      const selectors = memberSelectors(cluster, unit);
      return templatesOf(cluster).flatMap(template => {
        const { object } = template;
        if (object.kind === 'StatefulSet' && object.name === cluster.seat?.statefulSet) return [];
        const like = selectors.some(selector => selects(selector, template.labels));
        const joins = !like && object.kind === 'StatefulSet' && namesMembers(template, object, cluster, hosts);
        if (!like && !joins) return [];
        return [
          {
            object,
            ...(like ? { path: [...template.path, 'metadata', 'labels'] } : {}),
            problem: like
              ? `${objectText(object)} creates pods with the labels of members, and the plan has no such members here`
              : `${objectText(object)} has a list of the system's members as its peers, and the plan has no such members here`,
            fix: like ? 'use other labels for its pods' : 'declare its members in the topology, or remove it',
            ...(object.kind === 'StatefulSet' ? { reads: [absent(object, 'StatefulSet')] } : {}),
          },
        ];
      });
    });
  },
);

/** The selectors of the members of a system: that of its StatefulSet, and the labels that members always have. */
function memberSelectors(cluster: ClusterManifests, { name }: UnitManifests): readonly AppliedObject['data'][string][] {
  const own = objectsOf(cluster, 'StatefulSet').find(set => set.name === cluster.seat?.statefulSet)?.data.spec;
  const given = typeof own === 'object' && own !== null && 'selector' in own ? [own.selector] : [];
  const usual = ['voter', 'learner'].map(role => ({
    matchLabels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': role },
  }));
  return [...given, ...usual];
}

const namesMembers = (template: PodTemplate, object: AppliedObject, cluster: ClusterManifests, hosts: ReadonlySet<string>): boolean =>
  containersOf(template)
    .flatMap(container => containerSettings(container, { object, cluster }))
    .some(setting => namesPeers(setting) && peerEntries(setting.value).filter(({ host }) => hosts.has(host)).length > 1);
