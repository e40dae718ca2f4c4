import table from '../../lib/manifests/api/fields.json';
import { isObject, type JsonObject, objectAt } from '../../lib/manifests/yaml/json';

const types: Readonly<Record<string, Readonly<Record<string, string>>>> = table.types;
const served: Readonly<Record<string, Readonly<Record<string, string>>>> = table.served;

/** Differences between our table and the OpenAPI document of a server, and how many types and kinds were compared. */
export function publishedDifferences(
  document: JsonObject,
  kubernetes: string,
): { readonly differences: readonly string[]; readonly types: number; readonly kinds: number } {
  const minor = Number(/^v?1\.(\d+)/.exec(kubernetes)?.[1]);
  const definitions = objectAt(document, 'definitions');
  const differences: string[] = [];
  const kinds = new Set<string>();
  let compared = 0;
  for (const [name, definition] of Object.entries(definitions)) {
    if (!isObject(definition)) continue;
    for (const entry of (definition['x-kubernetes-group-version-kind'] ?? []) as readonly JsonObject[])
      kinds.add(`${[entry['group'], entry['version']].filter(Boolean).join('/')} ${entry['kind']}`);
    const short = name.split('.').at(-1) ?? '';
    if (
      !/^io\.k8s\.(api\.(core|apps|batch|networking|policy|rbac|scheduling|storage)\.v1|api\.autoscaling\.v2|apimachinery\.pkg\.apis\.meta\.v1)\./.test(
        name,
      )
    )
      continue;
    const ours = types[short];
    if (ours === undefined) continue;
    compared += 1;
    const known = Object.keys(ours).filter(field => isKnown(ours[field] ?? '', minor));
    const there = Object.keys(objectAt(definition, 'properties'));
    differences.push(...there.filter(field => !known.includes(field)).map(field => `${short}.${field} is the server's alone`));
    differences.push(...known.filter(field => !there.includes(field)).map(field => `${short}.${field} is ours alone`));
  }
  // Alpha and beta versions are served where somebody turns them on.
  for (const [version, ofVersion] of Object.entries(served))
    if (/^([\w.]+\/)?v\d+$/.test(version))
      for (const [kind, span] of Object.entries(ofVersion))
        if (isKnown(span, minor) !== kinds.has(`${version} ${kind}`))
          differences.push(`${version} ${kind} is ${isKnown(span, minor) ? 'ours' : "the server's"} alone`);
  return { differences, types: compared, kinds: kinds.size };
}

function isKnown(text: string, minor: number): boolean {
  const since = /\+(\d+)/.exec(text)?.[1];
  const until = /-(\d+)$/.exec(text)?.[1];
  return (since === undefined || minor >= Number(since)) && (until === undefined || minor <= Number(until));
}
