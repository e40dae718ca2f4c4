import { plainName } from '../../manifests/dns/external-dns';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { systemParts } from '../../manifests/pods/system-objects';
import { listAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { absent, fieldOf } from '../subject';
import { ingressBackend } from './ingress-backend';

/** If clients use an ingress controller, an Ingress has a rule for the host that they request. */
export const ingressHost = unitRule(
  {
    name: 'names/ingress-host',
    severity: 'error',
    demands:
      "Each cluster that can serve clients through its ingress controller has an Ingress of the controller's class for the host of the system. Its backend is the Service for clients.",
    why: 'Without a rule for the host, the controller answers 404. That shows only when the name fails over to this cluster.',
    source: 'Kubernetes documentation, "Ingress": host rules, and the class that selects the controller.',
    follows: [ingressBackend],
  },
  unit =>
    systemParts(unit).flatMap(({ system, seat, cluster, at }): readonly ManifestFound[] => {
      const { host, access, namespace } = system;
      if (!seat.serves || access.exposure !== 'ingress' || host === null) return [];
      const all = objectsOf(cluster, 'Ingress').filter(ingress => ingress.namespace === namespace);
      const [first] = all;
      if (!first) {
        const problem = `the cluster can serve clients through its ingress controller, and has no Ingress for ${host}`;
        const about = [absent({ unit: system.name, cluster: cluster.cluster }, 'Ingress', system.name)];
        return [{ at, problem, fix: 'add the Ingress, or expose the system in another way', about }];
      }
      const rules = all.flatMap(object => listAt(object.data, 'spec', 'rules').map((rule, position) => ({ object, rule, position })));
      const own = rules.filter(({ rule }) => plainName(textAt(rule, 'host') ?? '') === host);
      const found: ManifestFound[] = [];
      if (own.length === 0) {
        const hosts = rules.map(({ rule }) => textAt(rule, 'host') ?? 'any host').join(', ');
        const problem = `it is for ${hosts === '' ? 'no host' : hosts}, and clients use ${host}`;
        found.push({ object: first, path: ['spec', 'rules'], problem, fix: `set the host to ${host}` });
      } else if (
        !own.some(({ rule }) => listAt(rule, 'http', 'paths').some(path => textAt(path, 'backend', 'service', 'name') === system.name))
      ) {
        const [{ object, position }] = own as [(typeof own)[number]];
        const problem = `no path of ${host} has Service ${system.name}, which is for clients, as its backend`;
        const path = ['spec', 'rules', position, 'http', 'paths'];
        found.push({ object, path, problem, fix: `route a path to Service ${system.name}`, reads: [fieldOf(object, ...path)] });
      }
      const wanted = cluster.facts?.ingressClass ?? null;
      for (const object of own.length > 0 ? new Set(own.map(rule => rule.object)) : []) {
        const given = textAt(object.data, 'spec', 'ingressClassName');
        if (wanted === null || given === wanted) continue;
        const problem = `its class is ${given === undefined ? 'not set' : `'${given}'`}, and the controller's is '${wanted}'`;
        found.push({ object, path: ['spec', 'ingressClassName'], problem, fix: `set it to '${wanted}'` });
      }
      return found;
    }),
);
