import type { Step, SurvivalRow } from '../model/survival-plan';
import type { FailoverMode } from '../outage/failover-mode';
import { planOutage, type Recovery } from '../outage/outage';
import type { Baseline } from './baseline';
import { unharmedRow } from './unharmed-row';

/** The clusters with an ingress for clients: the sites of load balancers or gateways, or each cluster that can serve. */
interface Ingress {
  /** Clusters whose ingress is lost alone in a row of its own. */
  readonly each: readonly string[];
  readonly all: readonly string[];
}

function ingressOf({ routing, active, voting, facts: { access } }: Baseline): Ingress {
  if (routing.sites.length > 0) return { each: routing.sites, all: routing.sites };
  const exposure = 'exposure' in access ? access.exposure.kind : undefined;
  const own = exposure === 'ingress' || exposure === 'gateway' || exposure === 'load-balancer';
  return own ? { each: active, all: [...active, ...voting] } : { each: [], all: [] };
}

/** The rows for the loss of the ingress, in each cluster alone and in all clusters at once. The members behind it live. */
export function ingressRows(baseline: Baseline): readonly SurvivalRow[] {
  const { each, all } = ingressOf(baseline);
  const sets = [...each.map(cluster => [cluster]), ...(all.length > 1 ? [all] : [])];
  if (sets.length === 0) return [];
  const unharmed = unharmedRow(baseline); // the same for every set
  return sets.map(clusters => ({ loss: 'ingress', clusters, other: [], ...unharmed, ...servedWithout(new Set(clusters), baseline) }));
}

type Served = Pick<SurvivalRow, 'serves' | 'stranded' | 'steps' | 'outage'>;

function servedWithout(lost: ReadonlySet<string>, baseline: Baseline): Served {
  return baseline.routing.sites.length > 0 ? withoutSites(lost, baseline) : withoutEntryPoints(lost, baseline);
}

/** Load balancers or gateways are lost. Clients try the next address of the name, where there is one. */
function withoutSites(lost: ReadonlySet<string>, baseline: Baseline): Served {
  const { routing, active } = baseline;
  const waits = routing.failedConnections({ clusters: lost, members: () => 0 });
  const oneLeft = routing.sites.some(cluster => !lost.has(cluster));
  if (!oneLeft) return untilBack([], lost, baseline);
  return waits.worst > 0
    ? { serves: active, stranded: [], steps: [], outage: planOutage(recovery('stays', waits), baseline.facts) }
    : untilBack(active, lost, baseline);
}

/** The clusters' own entry points are lost. Clients reach no member of these clusters, and every member of the others. */
function withoutEntryPoints(lost: ReadonlySet<string>, baseline: Baseline): Served {
  const { active, voting, routing, facts } = baseline;
  const stay = active.filter(cluster => !lost.has(cluster));
  const next = stay.length > 0 ? stay : voting.filter(cluster => !lost.has(cluster));
  const [first] = next;
  if (first === undefined) return untilBack([], lost, baseline);
  // Controllers check the members, and not the ingress in front of them.
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

/** Clients wait until the ingress is back: no commit moves them. */
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
