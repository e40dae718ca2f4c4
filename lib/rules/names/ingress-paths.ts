import { plainName } from '../../manifests/dns/external-dns';
import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { systemParts } from '../../manifests/pods/system-objects';
import { listAt, type Path, textAt } from '../../manifests/yaml/json';
import { mostFrequent } from '../most-frequent';
import { unitRule } from '../rule';
import { fieldOf } from '../subject';
import { ingressBackend } from './ingress-backend';
import { ingressHost } from './ingress-host';

/** Clients find the same paths in every cluster. */
export const ingressPaths = unitRule(
  {
    name: 'names/ingress-paths',
    severity: 'error',
    demands: 'The Ingresses of a system have the same paths for its host in all clusters.',
    why: 'If one cluster lacks a path, the clients that are routed there get errors, and only they.',
    source: 'Kubernetes documentation, "Ingress", path types. A shared name promises the same answers from all clusters.',
    follows: [ingressHost, ingressBackend],
  },
  unit => {
    const rules = systemParts(unit).flatMap(({ system, cluster }) => {
      const own = objectsOf(cluster, 'Ingress')
        .filter(({ namespace }) => namespace === system.namespace)
        .flatMap(object => rulesFor(object, system.host ?? ''));
      const [first] = own;
      // The paths of a host may be in one rule or in several.
      const allPaths = own
        .flatMap(({ paths }) => paths)
        .sort()
        .join(', ');
      return first ? [{ ...first, allPaths }] : [];
    });
    const usual = mostFrequent(rules.map(({ allPaths }) => allPaths));
    return rules
      .filter(({ allPaths }) => allPaths !== usual)
      .map(({ object, path, allPaths }) => ({
        object,
        path,
        problem: `its paths are ${allPaths === '' ? 'none' : allPaths}, and other clusters have ${usual}`,
        fix: 'use the same paths in all clusters',
        reads: [fieldOf(object, ...path)],
      }));
  },
);

interface HostRule {
  readonly object: AppliedObject;
  readonly path: Path;
  readonly paths: readonly string[];
}

const rulesFor = (object: AppliedObject, host: string): readonly HostRule[] =>
  listAt(object.data, 'spec', 'rules').flatMap((rule, position) => {
    if (plainName(textAt(rule, 'host') ?? '') !== host) return [];
    const paths = listAt(rule, 'http', 'paths').map(path => `${textAt(path, 'pathType') ?? 'no type'} ${textAt(path, 'path') ?? '/'}`);
    return [{ object, path: ['spec', 'rules', position, 'http', 'paths'], paths }];
  });
