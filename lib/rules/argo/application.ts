import type { Subject } from '../../domain/subject';
import { type Application, applicationsOf } from '../../manifests/delivery/applications';
import type { OutputManifests, UnitSummary } from '../../manifests/dns/output-manifests';
import { valueText } from '../../manifests/objects/value-text';
import { type Path, textAt } from '../../manifests/yaml/json';
import type { DeliveryDocument } from '../../plan/document/fleet-document';
import { unitFolder } from '../../plan/members/object-names';
import { type ManifestFound, outputRule } from '../rule';
import { absent, given } from '../subject';

/** Every cluster applies each of its own folders exactly once. */
export const oneApplication = outputRule(
  {
    name: 'argo/application',
    severity: 'error',
    demands:
      'Exactly one Application applies each folder of each cluster, in that cluster, from the repository and revision of the plan. Each Application applies a folder that exists.',
    why: "If no Application applies a folder, its members are missing from their group. If a cluster applies another cluster's folder, two pods have the same name and claim to be one member.",
    source: 'Argo CD documentation, "Declarative Setup": source and destination of an Application.',
  },
  output => (output.plan?.fleet.delivery ? found(output, output.plan.fleet.delivery) : []),
);

function found({ plan, units, delivery: objects }: OutputManifests, delivery: DeliveryDocument): readonly ManifestFound[] {
  const systems = new Map(plan?.systems.map(({ name, namespace }) => [name, namespace]));
  const clusters = new Set(plan?.clusters.map(({ name }) => name));
  const folders = new Map<string, { readonly unit: UnitSummary; readonly appliedBy: string[] }>();
  for (const unit of units) {
    if (clusters.has(unit.cluster) && unit.objects.length > 0) folders.set(unitFolder(unit.cluster, unit.name), { unit, appliedBy: [] });
  }
  const all: ManifestFound[] = [];
  let complete = true;
  const astray = new Map<string, Subject>();
  for (const object of objects) {
    const applications = applicationsOf(object);
    if (!applications) complete = false;
    if (applications?.length === 0) astray.set(object.unit, given(object, 'spec', 'generators'));
    for (const application of applications ?? []) {
      all.push(...wrongFacts(application, delivery));
      const source = given(object, ...application.specPath, 'source', 'path');
      if (application.paths.length === 0) astray.set(object.unit, source);
      for (const path of application.paths) {
        const place = folders.get(relative(path, delivery.path) ?? '');
        if (place) {
          place.appliedBy.push(application.name);
          all.push(...wrongPlace(application, place.unit, systems.get(place.unit.name), place.appliedBy));
        } else {
          astray.set(object.unit, source);
          const problem = `Application ${application.name} applies '${path}', which is not a folder of the output`;
          all.push(at(application, ['source', 'path'], problem, `name a folder of the output below '${delivery.path}', or remove it`));
        }
      }
    }
  }
  if (!complete) return all;
  for (const { unit, appliedBy } of folders.values()) {
    if (appliedBy.length > 0) continue;
    const problem = `no Application applies the folder ${unitFolder(unit.cluster, unit.name)}`;
    // An Application that applies no existing folder may be the missing one.
    const place = { unit: unit.name, cluster: objects[0]?.cluster ?? delivery.cluster };
    const about = [astray.get(unit.name) ?? absent(place, 'Application')];
    const reads = [absent(place, 'ApplicationSet')];
    all.push({ at: `${unit.name}/${unit.cluster}`, problem, fix: 'synthesize again, and apply the objects of Argo CD', about, reads });
  }
  return all;
}

/** A path of the repository as a folder below the output; undefined for a path outside the output. */
function relative(path: string, root: string): string | undefined {
  const clean = (text: string): string => text.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  const prefix = ['.', ''].includes(clean(root)) ? '' : `${clean(root)}/`;
  return clean(path).startsWith(prefix) ? clean(path).slice(prefix.length) : undefined;
}

const at = ({ object, specPath }: Application, path: Path, problem: string, fix: string): ManifestFound => ({
  object,
  path: [...specPath, ...path],
  problem,
  fix,
});

/** Findings about an Application whose repository, revision or project is not the plan's. */
function wrongFacts(application: Application, delivery: DeliveryDocument): readonly ManifestFound[] {
  const { spec, object, name } = application;
  const all = (
    [
      [['project'], delivery.project],
      [['source', 'repoURL'], delivery.repoUrl],
      [['source', 'targetRevision'], delivery.revision],
    ] as const
  ).flatMap(([path, planned]) => {
    const value = textAt(spec, ...path);
    if (value === planned) return [];
    return [
      at(
        application,
        path,
        `${path.join('.')} of Application ${name} is ${valueText(value)}, and '${planned}' in the plan`,
        `set it to '${planned}'`,
      ),
    ];
  });
  if (object.namespace === delivery.namespace) return all;
  const problem = `it is in the namespace '${object.namespace}', and Argo CD reads '${delivery.namespace}'`;
  return [...all, { object, path: ['metadata', 'namespace'], problem, fix: `move it to '${delivery.namespace}'` }];
}

/** Findings about an Application that applies a folder in another cluster or namespace, or that another Application applies already. */
function wrongPlace(application: Application, { name, cluster }: UnitSummary, namespace: string | undefined, appliedBy: readonly string[]) {
  const all: ManifestFound[] = [];
  const destination = textAt(application.spec, 'destination', 'name');
  if (destination !== cluster) {
    const problem = `Application ${application.name} applies the folder of ${cluster} in ${valueText(destination)}`;
    all.push(at(application, ['destination', 'name'], problem, `set destination.name to '${cluster}'`));
  }
  const into = textAt(application.spec, 'destination', 'namespace');
  if (namespace !== undefined && into !== namespace) {
    const problem = `Application ${application.name} applies ${name} in the namespace ${valueText(into)}, and its namespace is '${namespace}'`;
    all.push(at(application, ['destination', 'namespace'], problem, `set destination.namespace to '${namespace}'`));
  }
  if (appliedBy.length > 1) {
    const problem = `Applications ${appliedBy.join(' and ')} apply the same folder, ${unitFolder(cluster, name)}`;
    all.push(at(application, ['source', 'path'], problem, 'keep one of them'));
  }
  return all;
}
