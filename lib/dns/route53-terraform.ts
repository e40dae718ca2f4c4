import { isIP } from 'node:net';
import type { CheckDescription, RecordDescription, TerraformPart, TerraformResource } from '../domain/dns';
import type { RecordRoute } from '../domain/record-route';
import type { GeoLocation } from '../domain/traffic';

/** How Terraform uses Amazon Web Services. */
export interface Route53Terraform {
  /** Version constraint of hashicorp/aws: 5.46 or newer, which supports every routing policy of Route 53. @default '~> 6.0' */
  readonly version?: string;
  /** Region of the requests; Route 53 itself has none. @default 'us-east-1' */
  readonly region?: string;
  /** Id of the hosted zone. @default - the public zone with the fleet's zone name */
  readonly hostedZoneId?: string;
}

/**
 * Health checks and records of Route 53 as resources of hashicorp/aws: `aws_route53_health_check`, `aws_route53_record`, and
 * the zone by the data source `aws_route53_zone`.
 *
 * Resource names join the names of system and cluster with '_'. No system or cluster has '_' in its name, so no two are equal.
 */
export function route53Terraform(
  { version = '~> 6.0', region = 'us-east-1', hostedZoneId }: Route53Terraform,
  zone: string,
  checks: readonly CheckDescription[],
  records: readonly RecordDescription[],
): TerraformPart {
  const byId = hostedZoneId !== undefined;
  const checked = new Set(checks.map(check => checkName(check)));
  const zoneId = byId ? hostedZoneId : `\${data.${zoneType}.zone.zone_id}`;
  return {
    provider: { name: 'aws', source: 'hashicorp/aws', version, config: { region } },
    data: records.length > 0 && !byId ? [{ type: zoneType, name: 'zone', body: { name: zone, private_zone: false } }] : [],
    resources: [...checks.flatMap(checkResources), ...records.map(record => recordResource(record, zoneId, checked))],
    checkIds: checks.map(check => ({ system: check.system, cluster: check.cluster, expression: idOf(checkName(check)) })),
  };
}

const zoneType = 'aws_route53_zone';
const checkType = 'aws_route53_health_check';

const checkName = ({ system, cluster }: Pick<CheckDescription, 'system' | 'cluster'>): string => `check_${system}_${cluster}`;
const idOf = (check: string): string => `\${${checkType}.${check}.id}`;

/** One check for one target. For several targets, one check each, and a calculated check that is healthy while one of them is. */
function checkResources(check: CheckDescription): readonly TerraformResource[] {
  const name = checkName(check);
  const tags = { Name: `${check.system}.${check.cluster}` };
  // A record that ExternalDNS publishes holds the id, so its check must stay. A record that Terraform publishes gets the new id.
  const lifecycle = check.referenced ? { prevent_destroy: true } : { create_before_destroy: true };
  const [only, ...more] = check.targets;
  if (only === undefined) return [];
  if (more.length === 0) return [{ type: checkType, name, body: { ...endpoint(check, only), tags, lifecycle } }];
  const parts = check.targets.map((target, position): TerraformResource => {
    const body = { ...endpoint(check, target), tags: { Name: `${tags.Name}.${position}` }, lifecycle: { create_before_destroy: true } };
    return { type: checkType, name: `${name}_${position}`, body };
  });
  const children = parts.map(part => idOf(part.name));
  const body = { type: 'CALCULATED', child_health_threshold: 1, child_healthchecks: children, tags, lifecycle };
  return [...parts, { type: checkType, name, body }];
}

function endpoint({ request, host, intervalSeconds, failures }: CheckDescription, target: string): Readonly<Record<string, unknown>> {
  const address = isIP(target) !== 0;
  const where = address ? { ip_address: target } : { fqdn: target };
  const timing = { port: request.port, request_interval: intervalSeconds, failure_threshold: failures };
  if (request.kind === 'tcp') return { type: 'TCP', ...where, ...timing };
  return {
    type: `${request.kind === 'http' ? 'HTTP' : 'HTTPS'}${request.contains === undefined ? '' : '_STR_MATCH'}`,
    ...where,
    ...(address ? { fqdn: host } : {}), // sent as the Host header, and as the name of TLS
    ...timing,
    resource_path: literal(request.path),
    ...(request.contains === undefined ? {} : { search_string: literal(request.contains) }),
    ...(request.kind === 'https' ? { enable_sni: true } : {}),
  };
}

function recordResource(record: RecordDescription, zoneId: string, checked: ReadonlySet<string>): TerraformResource {
  const check = checkName(record);
  return {
    type: 'aws_route53_record',
    name: `record_${record.system}_${record.cluster}_${record.type.toLowerCase()}`,
    body: {
      zone_id: zoneId,
      name: record.name,
      type: record.type,
      ttl: record.ttlSeconds,
      records: record.targets,
      set_identifier: record.cluster,
      ...routingPolicy(record.route),
      ...(checked.has(check) ? { health_check_id: idOf(check) } : {}),
    },
  };
}

function routingPolicy(route: RecordRoute): Readonly<Record<string, unknown>> {
  switch (route.policy) {
    case 'failover':
      return { failover_routing_policy: { type: route.order === 'primary' ? 'PRIMARY' : 'SECONDARY' } };
    case 'weighted':
      return { weighted_routing_policy: { weight: route.weight } };
    case 'latency':
      return { latency_routing_policy: { region: route.region } };
    case 'geolocation':
      return { geolocation_routing_policy: geolocation(route.location) };
    case 'geoproximity':
      return { geoproximity_routing_policy: { aws_region: route.region, bias: route.bias } };
    case 'multivalue':
      return { multivalue_answer_routing_policy: true };
  }
}

function geolocation(location: GeoLocation): Readonly<Record<string, string>> {
  switch (location.kind) {
    case 'continent':
      return { continent: location.code };
    case 'country':
      return { country: location.code };
    case 'default':
      return { country: '*' };
  }
}

/** A text with `${` and `%{` escaped, so that Terraform does not read them as templates. */
const literal = (text: string): string => text.replace(/[$%](?=\{)/g, sign => sign + sign);
