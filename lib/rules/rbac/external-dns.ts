import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { type AccessIndex, accessIndex, allows, rightsOf } from '../../manifests/security/access-rights';
import { listAt, textAt } from '../../manifests/yaml/json';
import { ownAccount } from '../pod-security/service-account';
import { type ManifestFound, unitRule } from '../rule';
import { readOnlyRights } from './read-only';
import { rightsRead } from './rights-read';
import { bindingEnds } from './subjects';

const read = ['get', 'list', 'watch'];

/** The rights that each source needs: API group, resource, verbs. Nodes are only listed and watched. */
const needs: Readonly<Record<string, readonly (readonly [string, string, readonly string[]])[]>> = {
  crd: [
    ['externaldns.k8s.io', 'dnsendpoints', read],
    ['externaldns.k8s.io', 'dnsendpoints/status', ['update']],
  ],
  service: [
    ['', 'services', read],
    ['', 'pods', read],
    ['', 'nodes', ['list', 'watch']],
    ['discovery.k8s.io', 'endpointslices', read],
  ],
  ingress: [['networking.k8s.io', 'ingresses', read]],
};

/** ExternalDNS may read its sources. */
export const externalDnsRights = unitRule(
  {
    name: 'rbac/external-dns',
    severity: 'error',
    demands: 'The account of ExternalDNS may read every source that its arguments name.',
    why: 'Otherwise it waits for its caches and exits. No name is published, not even from sources that it may read, and members do not find each other.',
    source: 'ExternalDNS documentation, "RBAC" of the Helm chart (templates/clusterrole.yaml), and its CRD and service sources.',
    follows: [ownAccount, bindingEnds, readOnlyRights],
  },
  ({ clusters }) =>
    clusters.flatMap(cluster => {
      return objectsOf(cluster, 'Deployment').flatMap(object => {
        const sources = sourcesOf(object);
        if (sources.length === 0) return [];
        return missing(object, sources, accessIndex(cluster));
      });
    }),
);

function sourcesOf(object: AppliedObject): readonly string[] {
  const template = podTemplate(object);
  if (!template) return [];
  return containersOf(template)
    .filter(({ data }) => /(^|\/)external-dns[:@]/.test(textAt(data, 'image') ?? ''))
    .flatMap(({ data }) =>
      listAt(data, 'args').flatMap(argument => {
        const source = typeof argument === 'string' && argument.startsWith('--source=') ? argument.slice('--source='.length) : undefined;
        return source === undefined ? [] : [source];
      }),
    );
}

function missing(object: AppliedObject, sources: readonly string[], index: AccessIndex): readonly ManifestFound[] {
  const account = textAt(podTemplate(object)?.spec, 'serviceAccountName') ?? 'default';
  const rights = rightsOf(index, object.namespace, account);
  return sources.flatMap(source =>
    (needs[source] ?? []).flatMap(([group, resource, verbs]) => {
      const lacking = verbs.filter(verb => !allows(rights, group, resource, verb));
      if (lacking.length === 0) return [];
      const problem = `it publishes from the source '${source}', and its account '${account}' may not ${lacking.join(', ')} ${resource}`;
      const fix = `allow ${lacking.join(', ')} of ${resource} of the API group '${group}' in its ClusterRole`;
      return [{ object, path: ['spec', 'template', 'spec', 'serviceAccountName'], problem, fix, reads: rightsRead(object) }];
    }),
  );
}
