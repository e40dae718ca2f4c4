import { annotationPrefixes, dnsScopeLabel, plainName, publishedHosts } from '../../manifests/dns/external-dns';
import { type AppliedObject, annotationOf } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { clientServiceOf, governingServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { textAt } from '../../manifests/yaml/json';
import { missingMembers } from '../membership/missing-members';
import { type ManifestFound, unitRule } from '../rule';
import { absent, fieldOf } from '../subject';
import { clientService } from './client-service';
import { governingService } from './governing-service';

/** ExternalDNS publishes exactly the names that peers and clients use. */
export const publishedNames = unitRule(
  {
    name: 'names/published',
    severity: 'error',
    demands:
      "The Services of a system have annotations for the members' domain and the cluster's name for clients, the same under both prefixes of ExternalDNS, and the label of the cluster's own instance.",
    why: 'Peers in other clusters know a member only by these names. If a name differs, or a version of ExternalDNS does not read it, no peer finds the member.',
    source: 'ExternalDNS 0.22 changed the default prefix of annotations; an instance reads one prefix (docs/annotations).',
    follows: [missingMembers, governingService, clientService],
  },
  unit =>
    systemParts(unit).flatMap((part): readonly ManifestFound[] => {
      const { members, cluster, seat } = part;
      const peers = members && governingServiceOf(members, cluster);
      const clients = seat.clientHost === null ? undefined : clientServiceOf(part);
      const found: ManifestFound[] = [];
      if (peers) found.push(...unpublished(peers, seat.domain, 'the members'));
      if (clients && seat.clientHost !== null) found.push(...unpublished(clients, seat.clientHost, 'clients'));
      for (const object of objectsOf(cluster, 'Service')) {
        if (object === peers || object === clients) continue;
        const [host] = publishedHosts(object);
        if (host === undefined) continue;
        const path = [
          'metadata',
          'annotations',
          annotationPrefixes.map(prefix => `${prefix}hostname`).find(name => annotationOf(object, name)) ?? '',
        ];
        // Without the members, their Service is not found either.
        const reads = [
          fieldOf(object, 'metadata'),
          ...(members ? [fieldOf(members, 'spec', 'serviceName')] : [absent(object, 'StatefulSet')]),
          ...(peers && clients ? [] : [absent(object, 'Service')]),
        ];
        found.push({ object, path, problem: `it publishes ${host}, which the plan does not`, fix: 'remove the annotation', reads });
      }
      return found;
    }),
);

function unpublished(object: AppliedObject, host: string, whose: string): readonly ManifestFound[] {
  const found: ManifestFound[] = [];
  const at = (name: string): readonly string[] => ['metadata', 'annotations', name];
  for (const prefix of annotationPrefixes) {
    const name = `${prefix}hostname`;
    const given = annotationOf(object, name);
    if (given !== undefined && plainName(given) === host) continue;
    const problem =
      given === undefined
        ? `it has no annotation ${name}, so ${host} (${whose}) may not be published`
        : `${name} is ${given}, and the name of ${whose} is ${host}`;
    found.push({ object, path: at(name), problem, fix: `set it to ${host}` });
  }
  const ttls = annotationPrefixes.map(prefix => annotationOf(object, `${prefix}ttl`));
  if (new Set(ttls).size > 1) {
    const problem = `the TTL is ${ttls.map(ttl => ttl ?? 'not set').join(' under one prefix and ')} under the other`;
    found.push({ object, path: at(`${annotationPrefixes[0]}ttl`), problem, fix: 'set both to the same value' });
  }
  const scope = textAt(object.data, 'metadata', 'labels', dnsScopeLabel);
  if (scope !== 'local') {
    const problem = `its label ${dnsScopeLabel} is ${scope === undefined ? 'missing' : `'${scope}'`}, so the cluster's own ExternalDNS does not publish ${host}`;
    found.push({ object, path: ['metadata', 'labels', dnsScopeLabel], problem, fix: "set it to 'local'" });
  }
  return found;
}
