import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { applications, appProject } from '../delivery/argo-cd';
import type { Cluster } from '../domain/cluster';
import { Finding } from '../domain/finding';
import type { Fleet } from '../domain/fleet';
import { Manifest } from '../kubernetes/manifest';
import { SystemChart } from '../kubernetes/system-chart';
import { type FleetDocument, fleetDocument } from '../plan/fleet-document';
import { checkFleetShape } from '../plan/fleet-shape';
import { planFleet } from '../plan/plan-fleet';
import type { FleetPlan, SystemPlan } from '../plan/system-plan';
import { checkPlan } from '../rules/catalogue';
import { ClusterScope, type FleetScope } from './fleet-scope';
import { GeoRaft } from './geo-raft';
import { OutputFolder, OutputFolderError } from './output-folder';
import { fleetFile, previousFleet } from './previous-fleet';
import { Rendering } from './rendering';
import { planTable } from './table';

export interface FleetAppProps {
  /** Output folder. @default CDK8S_OUTDIR, or 'dist' */
  readonly outdir?: string;
}

/** What a synthesis did. */
export interface SynthesisResult {
  /** Errors first. With an error nothing was written. */
  readonly findings: readonly Finding[];
  /** The plan; undefined when what was given has not the form that its types say. */
  readonly plan: FleetPlan | undefined;
  readonly objects: number;
  readonly files: { readonly written: number; readonly unchanged: number; readonly removed: number };
}

/**
 * The program of a fleet: everything is planned, checked and rendered here, and only then is anything written.
 *
 * An `App` of cdk8s whose own writer renders each object once. Output goes to one folder a cluster; put your own charts
 * into `app.cluster(…)`.
 */
export class FleetApp extends App implements FleetScope {
  constructor(
    readonly fleet: Fleet,
    props: FleetAppProps = {},
  ) {
    super(props);
  }

  /** The scope of one cluster's own charts: each is written to `<cluster>/<chart>/<chart>.yaml` and delivered as one. */
  cluster(cluster: Cluster): ClusterScope {
    const found = this.node.tryFindChild('clusters') ?? new Construct(this, 'clusters');
    const scope = found.node.tryFindChild(cluster.name) ?? new ClusterScope(found as Construct, cluster);
    return scope as ClusterScope;
  }

  /** The systems of the program, in the order in which they were declared. */
  get systems(): readonly GeoRaft[] {
    return this.node.children.filter((child): child is GeoRaft => child instanceof GeoRaft);
  }

  /** Synthesizes, prints the table or the findings, and sets the exit code: 0, or 1 when there is an error. */
  override synth(): void {
    const { findings, plan, files, objects } = this.synthesize();
    for (const finding of findings) process.stderr.write(`${finding.severity}: ${Finding.line(finding)}\n`);
    if (Finding.anyError(findings) || !plan) {
      const errors = findings.filter(({ severity }) => severity === 'error').length;
      process.stderr.write(`${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was written\n`);
      process.exitCode = 1;
      return;
    }
    // cdk8s-cli, which sets the folder, swallows the standard output.
    const out = process.env.CDK8S_OUTDIR === undefined ? process.stdout : process.stderr;
    out.write(planTable(plan));
    out.write(
      `${objects} objects; ${files.written} files written, ${files.unchanged} unchanged, ${files.removed} removed in ${this.outdir}\n`,
    );
  }

  /** Synthesizes without printing. */
  synthesize(): SynthesisResult {
    const shape = [...checkFleetShape(this.fleet), ...this.systems.flatMap(({ shapeFindings }) => shapeFindings)];
    if (Finding.anyError(shape)) return nothing(shape);
    const systems: SystemPlan[] = [];
    for (const geoRaft of this.systems) {
      try {
        systems.push(geoRaft.plan);
      } catch (error) {
        shape.push(strategyFailed(geoRaft.name, error));
      }
    }
    if (Finding.anyError(shape)) return nothing(shape);
    const plan = planFleet(this.fleet, systems);
    try {
      return this.write(plan);
    } catch (error) {
      if (!(error instanceof OutputFolderError)) throw error;
      return nothing([{ rule: 'output/folder', severity: 'error', at: error.folder, problem: error.problem, fix: error.fix }], plan);
    }
  }

  private write(plan: FleetPlan): SynthesisResult {
    const folder = OutputFolder.recover(this.outdir);
    const previous = previousFleet(folder);
    const rules = [...checkPlan(plan, previous), ...this.strayCharts()];
    // With an error the objects are still rendered, into nothing, so that what is wrong with them is said at once too.
    const output = Finding.anyError(rules) ? undefined : OutputFolder.open(folder, new Set(previous?.files));
    try {
      const rendering = new Rendering(output ?? { write: () => 'unchanged' });
      this.render(plan, rendering);
      const findings = [...rules, ...rendering.findings].sort(bySeverity);
      if (!output || Finding.anyError(findings)) {
        output?.discard();
        return nothing(findings, plan);
      }
      const terraform = this.terraform(plan, rendering);
      const removed = output.commit();
      terraform?.commit();
      const { written, unchanged } = rendering.counts;
      return { findings, plan, objects: rendering.objects, files: { written, unchanged, removed: removed.length } };
    } catch (error) {
      output?.discard();
      throw error;
    }
  }

