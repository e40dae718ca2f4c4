import type { Step, SurvivalRow } from '../model/survival-plan';
import type { FailoverMode } from '../outage/failover-mode';
import { planOutage, type Recovery } from '../outage/outage';
import type { Baseline } from './baseline';
import { nobodyHarmed } from './unharmed-row';

/** What clients come through: load balancers or gateways in their places, or what each cluster that may serve has for itself. */
interface Ingress {
  /** Clusters whose own loss of it matters. */
  readonly each: readonly string[];
  readonly all: readonly string[];
}

function ingressOf({ routing, active, voting, facts: { access } }: Baseline): Ingress {
  if (routing.sites.length > 0) return { each: routing.sites, all: routing.sites };
  const exposure = 'exposure' in access ? access.exposure.kind : undefined;
  const own = exposure === 'ingress' || exposure === 'gateway' || exposure === 'load-balancer';
  return own ? { each: active, all: [...active, ...voting] } : { each: [], all: [] };
}

/** The loss of what clients come through, in each cluster and in all of them at once. The members behind it live. */
export function ingressRows(baseline: Baseline): readonly SurvivalRow[] {
  const { each, all } = ingressOf(baseline);
  const sets = [...each.map(cluster => [cluster]), ...(all.length > 1 ? [all] : [])];
  if (sets.length === 0) return [];
  const members = nobodyHarmed(baseline); // the same for every one
  return sets.map(clusters => ({ loss: 'ingress', clusters, other: [], ...members, ...without(new Set(clusters), baseline) }));
}

type Served = Pick<SurvivalRow, 'serves' | 'stranded' | 'steps' | 'outage'>;

function without(lost: ReadonlySet<string>, baseline: Baseline): Served {
  return baseline.routing.sites.length > 0 ? withoutPlaces(lost, baseline) : withoutOwn(lost, baseline);
}

/** Clients try the next address of the name, where there is one. */
function withoutPlaces(lost: ReadonlySet<string>, baseline: Baseline): Served {
  const { routing, active } = baseline;
  const waits = routing.failedConnections({ clusters: lost, members: () => 0 });
  const elsewhere = routing.sites.some(cluster => !lost.has(cluster));
  if (!elsewhere) return untilBack([], lost, baseline);
  return waits.worst > 0
    ? { serves: active, stranded: [], steps: [], outage: planOutage(recovery('stays', waits), baseline.facts) }
    : untilBack(active, lost, baseline);
}

/** Clients reach no member of these clusters, and all of the others. */
function withoutOwn(lost: ReadonlySet<string>, baseline: Baseline): Served {
  const { active, voting, routing, facts } = baseline;
  const stay = active.filter(cluster => !lost.has(cluster));
  const next = stay.length > 0 ? stay : voting.filter(cluster => !lost.has(cluster));
  const [first] = next;
  if (first === undefined) return untilBack([], lost, baseline);
  // Controllers ask the members, and not what stands in front of them.
  const mode = facts.publication?.kind === 'delegated' ? 'follows-commit' : routing.failover(lost, 'lost');
  const waits = routing.failedConnections({ clusters: lost, members: (cluster, members) => (lost.has(cluster) ? members : 0) });
  if (mode !== 'follows-commit') return { serves: next, stranded: [], steps: [], outage: planOutage(recovery(mode, waits), facts) };
  if (stay.length > 0 && facts.publication?.kind === 'delegated') return untilBack(stay, lost, baseline);
  const step: Step = stay.length > 0 ? { step: 'records', clusters: [...lost] } : { step: 'switchover', clusters: [first] };
  return {
    serves: stay.length > 0 ? stay : [first],
    stranded: [...lost],
    steps: [step],
    outage: planOutage(recovery(mode, { worst: 0, typical: 0 }), facts),
  };
}

/** Its clients wait: no commit leads them elsewhere. */
const untilBack = (serves: readonly string[], lost: ReadonlySet<string>, { facts }: Baseline): Served => ({
  serves,
  stranded: serves.length > 0 ? [...lost] : [],
  steps: [{ step: 'ingress', clusters: [...lost] }],
  outage: planOutage({ kind: 'repair', cachedSeconds: 0 }, facts),
});

const recovery = (mode: FailoverMode, failedConnections: Extract<Recovery, { kind: 'election' }>['failedConnections']): Recovery => ({
  ...{ kind: 'election', leader: 'stays', mode, cutOff: false, failedConnections, memberReturns: false },
  ...{ lostComponent: undefined, applied: 'delivered', newNames: [] },
});
