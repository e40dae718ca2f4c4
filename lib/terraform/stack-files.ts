import type { TerraformPart } from '../domain/dns';
import type { TerraformSettings } from '../domain/terraform-settings';
import { clusterStackDocument } from './cluster-stack-document';
import { dnsStackDocument } from './dns-stack-document';
import type { ClusterStackPlan } from './plan';
import { stableJson } from './stable-json';
import { cdktfVersion, type StackDocument } from './stack-document';

/**
 * The files that `synthesizeStacks` writes, by path, byte for byte and without cdktf.
 *
 * cdktf is what writes stacks, and what its documents are is its own to say. But it takes longer to load than everything else of a small
 * synthesis together, and of plain data of this form each byte of its answer is known: so it is asked only where that is not so, and
 * undefined stands for that. A property compares both, for the version that `isComparedCdktf` knows; with any other one, under cdktf's
 * command line, and with any value that cdktf would resolve, shorten or refuse, cdktf writes.
 */
export function stackFiles(
  plans: readonly ClusterStackPlan[],
  settings: TerraformSettings,
  names?: TerraformPart,
): ReadonlyMap<string, string> | undefined {
  const documents = [...plans.map(plan => clusterStackDocument(plan, settings)), ...(names ? [dnsStackDocument(names, settings)] : [])];
  const known = documents.flatMap(document => (document && isPlain(document.content) ? [document] : []));
  if (known.length < documents.length || new Set(known.map(({ name }) => name)).size < known.length) return undefined;
  return new Map([
    ...known.map(({ name, content }) => [stackPath(name), stableJson(content)] as const),
    ['manifest.json', stableJson(manifest(known))] as const,
  ]);
}

const stackPath = (name: string): string => `stacks/${name}/cdk.tf.json`;

/** What the command line of cdktf knows the stacks by. */
const manifest = (documents: readonly StackDocument[]): object => ({
  version: cdktfVersion,
  stacks: Object.fromEntries(
    documents.map(({ name }) => [
      name,
      {
        annotations: [],
        constructPath: name,
        dependencies: [],
        name,
        stackMetadataPath: `stacks/${name}/metadata.json`,
        synthesizedStackPath: stackPath(name),
        workingDirectory: `stacks/${name}`,
      },
    ]),
  ),
});

/** What cdktf would resolve, refuse or leave out: its tokens, within texts and as numbers, and their like. */
const tokens = /TfToken\[|Token Value|e\+2[89]\d/;

/** Whether a value is plain data that cdktf writes as it is. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return !tokens.test(value);
    case 'number':
      return Number.isFinite(value) && !tokens.test(String(value));
    case 'boolean':
      return true;
    case 'object': {
      if (Array.isArray(value)) return value.every(isPlain);
      if (value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
      return Object.entries(value).every(([key, part]) => key !== '__proto__' && isPlain(key) && isPlain(part));
    }
    default:
      return false;
  }
}
