import type { Change } from '../../lib/change/change';
import { compareOutputs } from '../../lib/change/compare-outputs';
import type { Output } from '../../lib/change/output';
import { fleetDocument, fleetFile } from '../../lib/plan/document/fleet-document';
import type { FleetPlan } from '../../lib/plan/model/system-plan';
import { type Editable, EditedOutput } from '../rules/edited-output';

/** An output in memory, as the comparison reads it. Files are marked by what they hold. */
export function outputOf(edited: EditedOutput): Output {
  const files = new Map(edited.files.map(path => [path, edited.read(path)]));
  return {
    plan: JSON.parse(files.get(fleetFile) ?? ''),
    files,
    read: paths => new Map(paths.flatMap(path => (files.has(path) ? [[path, files.get(path) as string] as const] : []))),
  };
}

/** The output of a plan, without manifests. */
export function plannedOutput(plan: FleetPlan): Output {
  const document = fleetDocument(plan, []);
  return { plan: document, files: new Map([[fleetFile, JSON.stringify(document)]]), read: () => new Map() };
}

/** How an output is edited. */
export type Edit = (output: EditedOutput) => unknown;

/** A system of the plan, to be changed. */
export function systemOf(output: EditedOutput, name: string): Editable {
  return output.plan.systems.find((system: Editable) => system.name === name);
}

/** A cluster of the plan, to be changed. */
export const clusterOf = (output: EditedOutput, name: string): Editable =>
  output.plan.clusters.find((each: Editable) => each.name === name);

/** The part of a system in a cluster, to be changed. */
export const seatOf = (output: EditedOutput, system: string, cluster: string): Editable =>
  systemOf(output, system).seats.find((seat: Editable) => seat.cluster === cluster);

/** A committed output in which every group has formed, or none has. */
export function example(variant = 'example', formed = true): EditedOutput {
  const output = new EditedOutput(variant);
  for (const system of output.plan.systems) {
    system.state.bootstrapped = formed;
    system.state.formed = formed
      ? system.seats.filter(({ role }: Editable) => /hot|learner/.test(role)).map(({ cluster }: Editable) => cluster)
      : [];
  }
  return output;
}

/** What changes between an output before and after an edit. */
export function changesBetween(
  edit: Edit,
  { variant = 'example', formed = true, first = (() => undefined) as Edit } = {},
): readonly Change[] {
  const [before, after] = [example(variant, formed), example(variant, formed)];
  first(before);
  first(after);
  edit(after);
  return compareOutputs(outputOf(before), outputOf(after));
}
