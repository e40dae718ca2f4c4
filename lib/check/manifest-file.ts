import { type DocumentObject, objectsIn } from '../manifests/objects/list-items';
import { documentsOf, notAnObject, readDocument, readJson } from '../manifests/yaml/documents';
import type { JsonObject } from '../manifests/yaml/json';
import { templateMark } from '../manifests/yaml/template-text';
import { isPatch } from './other-files';
import { type OutputSource, UnreadableFile } from './output-source';
import type { BrokenFile } from './read-output';

/** A file with a document that is not a Kubernetes object. */
export interface ForeignFile extends BrokenFile {
  readonly fix: string;
}

/** An object of a file whose unit is not known yet. */
export interface FileObject extends DocumentObject {
  /** Position of its document in the file, from 0. */
  readonly position: number;
}

/** The content of a file of a folder without a plan. */
export interface FileContent {
  readonly objects: readonly FileObject[];
  readonly broken: readonly BrokenFile[];
  /** Its first document that is not an object. */
  readonly foreign?: ForeignFile;
  /** Set if the file is not a manifest, which is no finding. */
  readonly passed?: true;
}

/** Reads a file with the name of a manifest. */
export function readFile(source: OutputSource, file: string): FileContent {
  let text: string;
  try {
    text = source.read(file);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { objects: [], broken: [{ file, line: 1, column: 1, problem: error.message }] };
  }
  return file.endsWith('.json') ? jsonFile(file, text) : yamlFile(file, text);
}

/** Most JSON files are not manifests. Manifests have a kind and an apiVersion. */
function jsonFile(file: string, text: string): FileContent {
  const looksLikeOne = /"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text);
  if (!looksLikeOne) return { objects: [], broken: [], passed: true };
  const objects: FileObject[] = [];
  const broken: BrokenFile[] = [];
  for (const [position, document] of documentsOf(file, text).entries()) {
    const read = readJson(document);
    if (read.kind === 'broken') broken.push({ file, line: read.line, column: read.column, problem: read.problem });
    else if (read.kind === 'object' && hasKind(read.data)) objects.push(...objectsIn(read.data).map(each => ({ position, ...each })));
  }
  return objects.length + broken.length > 0 ? { objects, broken } : { objects, broken, passed: true };
}

function yamlFile(file: string, text: string): FileContent {
  const mark = templateMark(text);
  if (mark !== undefined) {
    const problem = `it looks like a template, with ${mark.text}`;
    const fix = 'render it first, for example by helm template, and check the result';
    return { objects: [], broken: [], foreign: { file, line: mark.line, column: 1, problem, fix } };
  }
  const objects: FileObject[] = [];
  const broken: BrokenFile[] = [];
  let foreign: ForeignFile | undefined;
  let parts = 0;
  for (const [position, document] of documentsOf(file, text).entries()) {
    const read = readDocument(document);
    const { line } = document;
    if (read.kind === 'broken') {
      if (read.problem !== notAnObject) broken.push({ file, line: read.line, column: read.column, problem: read.problem });
      else foreign ??= noObject(file, line, isJsonPatch(document.text) ? 'it has a patch, a list of op and path' : 'it has no object');
    } else if (read.kind === 'object' && !hasKind(read.data)) foreign ??= noObject(file, line, 'it has a document without a kind');
    else if (read.kind === 'object' && (isPatch(file, read.data) || isKustomization(read.data))) parts += 1;
    else if (read.kind === 'object') objects.push(...objectsIn(read.data).map(each => ({ position, ...each })));
  }
  const passed = parts > 0 && objects.length + broken.length === 0;
  return { objects, broken, ...(foreign ? { foreign } : {}), ...(passed ? { passed } : {}) };
}

/** Whether a document is a kustomization, under any file name. */
const isKustomization = ({ apiVersion }: JsonObject): boolean =>
  typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/');

const hasKind = ({ kind }: JsonObject): boolean => typeof kind === 'string' && kind !== '';

const isJsonPatch = (text: string): boolean => /^\s*- (?:op|path|from|value):/m.test(text);

const noObject = (file: string, line: number, problem: string): ForeignFile => ({
  file,
  line,
  column: 1,
  problem,
  fix: 'remove it from the folder; check the result of kustomize build instead of patches',
});
