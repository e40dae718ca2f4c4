import type { ClientRequirements, Failback } from '../../domain/client-terms';
import type { Topology } from '../../domain/topology';
import type { Refusal } from '../model/publication-plan';
import type { SystemPlan } from '../model/system-plan';
import { type AccessCapabilities, type AccessFeature, accessCapabilities, mechanismsWith } from './capabilities';

/** Clusters that clients may be led to without a decision: those of one group. */
const candidates = (topology: Topology): number =>
  topology.kind === 'active-active' ? topology.seats.length : 1 + topology.standbys.filter(({ kind }) => kind === 'voting').length;

/** What is asked of what leads the clients of a system, and cannot be kept. */
export function unsupportedFeatures({ system, publication }: Pick<SystemPlan, 'system' | 'publication'>): readonly Refusal[] {
  const { access, topology } = system;
  const abilities = accessCapabilities(access, publication?.how);
  const terms: ClientRequirements = access.kind === 'internal' ? {} : access;
  const lacks = (term: AccessFeature, value: string | undefined, asked: string): readonly Refusal[] =>
    value === undefined || (abilities[term] as readonly string[]).includes(value) ? [] : [inability(abilities, term, value, asked)];
  const forward = terms.partialFailure?.kind;
  return [
    ...route(access),
    ...lacks('traffic', askedTraffic(topology, abilities), trafficText(topology)),
    ...lacks('sessions', terms.sessions?.kind, `sessions by ${terms.sessions?.kind}`),
    ...lacks('shadow', terms.shadow && 'percent', `a shadow of ${terms.shadow?.percent} %`),
    ...lacks('partialFailure', forward, `partialFailure '${forward}'`),
    ...failback(terms.failback, topology, abilities, lacks, access.kind === 'dns' && access.healthChecks !== undefined),
  ];
}

function inability({ description, reasons }: AccessCapabilities, term: AccessFeature, value: string, asked: string): Refusal {
  const others = mechanismsWith(term, value);
  const fix = `ask for something else, or use ${others.join(', ').replace(/, (?=[^,]*$)/, ' or ')}`;
  return { problem: `${asked} is asked for, and ${description} cannot: ${reasons[term]}`, fix };
}

/** A mechanism that leads clients to the next cluster of an active-standby system needs an order. */
const askedTraffic = (topology: Topology, { failsOver }: AccessCapabilities): string | undefined =>
  topology.kind === 'active-active' ? topology.traffic.kind : failsOver && candidates(topology) > 1 ? 'ordered' : undefined;

const trafficText = (topology: Topology): string =>
  topology.kind === 'active-active' ? `traffic '${topology.traffic.kind}'` : 'an order of the active cluster and its voting standbys';

function route(access: SystemPlan['system']['access']): readonly Refusal[] {
  if (access.kind !== 'gateway' || access.implementation.capabilities.routes.includes(access.route)) return [];
  const { name, capabilities } = access.implementation;
  const problem = `a ${access.route} route is asked for, and the gateway '${name}' does not say that it can`;
  return [{ problem, fix: `use a route of ${capabilities.routes.join(', ')}, or another implementation` }];
}

/**
 * Who brings clients back matters where one cluster serves and another may take over without a decision. A group of its own is
 * promoted by a decision, and nothing else may bring clients to it or from it: what was written meanwhile would be lost.
 */
function failback(
  asked: Failback | undefined,
  topology: Topology,
  abilities: AccessCapabilities,
  lacks: (term: AccessFeature, value: string, text: string) => readonly Refusal[],
  checked: boolean,
): readonly Refusal[] {
  if (topology.kind === 'active-active') return asked ? lacks('failback', asked, `failback '${asked}'`) : [];
  if (candidates(topology) < 2) {
    if (asked !== 'automatic') return [];
    const problem =
      "failback 'automatic' is asked for, and every standby has a group of its own, or never serves: what was written to one would be lost in the other";
    return [{ problem, fix: "leave it 'manual': a commit makes the other cluster active once it has what was written" }];
  }
  // A name that was to follow checks and does not is a finding of its own, or another group serves for now.
  if (checked && !abilities.failsOver) return [];
  const value = asked ?? 'manual';
  const found = lacks('failback', value, asked ? `failback '${asked}'` : "failback 'manual' (the default)");
  return found.map(({ problem, fix }) => ({
    problem,
    fix: fix.replace('ask for something else', `say failback: '${value === 'manual' ? 'automatic' : 'manual'}'`),
  }));
}
