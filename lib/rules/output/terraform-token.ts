import { isObject, type Json, type JsonObject, type Path, textAt, textsIn } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Texts that only Terraform resolves: a token of cdktf, or a reference to a resource, a variable or an output. */
const token =
  /TfToken\[|\$\{\s*(?:var\.\w|local\.\w+\s*\}|module\.\w+\.\w+\s*\}|data\.\w+_\w+\.|path\.(?:module|root|cwd)\b|terraform\.workspace|(?:aws|azurerm|cloudflare|google|powerdns|random)_\w+\.)/;

/** Whether any text below the value is wanted. Only then are paths computed. */
function holds(value: Json | undefined, wanted: (text: string) => boolean): boolean {
  if (typeof value === 'string') return wanted(value);
  if (Array.isArray(value)) return value.some(item => holds(item, wanted));
  if (!isObject(value)) return false;
  for (const key in value) if (holds(value[key], wanted)) return true;
  return false;
}

const anywhere = (text: string): boolean => (text.includes('${') || text.includes('TfToken[')) && token.test(text);
/** In a record every reference counts, because nothing resolves it later. */
const inRecords = (text: string): boolean => text.includes('${') || text.includes('TfToken[');

/** Whether a text is in an answer that a server computes: it has the expected text of health checks, which may be any text. */
function isComputed(data: JsonObject, path: Path): boolean {
  const [spec, endpoints, position] = path;
  return spec === 'spec' && endpoints === 'endpoints' && textAt(data, spec, endpoints, position ?? 0, 'recordType') === 'LUA';
}

/** No manifest has an unresolved value of Terraform. */
export const unresolvedToken = objectRule(
  {
    name: 'output/terraform-token',
    severity: 'error',
    demands:
      'No manifest has a reference that only Terraform can resolve. A DNSEndpoint has no ${…} at all, except in an answer that the server computes.',
    why: 'Argo CD applies the text unchanged. No health check has such an id, so the provider refuses the record, or publishes the text.',
    source:
      'Terraform documentation, "Strings and Templates"; cdktf, lib/tokens/private/encoding.ts; Route 53\'s ids are known only after apply.',
  },
  [],
  ({ data, kind }) => {
    const wanted = kind === 'DNSEndpoint' ? inRecords : anywhere;
    if (!holds(data, wanted)) return [];
    return [...textsIn(data)]
      .filter(([text, path]) => wanted(text) && (text.includes('TfToken[') || !isComputed(data, path)))
      .map(([text, path]) => {
        const shown = /\$\{[^}]{0,60}\}?|TfToken\[[^\]]{0,60}\]?/.exec(text)?.[0] ?? '';
        return {
          path,
          problem: `it has ${shown}, which only Terraform can resolve`,
          fix: "write the value of Terraform's output",
        };
      });
  },
);
