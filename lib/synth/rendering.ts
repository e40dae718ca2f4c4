import { type ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { DeliveryUnit, RenderedKinds } from '../delivery/argo-cd';
import type { Finding } from '../domain/finding';
import { reasonOf } from '../domain/reason';
import { Manifest } from '../kubernetes/manifest';
import { constructComment } from '../manifests/yaml/construct-comment';
import { unitFolder } from '../plan/members/object-names';
import { chartDependency } from '../rules/objects/chart-dependency';
import { duplicateObject } from '../rules/objects/duplicate';
import { terraformToken } from '../rules/objects/terraform-token';
import { unprintableObject } from '../rules/objects/unprintable';
import { constructValidation } from '../rules/objects/validation';
import { foreignFile } from '../rules/output/foreign-file';
import { findingOf, type RuleText } from '../rules/rule';
import type { DeclaredNamespace } from '../terraform/plan';
import { isApiObject } from './api-object';
import { type Declarations, declarationsOf, kindOf, namedObject, namespaceOf } from './declarations';
import { orderedObjects } from './ordered-objects';
import type { Written } from './output-folder';
import type { UnitDigests } from './unit-digests';
import { YamlPrinter } from './yaml-printer';

/** The target of rendered files. */
export interface Sink {
  write(path: string, content: string): Written;
  /** Keeps an existing file, if `accepts` accepts its content. */
  keep(path: string, accepts: (content: Uint8Array) => boolean): boolean;
}

/** The tokens of cdktf for numbers (-8.1…e+298) and for lists of numbers (-1.8…e+289). */
const numberTokens = /-8\.10956221\d*e\+298|-1\.88815458\d*e\+289/;

const holdsToken = (text: string): boolean =>
  text.includes('TfToken[') || ((text.includes('e+298') || text.includes('e+289')) && numberTokens.test(text));

/**
 * Renders charts to files, one at a time, and keeps what the rest of a synthesis needs to know about them.
 *
 * It counts every object, and finds objects that would overwrite each other in a cluster.
 */
export class Rendering {
  readonly findings: Finding[] = [];
  readonly units: DeliveryUnit[] = [];
  readonly files: string[] = [];
  readonly kinds: RenderedKinds & { readonly cluster: Set<string>; readonly namespaced: Set<string> } = {
    cluster: new Set(),
    namespaced: new Set(),
  };
  readonly namespaces = new Map<string, readonly DeclaredNamespace[]>();
  readonly counts: Record<Written, number> = { written: 0, unchanged: 0, foreign: 0 };
  objects = 0;
  private readonly printer = new YamlPrinter();
  /** The declared objects of each cluster, and the first chart of each. */
  private readonly seen = new Map<string, Map<string, string>>();
  /** The namespaces of delivered files. Kept files of many clusters share their declarations. */
  private readonly delivered = new WeakMap<Declarations, readonly string[]>();

  /** @param digests the digests of the last output; undefined where every file is rendered */
  constructor(
    private readonly sink: Sink,
    readonly digests?: UnitDigests,
  ) {}

  /**
   * Renders one chart as the unit of its name in a cluster.
   * @param parts the parts of its plan, for its digest; undefined where it is rendered each time
   */
  unit(chart: Chart, unit: DeliveryUnit, parts?: readonly string[]): void {
    this.deliver(unit, this.chart(chart, unitFile(unit), unit.cluster, parts));
  }

  /** Adds a unit without rendering it, if its file in the output is what its plan renders to. @param chart path of its chart */
  keptUnit(chart: string, unit: DeliveryUnit, parts: readonly string[] | undefined): boolean {
    const declarations = this.kept(chart, unitFile(unit), unit.cluster, parts);
    if (declarations) this.deliver(unit, declarations);
    return declarations !== undefined;
  }

  /** Adds a file of one chart without rendering it, and returns its declarations; undefined where it must be rendered. */
  kept(chart: string, path: string, cluster: string, parts: readonly string[] | undefined): Declarations | undefined {
    const file = parts && this.digests?.reusable(path, parts);
    if (!file || !this.sink.keep(path, content => file.matches(content))) return undefined;
    this.digests?.keep(path);
    this.counts.unchanged += 1;
    this.files.push(path);
    this.declare(file.declarations, cluster, chart);
    return file.declarations;
  }

  /** Renders one chart to one file. Returns its declarations. */
  chart(chart: Chart, path: string, cluster: string, parts?: readonly string[]): Declarations {
    const before = this.findings.length;
    const nodes = chart.node.findAll();
    for (const node of nodes) {
      for (const problem of node.node.validate()) {
        this.error(constructValidation, node.node.path, problem, 'correct the props of the construct');
      }
    }
    const objects = this.ordered(chart, nodes);
    const declarations = declarationsOf(objects);
    this.declare(declarations, cluster, chart.node.path);
    const text = objects.map(object => this.object(object)).join('---\n');
    if (holdsToken(text)) this.token(objects);
    this.file(path, text);
    // A file with findings gets no digest, so that the next synthesis reports them again.
    if (parts && this.findings.length === before) this.digests?.add(path, parts, declarations, text);
    return declarations;
  }

  /** Ends a cluster: nothing more is declared in it, and its objects can be forgotten. */
  close(cluster: string): void {
    this.seen.delete(cluster);
  }

  /** Adds a file. */
  file(path: string, text: string): void {
    this.files.push(path);
    this.write(path, text);
  }

  private write(path: string, text: string): void {
    const written = this.sink.write(path, text);
    this.counts[written] += 1;
    if (written === 'foreign') {
      this.error(
        foreignFile,
        path,
        'is in the output folder, and was not written by this program',
        'move it away, or use another output folder',
      );
    }
  }

  /** Adds a file that is not delivered. The list of files does not have it. */
  note(path: string, text: string): void {
    this.write(path, text);
  }

  /** Adds a file that is not a chart. */
  document(path: string, text: string): void {
    if (holdsToken(text)) {
      this.error(terraformToken, path, 'holds a value that only Terraform can resolve', 'take the value from an output of Terraform');
    }
    this.file(path, text);
  }

  private object(object: ApiObject): string {
    try {
      const data = Manifest.isManifest(object) ? object.data : undefined;
      const quick = data && this.printer.printObject(data);
      return constructComment(object.node.path) + (quick ?? this.printer.print(object.toJson()));
    } catch (error) {
      const problem = reasonOf(error);
      this.error(unprintableObject, object.node.path, problem, 'give the object plain data');
      return '';
    }
  }

  private deliver(unit: DeliveryUnit, declarations: Declarations): void {
    const namespaces = this.delivered.get(declarations) ?? this.namespacesOf(declarations);
    const into = new Set([...(unit.alsoInto ?? []), ...namespaces]);
    into.delete(unit.namespace);
    this.units.push({ ...unit, alsoInto: [...into] });
  }

  /** The namespaces of declared objects. It also records their kinds. */
  private namespacesOf(declarations: Declarations): readonly string[] {
    const found = new Set<string>();
    for (const object of declarations.objects) {
      const { kind, isClusterScoped } = kindOf(object);
      (isClusterScoped ? this.kinds.cluster : this.kinds.namespaced).add(kind);
      const namespace = namespaceOf(object);
      if (namespace !== '') found.add(namespace);
    }
    const namespaces = [...found];
    this.delivered.set(declarations, namespaces);
    return namespaces;
  }

  /** Counts the objects of a chart, and finds those that another chart of the cluster has declared already. */
  private declare({ objects, namespaces }: Declarations, cluster: string, chart: string): void {
    this.objects += objects.length;
    const seen = this.seen.get(cluster) ?? new Map<string, string>();
    this.seen.set(cluster, seen);
    for (const object of objects) {
      const first = seen.get(object);
      if (first === undefined) {
        seen.set(object, chart);
        continue;
      }
      const problem = `${namedObject(object)} is declared in ${first} and in ${chart}, and one would overwrite the other`;
      this.error(duplicateObject, cluster, problem, 'rename or remove one of them');
    }
    if (namespaces.length > 0) this.namespaces.set(cluster, [...(this.namespaces.get(cluster) ?? []), ...namespaces]);
  }

  /** The objects of a chart in the order of its file. */
  private ordered(chart: Chart, nodes: readonly IConstruct[]): readonly ApiObject[] {
    for (const { node } of nodes) {
      const foreign = node.dependencies.find(other => Chart.isChart(other) || !other.node.path.startsWith(`${chart.node.path}/`));
      if (!foreign) continue;
      const problem = `depends on ${foreign.node.path}, which is another chart`;
      this.error(chartDependency, node.path, problem, "order charts by the annotation 'argocd.argoproj.io/sync-wave'");
      return nodes.filter(isApiObject);
    }
    const { kind, objects } = orderedObjects(nodes);
    if (kind === 'ordered') return objects;
    const [first] = objects;
    const cycle = [...objects, ...objects.slice(0, 1)].map(({ node }) => node.path).join(', ');
    this.error(
      chartDependency,
      first?.node.path ?? chart.node.path,
      `each of these depends on the next: ${cycle}`,
      'remove one of these dependencies',
    );
    return nodes.filter(isApiObject);
  }

  private token(objects: readonly ApiObject[]): void {
    for (const object of objects) {
      const text = JSON.stringify(object.toJson());
      if (!holdsToken(text)) continue;
      this.error(
        terraformToken,
        object.node.path,
        `${object.kind} ${object.name} holds a value that only Terraform can resolve`,
        'take the value from an output of Terraform, or let Terraform create the object',
      );
    }
  }

  /** Adds a finding. */
  error(rule: RuleText, at: string, problem: string, fix: string): void {
    this.findings.push(findingOf(rule, { at, problem, fix }));
  }
}

/** The file of one unit. */
const unitFile = ({ cluster, name }: DeliveryUnit): string => `${unitFolder(cluster, name)}/${name}.yaml`;
