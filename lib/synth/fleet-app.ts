import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { changeLine } from '../change/fleet-changes';
import { type AcceptedFinding, acceptAmong, acknowledge } from '../check/acknowledge';
import { consequenceLines } from '../check/consequence-text';
import { withConsequences } from '../check/consequences';
import { today as clock } from '../check/today';
import type { Acknowledgement } from '../domain/acknowledgement';
import type { Cluster } from '../domain/cluster';
import { Finding } from '../domain/finding';
import type { Fleet } from '../domain/fleet';
import { isKnownEngine } from '../domain/known-engine';
import type { LastOutput } from '../plan/document/last-output';
import type { ChangeDocument } from '../plan/document/system-document';
import { acknowledgementsShape, day } from '../plan/input/acknowledgement-shape';
import { checkEngineShape } from '../plan/input/engine-shape';
import { checkFleetShape } from '../plan/input/fleet-shape';
import { object, oneOf, optional, text } from '../plan/input/shape';
import { checkStrategyShape } from '../plan/input/strategy-shape';
import { StrategyError } from '../plan/model/strategy-error';
import type { FleetPlan, SystemPlan } from '../plan/model/system-plan';
import { planFleet } from '../plan/system/plan-fleet';
import { checkPlan } from '../rules/plan-rules';
import { acceptedLine } from './accepted-line';
import { checkCharts } from './check-charts';
import { checkPackages } from './check-packages';
import { CustomizedSystems } from './customized-systems';
import { digestsFile } from './digests-file';
import { outputFailed, strategyFindings } from './failure-findings';
import { ClusterScope, type FleetScope } from './fleet-scope';
import { foreignLazy } from './foreign-lazy';
import { GeoRaft } from './geo-raft';
import { OutputFolder } from './output-folder';
import { previousFleet } from './previous-fleet';
import { renderFleet } from './render-fleet';
import { Rendering } from './rendering';
import { planTable } from './table';
import type { UnitDigests } from './unit-digests';

/** Settings of the program. */
export interface FleetAppProps {
  /** Output folder. @default CDK8S_OUTDIR, or 'dist' */
  readonly outdir?: string;
  /** The accepted findings, each at one place, for a reason, until a day. @default - none */
  readonly acknowledged?: readonly Acknowledgement[];
  /** The current day, `YYYY-MM-DD`: acknowledgements end. The files do not depend on it. @default - the day of the system's clock, in UTC */
  readonly today?: string;
  /**
   * What happens to a file whose plan has not changed. `kept`: the file is not rendered again if its content is still what was rendered;
   * `.georaft-digests` in the output folder records that. `rendered`: every file is rendered each time, and there are no digests.
   *
   * Systems with `customize` and your own charts are always rendered. No other file depends on this setting.
   * @default 'kept' for 100 units or more (a unit is a system in a cluster), else 'rendered': digests then cost more than they save
   */
  readonly unchanged?: 'kept' | 'rendered';
}

/** The fewest units for which digests save more than they cost. */
const fewestKept = 100;

/** The result of a synthesis. */
export interface SynthesisResult {
  /** The findings, errors first, each with its consequences. With an error nothing was written. */
  readonly findings: readonly Finding[];
  /** The accepted findings. They do not stop the synthesis. */
  readonly accepted: readonly AcceptedFinding[];
  /** The plan; undefined when an input does not have the shape of its type. */
  readonly plan: FleetPlan | undefined;
  /** The steps that are left, for each system whose ledger is not what its program wants. */
  readonly changes: ReadonlyMap<string, ChangeDocument>;
  readonly objects: number;
  readonly files: { readonly written: number; readonly unchanged: number; readonly removed: number };
}

/**
 * The program of a fleet. It plans, checks and renders everything, and writes only after that.
 *
 * It is an `App` of cdk8s with a writer of its own, which renders each object once. Each cluster has an output folder. Put your own
 * charts into `app.cluster(…)`.
 */
export class FleetApp extends App implements FleetScope {
  private readonly propsFindings: readonly Finding[];