  private render(plan: FleetPlan, rendering: Rendering): void {
    for (const cluster of plan.clusters) {
      const scope = this.cluster(cluster);
      this.renderSystems(plan, cluster, scope, rendering);
      for (const chart of scope.node.children.filter(child => Chart.isChart(child)) as Chart[]) {
        rendering.unit(chart, {
          name: chart.node.id,
          cluster: cluster.name,
          namespace: chart.namespace ?? chart.node.id,
          order: cluster.index,
        });
      }
    }
    this.renderDelivery(plan, rendering);
    const files = [...rendering.files, fleetFile].sort();
    rendering.file(fleetFile, documentText(fleetDocument(plan, files)));
  }

  /** Charts of systems live only while they are rendered, so that a large fleet fits in memory. */
  private renderSystems(plan: FleetPlan, cluster: Cluster, scope: ClusterScope, rendering: Rendering): void {
    for (const system of plan.systems) {
      const geoRaft = this.systems.find(({ name }) => name === system.name);
      for (const seat of system.seats.filter(candidate => candidate.cluster.name === cluster.name)) {
        if (scope.node.tryFindChild(system.name)) continue; // the chart of a user with the same name: reported below
        const chart = new SystemChart(scope, system, seat, plan.fleet.dns);
        geoRaft?.customize?.(chart, cluster);
        const order = seat.role === 'active' ? 1000 + cluster.index : cluster.index;
        rendering.unit(chart, { name: system.name, cluster: cluster.name, namespace: system.namespace, order });
        scope.node.tryRemoveChild(system.name);
      }
    }
  }

  private renderDelivery({ fleet }: FleetPlan, rendering: Rendering): void {
    const { delivery } = fleet;
    if (!delivery) return;
    const names = [...new Set(rendering.units.map(({ name }) => name))].sort();
    const files: readonly (readonly [string, () => ReturnType<typeof applications>])[] = [
      ...names.map(
        name =>
          [
            name,
            () =>
              applications(
                delivery,
                rendering.units.filter(unit => unit.name === name),
              ),
          ] as const,
      ),
      ['project', () => [appProject(delivery, rendering.units, rendering.kinds)]],
    ];
    const { units } = rendering;
    const projectOf = new Map(units.map(unit => [unit.name, unit]));
    for (const [name, objects] of files) {
      const scope = new Construct(this, `argocd-${name}`);
      const chart = new Chart(scope, projectOf.has(name) ? name : 'project', { disableResourceNameHashes: true });
      for (const object of objects()) new Manifest(chart, `${object.kind}-${object.metadata.name}`, object);
      rendering.chart(chart, `argocd/${name}.yaml`, delivery.runsOn.name);
      this.node.tryRemoveChild(scope.node.id);
    }
  }

  /** The Terraform side loads only when a fleet asks for it. */
  private terraform(plan: FleetPlan, rendering: Rendering): OutputFolder | undefined {
    const { terraform } = plan.fleet;
    if (!terraform) return undefined;
    const { writeStacks } = require('./terraform-output') as typeof import('./terraform-output');
    return writeStacks(plan, rendering.namespaces, terraform);
  }

  private strayCharts(): readonly Finding[] {
    return this.node.children
      .filter(child => Chart.isChart(child))
      .map(child => ({
        rule: 'objects/no-cluster',
        severity: 'error',
        at: child.node.path,
        problem: 'is a chart that belongs to no cluster',
        fix: 'put it into app.cluster(…)',
      }));
  }
}

const nothing = (findings: readonly Finding[], plan?: FleetPlan): SynthesisResult => ({
  findings: [...findings].sort(bySeverity),
  plan,
  objects: 0,
  files: { written: 0, unchanged: 0, removed: 0 },
});

const bySeverity = (a: Finding, b: Finding): number => Number(a.severity === 'warning') - Number(b.severity === 'warning');

const strategyFailed = (name: string, error: unknown): Finding => ({
  rule: 'input/strategy',
  severity: 'error',
  at: name,
  problem: `the engine, the network or the DNS provider failed: ${error instanceof Error ? error.message : String(error)}`,
  fix: 'let its methods return plain data of the form that their types say',
});

const documentText = (document: FleetDocument): string => `${JSON.stringify(document, null, 1)}\n`;
