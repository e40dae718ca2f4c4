import type { Led } from './led';
import { planOutage, type Recovery } from './outage';
import type { Standing } from './standing';
import type { Step, SurvivalRow } from './survival-plan';
import { nobodyHarmed } from './unharmed-row';

/** What clients come through: load balancers or gateways in their places, or what each cluster that may serve has for itself. */
interface Ingress {
  /** Clusters whose own loss of it matters. */
  readonly each: readonly string[];
  readonly all: readonly string[];
}

function ingressOf({ lead, active, voting, facts: { access } }: Standing): Ingress {
  if (lead.places.length > 0) return { each: lead.places, all: lead.places };
  const exposure = 'exposure' in access ? access.exposure.kind : undefined;
  const own = exposure === 'ingress' || exposure === 'gateway' || exposure === 'load-balancer';
  return own ? { each: active, all: [...active, ...voting] } : { each: [], all: [] };
}

/** The loss of what clients come through, in each cluster and in all of them at once. The members behind it live. */
export function ingressRows(standing: Standing): readonly SurvivalRow[] {
  const { each, all } = ingressOf(standing);
  const sets = [...each.map(cluster => [cluster]), ...(all.length > 1 ? [all] : [])];
  if (sets.length === 0) return [];
  const members = nobodyHarmed(standing); // the same for every one
  return sets.map(clusters => ({ loss: 'ingress', clusters, other: [], ...members, ...without(new Set(clusters), standing) }));
}

type Served = Pick<SurvivalRow, 'serves' | 'stranded' | 'steps' | 'outage'>;

function without(lost: ReadonlySet<string>, standing: Standing): Served {
  return standing.lead.places.length > 0 ? withoutPlaces(lost, standing) : withoutOwn(lost, standing);
}

/** Clients try the next address of the name, where there is one. */
function withoutPlaces(lost: ReadonlySet<string>, standing: Standing): Served {
  const { lead, active } = standing;
  const waits = lead.inVain({ clusters: lost, members: () => 0 });
  const elsewhere = lead.places.some(cluster => !lost.has(cluster));
  if (!elsewhere) return untilBack([], lost, standing);
  return waits.most > 0
    ? { serves: active, stranded: [], steps: [], outage: planOutage(recovery('stays', waits), standing.facts) }
    : untilBack(active, lost, standing);
}

/** Clients reach no member of these clusters, and all of the others. */
function withoutOwn(lost: ReadonlySet<string>, standing: Standing): Served {
  const { active, voting, lead, facts } = standing;
  const stay = active.filter(cluster => !lost.has(cluster));
  const next = stay.length > 0 ? stay : voting.filter(cluster => !lost.has(cluster));
  const [first] = next;
  if (first === undefined) return untilBack([], lost, standing);
  // Controllers ask the members, and not what stands in front of them.
  const led = facts.publication?.kind === 'delegated' ? 'follows-commit' : lead.from(lost, 'lost');
  const waits = lead.inVain({ clusters: lost, members: (cluster, members) => (lost.has(cluster) ? members : 0) });
  if (led !== 'follows-commit') return { serves: next, stranded: [], steps: [], outage: planOutage(recovery(led, waits), facts) };
  if (stay.length > 0 && facts.publication?.kind === 'delegated') return untilBack(stay, lost, standing);
  const step: Step = stay.length > 0 ? { step: 'records', clusters: [...lost] } : { step: 'switchover', clusters: [first] };
  return {
    serves: stay.length > 0 ? stay : [first],
    stranded: [...lost],
    steps: [step],
    outage: planOutage(recovery(led, { most: 0, typical: 0 }), facts),
  };
}

/** Its clients wait: no commit leads them elsewhere. */
const untilBack = (serves: readonly string[], lost: ReadonlySet<string>, { facts }: Standing): Served => ({
  serves,
  stranded: serves.length > 0 ? [...lost] : [],
  steps: [{ step: 'ingress', clusters: [...lost] }],
  outage: planOutage({ kind: 'repair', cachedSeconds: 0 }, facts),
});

const recovery = (led: Led, inVain: Extract<Recovery, { kind: 'election' }>['inVain']): Recovery => ({
  ...{ kind: 'election', leader: 'stays', led, cutOff: false, inVain, memberReturns: false },
  ...{ bereft: undefined, applied: 'delivered', newNames: [] },
});
