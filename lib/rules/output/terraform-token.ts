import { isObject, type Json, textsIn } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** What only Terraform resolves: a token of cdktf, and a reference to a resource, a variable or an output. */
const token =
  /TfToken\[|\$\{\s*(?:var\.\w|local\.\w+\s*\}|module\.\w+\.\w+\s*\}|data\.\w+_\w+\.|path\.(?:module|root|cwd)\b|terraform\.workspace|(?:aws|azurerm|cloudflare|google|powerdns|random)_\w+\.)/;

/** Whether anything below is one. Places are looked for only where it is. */
function holds(value: Json | undefined, wanted: (text: string) => boolean): boolean {
  if (typeof value === 'string') return wanted(value);
  if (Array.isArray(value)) return value.some(item => holds(item, wanted));
  if (!isObject(value)) return false;
  for (const key in value) if (holds(value[key], wanted)) return true;
  return false;
}

const anywhere = (text: string): boolean => (text.includes('${') || text.includes('TfToken[')) && token.test(text);
/** Nothing fills in a record: whatever looks like it is still to be filled in stays so. */
const inRecords = (text: string): boolean => text.includes('${') || text.includes('TfToken[');

/** What Terraform would have filled in is filled in. */
export const unresolvedToken = objectRule(
  {
    name: 'output/terraform-token',
    severity: 'error',
    demands: 'No manifest holds a reference that only Terraform can resolve; a DNSEndpoint holds no ${…} at all.',
    why: 'Argo CD applies the text as it stands: a health check of that id does not exist, so the provider refuses the record, or publishes the text.',
    source:
      'Terraform documentation, "Strings and Templates"; cdktf, lib/tokens/private/encoding.ts; Route 53\'s ids are known after apply only.',
  },
  [],
  ({ data, kind }) => {
    const wanted = kind === 'DNSEndpoint' ? inRecords : anywhere;
    if (!holds(data, wanted)) return [];
    return [...textsIn(data)]
      .filter(([text]) => wanted(text))
      .map(([text, path]) => {
        const shown = /\$\{[^}]{0,60}\}?|TfToken\[[^\]]{0,60}\]?/.exec(text)?.[0] ?? '';
        return {
          path,
          problem: `it holds ${shown}, which nothing resolves after Terraform`,
          fix: "write the value that Terraform's output has",
        };
      });
  },
);
