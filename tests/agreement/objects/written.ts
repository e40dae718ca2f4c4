import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Written } from '../../synth/output';

export type { Written };

/** What a fleet's output holds: objects by cluster, and what Argo CD is told. */
export interface Output {
  readonly clusters: ReadonlyMap<string, readonly Written[]>;
  readonly delivery: readonly Written[];
}

/** Documents are read by the `yaml` library, which is slow: of the many that are alike one is read. */
const read = new Map<string, Written>();
const mostKept = 5000;

function parsed(text: string): Written {
  const known = read.get(text);
  if (known) return known;
  const document = parseDocument(text, { version: '1.1' });
  if (document.errors.length > 0) throw new Error(`${document.errors[0]?.message} in\n${text}`);
  const object = document.toJS() as Written;
  if (read.size >= mostKept) read.clear();
  read.set(text, object);
  return object;
}

/** Reads every YAML file below an output folder, without anything of what wrote it. */
export function outputIn(folder: string): Output {
  const clusters = new Map<string, Written[]>();
  const delivery: Written[] = [];
  for (const place of readdirSync(folder, { withFileTypes: true })) {
    if (!place.isDirectory()) continue;
    const objects: Written[] = [];
    for (const path of yamlBelow(join(folder, place.name))) {
      const text = readFileSync(path, 'utf8').replace(/^# Source: .*\n/gm, '');
      objects.push(
        ...text
          .split(/^---\n/m)
          .filter(document => document.trim() !== '')
          .map(parsed),
      );
    }
    if (place.name === 'argocd') delivery.push(...objects);
    else if (objects.length > 0) clusters.set(place.name, objects);
  }
  return { clusters, delivery };
}

function yamlBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return yamlBelow(path);
    return entry.name.endsWith('.yaml') ? [path] : [];
  });
}

export const named = (objects: readonly Written[], kind: string, name: string, namespace?: string): Written | undefined =>
  objects.find(
    each => each.kind === kind && each.metadata.name === name && (namespace === undefined || each.metadata.namespace === namespace),
  );

export const ofKind = (objects: readonly Written[], ...kinds: readonly string[]): readonly Written[] =>
  objects.filter(({ kind }) => kinds.includes(kind));

/** What makes pods. */
export const workloads = (objects: readonly Written[]): readonly Written[] => ofKind(objects, 'StatefulSet', 'Deployment', 'Job');

export type Labels = Readonly<Record<string, string>>;

export const podLabels = (workload: Written): Labels => workload.spec.template.metadata.labels ?? {};

/** Whether labels have all that a selector asks for. */
export const selects = (wanted: Labels | undefined, labels: Labels): boolean =>
  wanted !== undefined && Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** The workloads of the same namespace whose pods a selector takes. */
export const selected = (objects: readonly Written[], namespace: string | undefined, wanted: Labels | undefined): readonly Written[] =>
  workloads(objects).filter(each => each.metadata.namespace === namespace && selects(wanted, podLabels(each)));
