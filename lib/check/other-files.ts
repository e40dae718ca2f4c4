import { posix } from 'node:path';
import { readDocument, splitDocuments } from '../manifests/yaml/documents';
import { type Json, type JsonObject, listAt, textAt, valueAt } from '../manifests/yaml/json';
import { type OutputSource, UnreadableFile } from './output-source';

const kustomization = /^kustomization\.ya?ml$/i;

/** Names of files of Helm, kustomize, CI and development tools that are often beside manifests. */
const otherTools =
  /^(?:kustomization|chart|requirements|values[\w.-]*|\.?(?:artifacthub-(?:pkg|repo)|azure-pipelines|buf(?:\.gen)?|cloudbuild|codecov|compose|ct|dependabot|docker-compose|gitlab-ci|golangci|goreleaser|helmfile|mkdocs|pre-commit-config|prettierrc|renovate|skaffold|taskfile|travis|yamllint)(?:[.-][\w-]+)*)\.ya?ml$/i;

const otherFolders = /(?:^|\/)(?:\.github|\.circleci|node_modules)\//;

/** Whether a file belongs to another tool by its name, and is not a manifest: Chart.yaml, values.yaml, kustomization.yaml. */
export const isOtherTools = (path: string): boolean => otherTools.test(path.slice(path.lastIndexOf('/') + 1)) || otherFolders.test(path);

/** Names of files with patches, which may change an object of another file. */
const patchName = /(?:^|[-_./])patch(?:es)?(?:[-_./]|$)/i;
const selecting: ReadonlySet<string | undefined> = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

/** Whether an object is only a patch of another one: by the file's name and by its missing fields. */
export const isPatch = (file: string, data: JsonObject): boolean =>
  patchName.test(file) &&
  (data['$patch'] !== undefined || (selecting.has(textAt(data, 'kind')) && valueAt(data, 'spec', 'selector') === undefined));

/** The files that kustomize combines and that are not objects by themselves: patches, and inputs of generators. */
export function kustomizeParts(source: OutputSource): ReadonlySet<string> {
  const parts = new Set<string>();
  for (const file of source.files) {
    if (!kustomization.test(file.slice(file.lastIndexOf('/') + 1))) continue;
    for (const data of documentsIn(source, file))
      for (const path of partsOf(data)) parts.add(posix.normalize(posix.join(posix.dirname(file), path)));
  }
  return parts;
}

function documentsIn(source: OutputSource, file: string): readonly JsonObject[] {
  try {
    return splitDocuments(source.read(file)).flatMap(document => {
      const read = readDocument(document);
      return read.kind === 'object' ? [read.data] : [];
    });
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}

const texts = (values: readonly Json[]): readonly string[] => values.filter(value => typeof value === 'string');

function partsOf(data: JsonObject): readonly string[] {
  const listed = ['patches', 'patchesJson6902', 'replacements'].flatMap(key =>
    listAt(data, key).flatMap(each => textAt(each, 'path') ?? []),
  );
  // A patch may also be written inline, with several lines.
  const named = ['patchesStrategicMerge', 'configurations', 'transformers', 'generators'].flatMap(key => texts(listAt(data, key)));
  const generated = ['configMapGenerator', 'secretGenerator'].flatMap(key =>
    listAt(data, key).flatMap(each =>
      [...texts(listAt(each, 'files')), ...texts(listAt(each, 'envs'))].map(file => file.replace(/^[^=]*=/, '')),
    ),
  );
  const values = listAt(data, 'helmCharts').flatMap(each => textAt(each, 'valuesFile') ?? []);
  return [...listed, ...named, ...generated, ...values].filter(path => !path.includes('\n'));
}
