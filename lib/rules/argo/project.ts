import type { Subject } from '../../domain/subject';
import type { OutputManifests } from '../../manifests/dns/output-manifests';
import { type AppliedObject, groupOf, objectText } from '../../manifests/objects/applied-object';
import { clusterScoped } from '../../manifests/objects/cluster-scoped';
import type { ObjectSummary } from '../../manifests/objects/unit-manifests';
import { isObject, type JsonObject, listAt, type Path, textAt } from '../../manifests/yaml/json';
import type { DeliveryDocument } from '../../plan/document/fleet-document';
import { type ManifestFound, outputRule } from '../rule';
import { fieldOf } from '../subject';

/** A project allows exactly the rendered objects, without an asterisk. */
export const closedProject = outputRule(
  {
    name: 'argo/project',
    severity: 'error',
    demands:
      'The AppProject names its repositories, clusters, namespaces and kinds without an asterisk, and these cover all rendered objects.',
    why: 'With an asterisk a commit can put anything into any cluster. If one object is not covered, Argo CD refuses the whole Application.',
    source: 'Argo CD documentation, "Projects"; pkg/apis/application/v1alpha1/app_project_types.go.',
  },
  output => {
    const projects = output.delivery.filter(({ kind }) => kind === 'AppProject');
    const wild = projects.flatMap(wildcards);
    const delivery = output.plan?.fleet.delivery;
    if (!delivery) return wild;
    const project = projects.find(({ name }) => name === delivery.project);
    if (project) return [...wild, ...uncovered(project, delivery, output)];
    const problem = `no AppProject '${delivery.project}' is among the rendered files, and every Application belongs to it`;
    const about = [{ kind: 'AppProject', holds: 'nothing' } as const];
    return [...wild, { problem, fix: 'synthesize again, or create the project before the Applications', about }];
  },
);

const lists = ['destinations', 'clusterResourceWhitelist', 'namespaceResourceWhitelist'] as const;

function wildcards(object: AppliedObject): readonly ManifestFound[] {
  const all: ManifestFound[] = [];
  const wild = (path: Path, value: string): void => {
    all.push({
      object,
      path: ['spec', ...path],
      problem: `${path[0]} has '${value}', which allows more than the fleet`,
      fix: 'list what is rendered',
    });
  };
  for (const [position, repository] of listAt(object.data, 'spec', 'sourceRepos').entries()) {
    if (typeof repository === 'string' && repository.includes('*')) wild(['sourceRepos', position], repository);
  }
  for (const list of lists) {
    for (const [position, entry] of listAt(object.data, 'spec', list).entries()) {
      if (!isObject(entry)) continue;
      for (const field of Object.keys(entry)) {
        const value = entry[field];
        if (typeof value === 'string' && value.includes('*')) wild([list, position, field], value);
      }
    }
  }
  return all;
}

