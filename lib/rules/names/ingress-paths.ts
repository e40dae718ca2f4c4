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

/** Clients find the same paths whatever cluster serves them. */
export const ingressPaths = unitRule(
  {
    name: 'names/ingress-paths',
    severity: 'error',
    demands: 'The Ingresses of a system have the same paths for its host in all clusters.',
    why: 'A path that one cluster does not have is an error for the clients that are led there, and only for them.',
    source: 'Kubernetes documentation, "Ingress", path types. That all clusters answer alike is what a shared name promises.',
    follows: [ingressHost, ingressBackend],
  },
  unit => {
    const rules = systemParts(unit).flatMap(({ system, cluster }) => {
      const own = objectsOf(cluster, 'Ingress')
        .filter(({ namespace }) => namespace === system.namespace)
        .flatMap(object => rulesFor(object, system.host ?? ''));
      const [first] = own;
      // They may be written as one rule or as several.
      const said = own
        .flatMap(({ paths }) => paths)
        .sort()
        .join(', ');
      return first ? [{ ...first, said }] : [];
    });
    const usual = mostFrequent(rules.map(({ said }) => said));
    return rules
      .filter(({ said }) => said !== usual)
      .map(({ object, path, said }) => ({
        object,
        path,
        problem: `its paths are ${said === '' ? 'none' : said}, and other clusters have ${usual}`,
        fix: 'make them the same in all clusters',
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
