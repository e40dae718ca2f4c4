import type { Step, Verdict } from '../model/survival-plan';
import type { FailoverMode } from '../outage/failover-mode';
import { planOutage, type Recovery, worseFirst } from '../outage/outage';
import type { Baseline } from './baseline';
import { appliedBy, byHand } from './by-hand';
import { type CutLink, follows, type SettledGroup } from './cut-link';
import { served, type View, viewsOf, withoutWrites } from './views';

/** The part of a verdict that is about clients. */
export type Served = Pick<Verdict, 'serves' | 'stranded' | 'steps' | 'outage'>;

/** How clients are served after a link was cut and the group's elections have settled. All clusters live, and all see a commit. */
export function afterCut(link: CutLink, group: SettledGroup, baseline: Baseline): Served {
  return baseline.viewpoints.clusters.length > 0 ? seenFromInside(link, group, baseline) : seenFromOutside(link, group, baseline);
}

/** The case that the routing mechanism is outside of the clusters: it reaches every cluster, and so do the clients. */
function seenFromOutside(link: CutLink, group: SettledGroup, baseline: Baseline): Served {
  const { active, voting, facts } = baseline;
  const following = follows(group);
  const gone = active.filter(cluster => !following(cluster));
  if (gone.length === 0) return { serves: active, stranded: [], steps: [], outage: outageOf('stays', [], group, baseline) };
  const stay = active.filter(following);
  const next = stay.length > 0 ? stay : voting.filter(following);
  const [first] = next;
  // Clients inside a cluster stay with its members. Where only witnesses follow the leader, no other cluster may serve.
  if (first === undefined || facts.access.kind === 'internal') return untilMended(link, next, gone, baseline);
  const mode = failoverFrom(group, baseline);
  if (mode !== 'follows-commit') return { serves: next, stranded: [], steps: [], outage: outageOf(mode, [], group, baseline) };
  const step: Step = stay.length > 0 ? { step: 'records', clusters: gone } : { step: 'switchover', clusters: [first] };
  const steps = commit([step], link, baseline);
  return { serves: stay.length > 0 ? next : [first], stranded: gone, steps, outage: outageOf(mode, steps, group, baseline) };
}

/**
 * How clients get away from members that do not follow the leader. Such a member accepts connections, so a client with a list stays with
 * it.
 */
function failoverFrom(group: SettledGroup, { active, voting, routing, facts }: Baseline): FailoverMode {
  if (facts.access.kind === 'client-list') return 'follows-commit';
  const following = follows(group);
  return routing.failover(new Set([...active, ...voting].filter(cluster => !following(cluster))), 'cut-off');
}

/** The case that the routing components run in clusters: each one sees only what its own cluster reaches. */
function seenFromInside(link: CutLink, group: SettledGroup, baseline: Baseline): Served {
  const { viewpoints, voting } = baseline;
  const { share, targets } = viewpoints;
  const views = (order: readonly string[]): readonly View[] => viewsOf(order, link, group, baseline);
  const now = views(targets);
  const stranded = withoutWrites(now);
  if (stranded.length === 0) {
    const before = share === 'first' ? targets.slice(0, 1) : targets;
    const moved = now.some(({ writes }) => writes.join() !== before.join());
    const outage = outageOf(moved ? 'follows-checks' : 'stays', [], group, baseline);
    return { serves: served(now, baseline), stranded, steps: [], outage };
  }
  const [best] = voting
    .map(first => ({ first, after: views([first, ...targets.filter(cluster => cluster !== first)]) }))
    .sort((a, b) => withoutWrites(a.after).length - withoutWrites(b.after).length);
  const better = best && withoutWrites(best.after).length < stranded.length ? best : undefined;
  const after = better?.after ?? now;
  const left = withoutWrites(after);
  const leave = left.length > 0 && left.length < after.length && viewpoints.leave === 'by-commit';
  const steps: readonly Step[] = [
    ...(better ? [{ step: 'switchover', clusters: [better.first] } as const] : []),
    ...(leave ? [{ step: 'records', clusters: left } as const] : []),
  ];
  if (left.length > 0 && !leave) return untilMended(link, served(after, baseline), stranded, baseline, steps);
  const all = commit(steps, link, baseline);
  const outages = [
    ...(better ? [outageOf('follows-commit', all, group, baseline)] : []),
    ...(leave ? [planOutage({ kind: 'sites', leader: group.change, applied: appliedBy(all) }, baseline.facts)] : []),
  ];
  const [outage = outageOf('stays', [], group, baseline)] = outages.sort(worseFirst);
  const stay = after.filter(({ at }) => !left.includes(at));
  return { serves: served(stay, baseline), stranded, steps: all, outage };
}

/** The steps, with one more if the commit must be applied by hand at the end of the link that Argo CD does not reach. */
function commit(steps: readonly Step[], { one, other }: CutLink, { facts }: Baseline): readonly Step[] {
  const runsOn = facts.delivery?.runsOn.name;
  return byHand(steps, runsOn === one ? [other] : runsOn === other ? [one] : [], facts);
}

function untilMended(
  link: CutLink,
  serves: readonly string[],
  stranded: readonly string[],
  baseline: Baseline,
  before: readonly Step[] = [],
): Served {
  const steps: readonly Step[] = [...commit(before, link, baseline), { step: 'reconnect', clusters: [link.one, link.other] }];
  return { serves, stranded, steps, outage: planOutage({ kind: 'repair', cachedSeconds: 0 }, baseline.facts) };
}

function outageOf(mode: FailoverMode, steps: readonly Step[], { change }: SettledGroup, { facts }: Baseline): Verdict['outage'] {
  const recovery: Recovery = {
    ...{ kind: 'election', leader: change, mode, cutOff: true, failedConnections: { worst: 0, typical: 0 }, memberReturns: false },
    ...{ lostComponent: undefined, applied: appliedBy(steps), newNames: [] },
  };
  return planOutage(recovery, facts);
}