  constructor(
    readonly fleet: Fleet,
    private readonly props: FleetAppProps = {},
  ) {
    super({ ...(typeof props?.outdir === 'string' ? { outdir: props.outdir } : {}), resolvers: [foreignLazy] });
    this.propsFindings = object({
      outdir: optional(text('the name of a folder')),
      acknowledged: optional(acknowledgementsShape),
      today: optional(day),
      unchanged: optional(oneOf('kept', 'rendered')),
    })(props, 'FleetApp');
  }

  /** The scope for your own charts in one cluster. Each chart is written to `<cluster>/<chart>/<chart>.yaml` and delivered as one unit. */
  cluster(cluster: Cluster): ClusterScope {
    const all = (this.node.tryFindChild('clusters') ?? new Construct(this, 'clusters')) as Construct;
    const id = typeof cluster?.name === 'string' && cluster.name !== '' ? cluster.name : 'no cluster';
    return (all.node.tryFindChild(id) ?? new ClusterScope(all, id, cluster)) as ClusterScope;
  }

  /** The systems of the program, in the order in which they were declared. */
  get systems(): readonly GeoRaft[] {
    return this.node.children.filter((child): child is GeoRaft => child instanceof GeoRaft);
  }

  /** Synthesizes, prints the table or the findings, and sets the exit code: 0, or 1 when there is an error. */
  override synth(): void {
    const { findings, accepted, plan, changes, files, objects } = this.synthesize();
    for (const finding of findings) {
      process.stderr.write(`${finding.severity}: ${Finding.line(finding)}\n`);
      for (const line of consequenceLines(finding)) process.stderr.write(`  ${line}\n`);
    }
    for (const { finding, acknowledgement } of accepted) process.stderr.write(`${acceptedLine(finding, acknowledgement)}\n`);
    if (Finding.anyError(findings) || !plan) {
      const errors = findings.filter(({ severity }) => severity === 'error').length;
      process.stderr.write(`${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was written\n`);
      process.exitCode = 1;
      return;
    }
    // cdk8s-cli, which sets the folder, swallows the standard output.
    const out = process.env.CDK8S_OUTDIR === undefined ? process.stdout : process.stderr;
    out.write(planTable(plan));
    for (const [system, change] of changes) out.write(`${changeLine(system, change)}\n`);
    out.write(
      `${objects} objects${accepted.length > 0 ? `; ${accepted.length} ${accepted.length === 1 ? 'finding' : 'findings'} accepted` : ''}; ` +
        `${files.written} files written, ${files.unchanged} unchanged, ${files.removed} removed in ${this.outdir}\n`,
    );
  }

  /** Synthesizes without printing. */
  synthesize(): SynthesisResult {
    const shape = [...this.propsFindings, ...checkFleetShape(this.fleet), ...this.systems.flatMap(({ shapeFindings }) => shapeFindings)];
    if (Finding.anyError(shape)) return nothing(shape);
    shape.push(...checkStrategyShape(this.fleet));
    if (Finding.anyError(shape)) return nothing(shape);
    const systems: SystemPlan[] = [];
    for (const geoRaft of this.systems) {
      try {
        systems.push(geoRaft.plan);
        shape.push(...checkEngineShape(geoRaft.plan));
      } catch (error) {
        shape.push(...strategyFindings(geoRaft.name, error));
      }
    }
    if (Finding.anyError(shape)) return nothing(shape);
    const plan = planFleet(this.fleet, systems);
    try {
      return this.write(plan);
    } catch (error) {
      if (error instanceof StrategyError) return nothing(strategyFindings(error.system, error), plan);
      const finding = outputFailed(error, this.outdir);
      if (!finding) throw error;
      return nothing([finding], plan);
    }
  }

  private get clusterScopes(): readonly ClusterScope[] {
    const all = this.node.tryFindChild('clusters')?.node.children ?? [];
    return all.filter((child): child is ClusterScope => child instanceof ClusterScope);
  }

