import { dnsInstance } from '../../manifests/dns/external-dns';
import type { AppliedObject } from '../../manifests/objects/applied-object';
import type { ClusterManifests } from '../../manifests/objects/unit-manifests';
import { podTemplate } from '../../manifests/pods/workload';
import { type AccessIndex, accessIndex, accessRules, boundRole } from '../../manifests/security/access-rights';
import { textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

const writes: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);

/** Accounts of processes that only read have no right to write. */
export const readOnlyRights = unitRule(
  {
    name: 'rbac/read-only',
    severity: 'error',
    demands: 'The accounts of members and of ExternalDNS may change nothing except the status of DNSEndpoints.',
    why: 'Both only read. Otherwise an attacker in one of these processes could change pods or Services: with patch on pods the image, and so the data of every member.',
    source: 'Kubernetes documentation, "RBAC Good Practices": least privilege; ExternalDNS, templates/clusterrole.yaml of its Helm chart.',
  },
  ({ clusters }) => clusters.flatMap(cluster => ofCluster(cluster)),
);

function ofCluster(cluster: ClusterManifests): readonly ManifestFound[] {
  const { objects, seat } = cluster;
  const readers = new Set<string>();
  for (const object of objects) {
    if (!(object.kind === 'StatefulSet' && object.name === seat?.statefulSet) && !dnsInstance(object)) continue;
    readers.add(`${object.namespace}/${textAt(podTemplate(object)?.spec, 'serviceAccountName') ?? 'default'}`);
  }
  return readers.size === 0 ? [] : changing(accessIndex(cluster), readers);
}

function changing(index: AccessIndex, readers: ReadonlySet<string>): readonly ManifestFound[] {
  const roles = new Map<AppliedObject, string>();
  for (const binding of index.bindings) {
    const role = boundRole(index, binding);
    const account = binding.subjects.find(({ kind, namespace, name }) => kind === 'ServiceAccount' && readers.has(`${namespace}/${name}`));
    if (role && account) roles.set(role, account.name);
  }
  return [...roles].flatMap(([object, account]) =>
    accessRules(object).flatMap(({ path, groups, resources, verbs }): readonly ManifestFound[] => {
      const found = verbs.filter(verb => writes.has(verb));
      if (found.length === 0 || (groups.every(group => group === 'externaldns.k8s.io') && resources.every(one => one.endsWith('/status'))))
        return [];
      const problem = `the account '${account}' may ${found.join(', ')} ${resources.join(', ')}, and its process only reads`;
      return [{ object, path: [...path, 'verbs'], problem, fix: `remove ${found.join(', ')}` }];
    }),
  );
}
