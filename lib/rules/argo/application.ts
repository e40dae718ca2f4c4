import type { Subject } from '../../domain/subject';
import { type Application, applicationsOf } from '../../manifests/delivery/applications';
import type { OutputManifests, UnitSummary } from '../../manifests/dns/output-manifests';
import { valueText } from '../../manifests/objects/value-text';
import { type Path, textAt } from '../../manifests/yaml/json';
import type { DeliveryDocument } from '../../plan/document/fleet-document';
import { unitFolder } from '../../plan/members/object-names';
import { type ManifestFound, outputRule } from '../rule';
import { absent, given } from '../subject';

/** Every cluster applies its own folders, all of them, and each of them once. */
export const oneApplication = outputRule(
  {
    name: 'argo/application',
    severity: 'error',
    demands:
      'Each folder of each cluster is applied by exactly one Application, in that cluster, from the repository and revision of the plan; and each Application applies a folder that exists.',
    why: "Members of a folder that nobody applies are missing from their group; those of another cluster's folder have its names and ordinals, and two pods claim to be one member.",
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
          const problem = `Application ${application.name} applies '${path}', which is no folder of the output`;
          all.push(at(application, ['source', 'path'], problem, `name a folder of the output below '${delivery.path}', or remove it`));
        }
      }
    }
  }
  if (!complete) return all;
  for (const { unit, appliedBy } of folders.values()) {
    if (appliedBy.length > 0) continue;
    const problem = `no Application applies the folder ${unitFolder(unit.cluster, unit.name)}`;
    // One that applies nothing that is there may be the one that is missing.
    const place = { unit: unit.name, cluster: objects[0]?.cluster ?? delivery.cluster };
    const about = [astray.get(unit.name) ?? absent(place, 'Application')];
    const reads = [absent(place, 'ApplicationSet')];
    all.push({ at: `${unit.name}/${unit.cluster}`, problem, fix: 'synthesize again, so that Argo CD is told of it', about, reads });
  }
  return all;
}

/** The folder below the output that a path of the repository is; undefined where it lies elsewhere. */
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

/** What an Application says of its repository and its project, where it is not what the plan says. */
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
        `make it '${planned}'`,
      ),
    ];
  });
  if (object.namespace === delivery.namespace) return all;
  const problem = `it is in the namespace '${object.namespace}', and Argo CD looks into '${delivery.namespace}'`;
  return [...all, { object, path: ['metadata', 'namespace'], problem, fix: `put it into '${delivery.namespace}'` }];
}

/** Where an Application applies a folder, where that is not the folder's own cluster and namespace, or is done already. */
function wrongPlace(application: Application, { name, cluster }: UnitSummary, namespace: string | undefined, appliedBy: readonly string[]) {
  const all: ManifestFound[] = [];
  const destination = textAt(application.spec, 'destination', 'name');
  if (destination !== cluster) {
    const problem = `Application ${application.name} applies the folder of ${cluster} in ${valueText(destination)}`;
    all.push(at(application, ['destination', 'name'], problem, `make destination.name '${cluster}'`));
  }
  const into = textAt(application.spec, 'destination', 'namespace');
  if (namespace !== undefined && into !== namespace) {
    const problem = `Application ${application.name} applies ${name} in the namespace ${valueText(into)}, and it lives in '${namespace}'`;
    all.push(at(application, ['destination', 'namespace'], problem, `make destination.namespace '${namespace}'`));
  }
  if (appliedBy.length > 1) {
    const problem = `Applications ${appliedBy.join(' and ')} apply the same folder, ${unitFolder(cluster, name)}`;
    all.push(at(application, ['source', 'path'], problem, 'leave one of them'));
  }
  return all;
}