function uncovered(object: AppliedObject, { repoUrl, namespace }: DeliveryDocument, output: OutputManifests): readonly ManifestFound[] {
  const spec = objectSpec(object);
  const all: ManifestFound[] = [];
  const lacks = (path: Path, problem: string, fix: string, reads: readonly Subject[] = []): void => {
    all.push({ object, path, problem, fix, reads });
  };
  if (object.namespace !== namespace) {
    lacks(
      ['metadata', 'namespace'],
      `it is in the namespace '${object.namespace}', and Argo CD reads '${namespace}'`,
      `move it to '${namespace}'`,
    );
  }
  if (!listAt(spec, 'sourceRepos').some(pattern => fits(pattern, repoUrl))) {
    lacks(['spec', 'sourceRepos'], `the repository ${repoUrl} is not among its sourceRepos`, 'add it');
  }
  if (spec['namespaceResourceWhitelist'] === undefined) {
    const problem = 'it has no namespaceResourceWhitelist, so every namespaced kind is allowed';
    lacks(['spec', 'namespaceResourceWhitelist'], problem, 'list what is rendered');
  }
  const { places, kinds } = rendered(output);
  const allows = destinations(spec);
  for (const [place, { cluster, namespace: into }] of places) {
    if (allows(cluster, into)) continue;
    const [unit = place] = place.split('/');
    const problem = `it does not allow the namespace ${into} of ${cluster} (${place})`;
    lacks(['spec', 'destinations'], problem, 'add the destination', [{ unit, cluster, field: ['metadata', 'namespace'] }]);
  }
  for (const [key, example] of kinds) {
    const scoped = clusterScoped(example);
    const list = scoped ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist';
    if (!scoped && spec[list] === undefined) continue;
    const group = groupOf(example);
    if (!listAt(spec, list).some(entry => fits(textAt(entry, 'group'), group) && fits(textAt(entry, 'kind'), example.kind))) {
      const problem = `it does not allow ${key}, as ${objectText(example)} of ${example.cluster} is`;
      lacks(['spec', list], problem, `add the kind to ${list}`, [fieldOf(example, 'kind'), fieldOf(example, 'apiVersion')]);
    }
  }
  for (const list of ['clusterResourceBlacklist', 'namespaceResourceBlacklist']) {
    for (const [position, entry] of listAt(spec, list).entries()) {
      const hit = [...kinds.values()].find(of => fits(textAt(entry, 'group'), groupOf(of)) && fits(textAt(entry, 'kind'), of.kind));
      if (hit && clusterScoped(hit) === (list === 'clusterResourceBlacklist')) {
        lacks(['spec', list, position], `it refuses ${hit.kind}, as ${objectText(hit)} of ${hit.cluster} is`, 'remove the entry');
      }
    }
  }
  return all;
}

const objectSpec = ({ data }: AppliedObject): JsonObject => (isObject(data['spec']) ? data['spec'] : {});

/** Whether a project allows a namespace of a cluster. A large fleet has many destinations, so exact ones are looked up in a set. */
function destinations(spec: JsonObject): (cluster: string, namespace: string) => boolean {
  const exact = new Set<string>();
  const patterns: { readonly name: string; readonly namespace: string }[] = [];
  for (const entry of listAt(spec, 'destinations')) {
    const name = textAt(entry, 'name') ?? '';
    const namespace = textAt(entry, 'namespace') ?? '';
    if (name.includes('*') || namespace.includes('*')) patterns.push({ name, namespace });
    else exact.add(`${name} ${namespace}`);
  }
  return (cluster, namespace) =>
    exact.has(`${cluster} ${namespace}`) || patterns.some(pattern => fits(pattern.name, cluster) && fits(pattern.namespace, namespace));
}

/** Whether a pattern of a project matches a value; `*` matches any text. */
function fits(pattern: unknown, value: string): boolean {
  if (typeof pattern !== 'string') return false;
  if (!pattern.includes('*')) return pattern === value;
  const form = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*');
  return new RegExp(`^${form}$`).test(value);
}

/** Every namespace of every cluster, and every kind by its scope, with an object of each. */
function rendered({ units, plan }: OutputManifests) {
  const places = new Map<string, { readonly cluster: string; readonly namespace: string }>();
  const kinds = new Map<string, ObjectSummary>();
  const clusters = new Set(plan?.clusters.map(({ name }) => name));
  // One object of each kind with a namespace, and one without. Texts are made only for these.
  const examples = { with: new Map<string, Map<string, ObjectSummary>>(), without: new Map<string, Map<string, ObjectSummary>>() };
  for (const { name, cluster, objects } of units) {
    if (!clusters.has(cluster)) continue;
    let last = '';
    for (const object of objects) {
      const { apiVersion, kind, namespace } = object;
      const known = namespace === '' ? examples.without : examples.with;
      const version = known.get(apiVersion);
      if (!version) known.set(apiVersion, new Map([[kind, object]]));
      else if (!version.has(kind)) version.set(kind, object);
      if (namespace === '' || namespace === last) continue;
      last = namespace;
      places.set(`${name}/${cluster} ${namespace}`, { cluster, namespace });
    }
  }
  for (const known of [examples.without, examples.with]) {
    for (const [apiVersion, version] of known) {
      for (const [kind, object] of version)
        kinds.set(`${apiVersion} ${kind}, ${clusterScoped(object) ? 'cluster-wide' : 'namespaced'}`, object);
    }
  }
  return { places, kinds };
}
