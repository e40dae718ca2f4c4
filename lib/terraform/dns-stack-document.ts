import type { TerraformPart, TerraformResource } from '../domain/dns';
import type { TerraformSettings } from '../domain/terraform-settings';
import { dnsStackName } from '../plan/members/object-names';
import { type StackDocument, stackDocument } from './stack-document';

/** What `DnsStack` synthesizes to. */
export function dnsStackDocument({ provider, data, resources, checkIds }: TerraformPart, settings: TerraformSettings): StackDocument {
  const content = {
    provider: { [provider.name]: [provider.config] },
    ...(data.length > 0 ? { data: byType(data) } : {}),
    ...(resources.length > 0 ? { resource: byType(resources) } : {}),
    output: {
      health_check_ids: {
        description: 'The id of the health check of each cluster, by system and cluster.',
        value: byType(checkIds.map(({ system, cluster, expression }) => ({ type: system, name: cluster, body: expression }))),
      },
    },
  };
  return stackDocument(dnsStackName, settings, ['terraform', ...Object.keys(content)], {
    ...content,
    terraform: { required_providers: { [provider.name]: { source: provider.source, version: provider.version } } },
  });
}

/** Resources as the JSON syntax nests them: type, name, content. */
function byType(
  resources: readonly (Pick<TerraformResource, 'type' | 'name'> & { readonly body: unknown })[],
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const types: Record<string, Record<string, unknown>> = {};
  for (const { type, name, body } of resources) types[type] = { ...types[type], [name]: body };
  return types;
}
