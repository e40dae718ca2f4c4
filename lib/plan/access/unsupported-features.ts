import type { ClientRequirements, Failback } from '../../domain/client-terms';
import type { Topology } from '../../domain/topology';
import type { Refusal } from '../model/publication-plan';
import type { SystemPlan } from '../model/system-plan';
import { type AccessCapabilities, type AccessFeature, accessCapabilities, mechanismsWith } from './capabilities';

/** How many clusters clients may be routed to without a decision: those that can serve with one group. */
const candidates = (topology: Topology): number =>
  topology.kind === 'active-active' ? topology.seats.length : 1 + topology.standbys.filter(({ kind }) => kind === 'voting').length;

/** The features that a system declares and that its mechanism cannot provide. */
export function unsupportedFeatures({ system, publication }: Pick<SystemPlan, 'system' | 'publication'>): readonly Refusal[] {
  const { access, topology } = system;
  const capabilities = accessCapabilities(access, publication?.how);
  const terms: ClientRequirements = access.kind === 'internal' ? {} : access;
  const lacks = (term: AccessFeature, value: string | undefined, declared: string): readonly Refusal[] =>
    value === undefined || (capabilities[term] as readonly string[]).includes(value)
      ? []
      : [refusalOf(capabilities, term, value, declared)];
  const partialFailure = terms.partialFailure?.kind;
  return [
    ...route(access),
    ...lacks('traffic', neededTraffic(topology, capabilities), trafficText(topology)),
    ...lacks('sessions', terms.sessions?.kind, `sessions by ${terms.sessions?.kind}`),
    ...lacks('shadow', terms.shadow && 'percent', `a shadow of ${terms.shadow?.percent} %`),
    ...lacks('partialFailure', partialFailure, `partialFailure '${partialFailure}'`),
    ...failback(terms.failback, topology, capabilities, lacks, access.kind === 'dns' && access.healthChecks !== undefined),
  ];
}

function refusalOf({ description, reasons }: AccessCapabilities, term: AccessFeature, value: string, declared: string): Refusal {
  const others = mechanismsWith(term, value);
  const fix = `declare something else, or use ${others.join(', ').replace(/, (?=[^,]*$)/, ' or ')}`;
  return { problem: `${description} cannot provide ${declared}: ${reasons[term]}`, fix };
}

/** In an active-standby system, a mechanism that fails over without a commit must support an order. */
const neededTraffic = (topology: Topology, { failsOver }: AccessCapabilities): string | undefined =>
  topology.kind === 'active-active' ? topology.traffic.kind : failsOver && candidates(topology) > 1 ? 'ordered' : undefined;

const trafficText = (topology: Topology): string =>
  topology.kind === 'active-active' ? `traffic '${topology.traffic.kind}'` : 'an order of the active cluster and its voting standbys';

function route(access: SystemPlan['system']['access']): readonly Refusal[] {
  if (access.kind !== 'gateway' || access.implementation.capabilities.routes.includes(access.route)) return [];
  const { name, capabilities } = access.implementation;
  const problem = `the gateway '${name}' does not support a ${access.route} route`;
  return [{ problem, fix: `use a route of ${capabilities.routes.join(', ')}, or another implementation` }];
}

/**
 * Failback matters where one cluster serves and another one may take over without a decision. A standby with a group of its own is promoted
 * by a decision, and only a decision may move clients to it or back from it: otherwise writes would be lost.
 */
function failback(
  declared: Failback | undefined,
  topology: Topology,
  capabilities: AccessCapabilities,
  lacks: (term: AccessFeature, value: string, text: string) => readonly Refusal[],
  checked: boolean,
): readonly Refusal[] {
  if (topology.kind === 'active-active') return declared ? lacks('failback', declared, `failback '${declared}'`) : [];
  if (candidates(topology) < 2) {
    if (declared !== 'automatic') return [];
    const problem =
      "failback 'automatic' needs a standby that takes over without a decision, and each one has a group of its own or never serves: writes to one group would be lost in the other";
    return [{ problem, fix: "set failback: 'manual', and make the other cluster active by a commit once it has all writes" }];
  }
  // If the name does not follow its health checks, another rule reports it, or another group serves for now.
  if (checked && !capabilities.failsOver) return [];
  const value = declared ?? 'manual';
  const found = lacks('failback', value, declared ? `failback '${declared}'` : "failback 'manual' (the default)");
  return found.map(({ problem, fix }) => ({
    problem,
    fix: fix.replace('declare something else', `set failback: '${value === 'manual' ? 'automatic' : 'manual'}'`),
  }));
}
