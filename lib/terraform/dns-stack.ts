import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { TerraformPart, TerraformResource } from '../domain/dns';
import type { TerraformSettings } from '../domain/terraform-settings';
import { dnsStackName } from '../plan/members/object-names';
import { keepState } from './state-backend';

/**
 * The fleet's DNS stack: the health checks of each cluster, and the records that Terraform publishes.
 *
 * The DNS provider describes them in Terraform's own JSON syntax, so a fleet needs no cdktf package for its cloud.
 */
export class DnsStack extends TerraformStack {
  constructor(scope: Construct, part: TerraformPart, settings: TerraformSettings) {
    super(scope, dnsStackName);
    keepState(this, dnsStackName, settings);
    const { name, source, version, config } = part.provider;
    this.addOverride('terraform.required_providers', { [name]: { source, version } });
    this.addOverride('provider', { [name]: [config] });
    if (part.data.length > 0) this.addOverride('data', byType(part.data));
    if (part.resources.length > 0) this.addOverride('resource', byType(part.resources));
    const ids = part.checkIds.reduce<Record<string, Record<string, string>>>((all, { system, cluster, expression }) => {
      all[system] = { ...all[system], [cluster]: expression };
      return all;
    }, {});
    this.addOverride('output', {
      health_check_ids: { description: 'The id of the health check of each cluster, by system and cluster.', value: ids },
    });
  }
}

/** Resources nested as in the JSON syntax: type, name, content. */
function byType(resources: readonly TerraformResource[]): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const types = new Map<string, Record<string, unknown>>();
  for (const { type, name, body } of resources) types.set(type, { ...types.get(type), [name]: body });
  return Object.fromEntries(types);
}
