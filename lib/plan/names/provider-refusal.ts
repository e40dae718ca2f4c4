import type { DnsProvider } from '../../domain/dns';
import type { HealthChecks } from '../../domain/health-checks';
import type { Topology } from '../../domain/topology';
import type { Refusal } from '../model/publication-plan';
import type { NameRequirements } from './name-requirements';

/** Says what a provider cannot do, what it can do, and what to use instead. */
export function providerRefusal(
  provider: DnsProvider,
  requirements: NameRequirements,
  topology: Topology,
  checks: HealthChecks | undefined,
): Refusal {
  const alternatives = alternativesTo(provider, requirements, topology, checks);
  return {
    problem: `DNS provider '${provider.name}' cannot do ${requirements.description}${checks ? ` by health checks ${checksText[checks.kind]}` : ''}: ${capabilitiesText(provider)}`,
    fix: alternatives.length > 0 ? `use ${alternatives.join('; or ')}` : otherProvider(requirements),
  };
}

const checksText: Readonly<Record<HealthChecks['kind'], string>> = {
  existing: 'that exist already',
  terraform: 'that Terraform creates',
  server: 'of the server',
};

function capabilitiesText({ capabilities: { policies, answers, parts, delegation } }: DnsProvider): string {
  const known = [
    ...(policies.length > 0 ? [`it supports the policies ${policies.join(', ')}`] : []),
    ...(answers.length > 0 ? [`it computes the answers ${answers.join(', ')}`] : []),
    ...(delegation.length > 0 ? [`it delegates ${delegation.join(', ')}`] : []),
    ...(parts === 'owned' ? ['each cluster writes its part of an answer'] : []),
  ];
  return known.length > 0 ? known.join(', and ') : 'it publishes plain records and has no health checks';
}

function alternativesTo(
  { capabilities }: DnsProvider,
  requirements: NameRequirements,
  topology: Topology,
  checks: HealthChecks | undefined,
): readonly string[] {
  const { policies, answers, delegation, terraform } = capabilities;
  const routed = requirements.policies.some(policy => policies.includes(policy));
  const answered =
    (requirements.selection !== undefined && answers.includes(requirements.selection)) ||
    (requirements.strategy !== undefined && delegation.includes(requirements.strategy.kind));
  const unchecked =
    topology.kind === 'active-standby' || topology.traffic.kind === 'round-robin' || (routed && topology.traffic.kind !== 'ordered');
  return [
    ...(answered && checks?.kind !== 'server' ? ['HealthChecks.server'] : []),
    ...(routed && checks && checks.kind !== 'existing' ? ['HealthChecks.existing'] : []),
    ...(routed && checks && checks.kind !== 'terraform' && terraform.length > 0 ? ['HealthChecks.terraform'] : []),
    ...(checks && unchecked ? [commits(topology)] : []),
  ];
}

const commits = (topology: Topology): string =>
  topology.kind === 'active-standby'
    ? 'no healthChecks, and move the name by a commit'
    : 'no healthChecks, and remove a lost cluster by a commit';

function otherProvider({ policies: [policy = 'weighted'], selection }: NameRequirements): string {
  const computing = selection === undefined ? '' : ` or the answer ${selection}`;
  const balancer = selection === undefined || selection === 'closest' ? '' : ', or Access.loadBalancer';
  return `use round robin, a provider with the policy ${policy}${computing}${balancer}`;
}