  private write(plan: FleetPlan): SynthesisResult {
    const folder = OutputFolder.recover(this.outdir);
    const previous = previousFleet(folder);
    const scopes = plan.clusters.map(cluster => this.cluster(cluster));
    const { acknowledged: given = [], today = clock() } = this.props;
    const { accepted: planned, acknowledged, findings: open } = acknowledge(checkPlan(plan, previous), given, { today, of: 'plan' });
    const rules = [...open, ...checkCharts(this, this.clusterScopes, plan), ...checkPackages(plan.fleet)];
    // With an error the objects are still rendered, but not written, so that their findings are reported at once too.
    const output = Finding.anyError(rules) ? undefined : OutputFolder.open(folder, filesBefore(folder, previous));
    let terraform: OutputFolder | undefined;
    try {
      const customize = new Map(this.systems.map(({ name, customize }) => [name, customize]));
      const customized = new CustomizedSystems(
        output ?? { write: () => 'unchanged', keep: () => false },
        new Set(this.systems.filter(({ customize: given, system }) => given || !isKnownEngine(system.engine)).map(({ name }) => name)),
      );
      const digests = output && this.digests(plan, folder);
      const rendering = new Rendering(customized, digests);
      const changes = renderFleet({ plan, scopes, acknowledged, customize }, rendering);
      if (digests) rendering.note(digestsFile, digests.text);
      // With an error in the plan, the files that follow from it are not checked: each error is reported once.
      const patched = output && !Finding.anyError(rendering.findings) ? customized.findings() : [];
      const judged = acceptAmong(patched, acknowledged, today);
      const accepted = [...planned, ...judged.accepted];
      const found = [...rules, ...rendering.findings, ...judged.findings];
      if (!output || Finding.anyError(found)) {
        output?.discard();
        return { ...nothing(found, plan), accepted };
      }
      terraform = this.terraform(plan, rendering, folder);
      const removed = output.commit();
      terraform?.commit();
      const { written, unchanged } = rendering.counts;
      return {
        findings: reported(found),
        accepted,
        plan,
        changes,
        objects: rendering.objects,
        files: { written, unchanged, removed: removed.length },
      };
    } catch (error) {
      output?.discard();
      terraform?.discard();
      throw error;
    }
  }

  /** The digests of the last output. Loaded only for a fleet that is large enough to save time with them. */
  private digests({ systems }: FleetPlan, folder: string): UnitDigests | undefined {
    const units = systems.reduce((sum, { seats }) => sum + seats.length, 0);
    const { unchanged = units < fewestKept ? 'rendered' : 'kept' } = this.props;
    if (unchanged === 'rendered') return undefined;
    const { openDigests } = require('./open-digests') as typeof import('./open-digests');
    return openDigests(folder);
  }

  /** Writes the Terraform stacks. Their code is loaded only for a fleet that has stacks. */
  private terraform(plan: FleetPlan, rendering: Rendering, manifests: string): OutputFolder | undefined {
    const { terraform } = plan.fleet;
    if (!terraform) return undefined;
    const { writeStacks } = require('./terraform-output') as typeof import('./terraform-output');
    return writeStacks(plan, rendering.namespaces, terraform, manifests);
  }
}

/** The files in a folder that an earlier synthesis wrote. */
const filesBefore = (folder: string, previous: LastOutput | undefined): ReadonlySet<string> =>
  new Set([...(previous?.files ?? []), ...(existsSync(join(folder, digestsFile)) ? [digestsFile] : [])]);

const nothing = (findings: readonly Finding[], plan?: FleetPlan): SynthesisResult => ({
  findings: reported(findings),
  accepted: [],
  plan,
  changes: new Map(),
  objects: 0,
  files: { written: 0, unchanged: 0, removed: 0 },
});

/** The findings with their consequences attached, errors first. */
const reported = (findings: readonly Finding[]): readonly Finding[] => [...withConsequences(findings)].sort(bySeverity);

const bySeverity = (a: Finding, b: Finding): number => Number(a.severity === 'warning') - Number(b.severity === 'warning');
