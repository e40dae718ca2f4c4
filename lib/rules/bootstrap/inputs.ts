import { objectText } from '../../manifests/objects/applied-object';
import { objectOf } from '../../manifests/objects/cluster-objects';
import { memberPool } from '../../manifests/pods/member-pool';
import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { type JsonObject, listAt, objectAt, type Path, textAt, valueAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';
import { absent, fieldOf, given, ownNamespaceOf } from '../subject';

/** A ConfigMap that a pod cannot start without, and the key in it. */
interface Need {
  readonly path: Path;
  readonly source: JsonObject;
  readonly keys: readonly string[];
}

/** The ConfigMap that Kubernetes itself puts into every namespace. */
const everywhere = 'kube-root-ca.crt';

/** Every ConfigMap and key that a pod reads exists. */
export const bootstrapInputs = objectRule(
  {
    name: 'bootstrap/inputs',
    severity: 'error',
    demands:
      "Every ConfigMap and key that a system's pods read exists in the same cluster and namespace, unless the pod declares it optional.",
    why: 'The kubelet does not start a container whose ConfigMap or key is missing. Running members do not notice; the next member that is replaced does not come back.',
    source: 'Kubernetes, "Configure a Pod to Use a ConfigMap"; pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables.',
  },
  workloadKinds,
  (object, cluster, unit) => {
    const pool = memberPool(object, cluster, unit);
    const template = pool?.template ?? (cluster.seat ? podTemplate(object) : undefined);
    if (!template) return [];
    const needs = [
      ...(pool?.containers ?? containersOf(template)).flatMap(({ data, path }) => [...variables(data, path), ...sources(data, path)]),
      ...volumes(template.spec, template.specPath),
    ];
    return needs.flatMap(({ path, source, keys }) => {
      const name = textAt(source, 'name') ?? '';
      // The server refuses a reference without a name.
      if (valueAt(source, 'optional') === true || name === everywhere || name === '') return [];
      const map = objectOf(cluster, 'ConfigMap', name, object.namespace);
      if (!map) {
        const problem = `${objectText(object)} reads ConfigMap ${name}, which is not ${object.namespace === '' ? 'here' : `in namespace ${object.namespace} of this cluster`}`;
        const about = [absent(object, 'ConfigMap', name), fieldOf(object, ...path)];
        return [{ path, problem, fix: 'add it, or read one that exists', about, reads: [ownNamespaceOf(object)] }];
      }
      const held = [objectAt(map.data, 'data'), objectAt(map.data, 'binaryData')];
      const missing = keys.filter(key => !held.some(entries => Object.hasOwn(entries, key)));
      if (missing.length === 0) return [];
      const names = held.flatMap(Object.keys).join(', ');
      const problem = `${objectText(object)} reads ${missing.join(', ')} from ConfigMap ${name}, which has ${names || 'nothing'}`;
      const about = [...missing.map(key => given(map, 'data', key)), fieldOf(object, ...path)];
      return [{ path, problem, fix: 'add the key, or read one that exists', about }];
    });
  },
);

const variables = (data: JsonObject, path: Path): readonly Need[] =>
  listAt(data, 'env').flatMap((variable, position) => {
    const source = objectAt(variable, 'valueFrom', 'configMapKeyRef');
    const key = textAt(source, 'key');
    return key === undefined ? [] : [{ path: [...path, 'env', position, 'valueFrom', 'configMapKeyRef'], source, keys: [key] }];
  });

const sources = (data: JsonObject, path: Path): readonly Need[] =>
  listAt(data, 'envFrom').flatMap((from, position) => {
    const source = objectAt(from, 'configMapRef');
    return textAt(source, 'name') === undefined ? [] : [{ path: [...path, 'envFrom', position, 'configMapRef'], source, keys: [] }];
  });

function volumes(spec: JsonObject, path: Path): readonly Need[] {
  const need = (source: JsonObject, place: Path): readonly Need[] =>
    textAt(source, 'name') === undefined
      ? []
      : [{ path: place, source, keys: listAt(source, 'items').flatMap(item => textAt(item, 'key') ?? []) }];
  return listAt(spec, 'volumes').flatMap((volume, position) => {
    const place = [...path, 'volumes', position];
    return [
      ...need(objectAt(volume, 'configMap'), [...place, 'configMap']),
      ...listAt(volume, 'projected', 'sources').flatMap((source, at) =>
        need(objectAt(source, 'configMap'), [...place, 'projected', 'sources', at, 'configMap']),
      ),
    ];
  });
}
