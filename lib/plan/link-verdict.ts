import { appliedBy, byHand } from './by-hand';
import { type CutLink, follows, type SettledGroup } from './cut-link';
import type { Led } from './led';
import { planOutage, type Recovery, worseFirst } from './outage';
import type { Standing } from './standing';
import type { Step, Verdict } from './survival-plan';
import { served, type View, viewsOf, withoutWrites } from './views';

/** What becomes of clients. */
export type Served = Pick<Verdict, 'serves' | 'stranded' | 'steps' | 'outage'>;

/** What becomes of the clients of a system whose group has come to rest after a link was cut. All clusters live, and all see a commit. */
export function afterCut(link: CutLink, group: SettledGroup, standing: Standing): Served {
  return standing.viewpoints.clusters.length > 0 ? seenFromInside(link, group, standing) : seenFromOutside(link, group, standing);
}

/** Clients reach every cluster, and so does what leads them. */
function seenFromOutside(link: CutLink, group: SettledGroup, standing: Standing): Served {
  const { active, voting, facts } = standing;
  const following = follows(group);
  const gone = active.filter(cluster => !following(cluster));
  if (gone.length === 0) return { serves: active, stranded: [], steps: [], outage: outageOf('stays', [], group, standing) };
  const stay = active.filter(following);
  const next = stay.length > 0 ? stay : voting.filter(following);
  const [first] = next;
  // Clients inside a cluster stay with its members; and where only witnesses follow the leader, nobody else may serve.
  if (first === undefined || facts.access.kind === 'internal') return untilMended(link, next, gone, standing);
  const led = leadAway(group, standing);
  if (led !== 'follows-commit') return { serves: next, stranded: [], steps: [], outage: outageOf(led, [], group, standing) };
  const step: Step = stay.length > 0 ? { step: 'records', clusters: gone } : { step: 'switchover', clusters: [first] };
  const steps = commit([step], link, standing);
  return { serves: stay.length > 0 ? next : [first], stranded: gone, steps, outage: outageOf(led, steps, group, standing) };
}

/** A member without a leader still accepts the connections of a client with a list, which therefore stays with it. */
function leadAway(group: SettledGroup, { active, voting, lead, facts }: Standing): Led {
  if (facts.access.kind === 'client-list') return 'follows-commit';
  const following = follows(group);
  return lead.from(new Set([...active, ...voting].filter(cluster => !following(cluster))), 'cut-off');
}

/** What leads clients stands in clusters, and sees no more than its own cluster reaches. */
function seenFromInside(link: CutLink, group: SettledGroup, standing: Standing): Served {
  const { viewpoints, voting } = standing;
  const { share, targets } = viewpoints;
  const views = (order: readonly string[]): readonly View[] => viewsOf(order, link, group, standing);
  const now = views(targets);
  const stranded = withoutWrites(now);
  if (stranded.length === 0) {
    const usual = share === 'first' ? targets.slice(0, 1) : targets;
    const moved = now.some(({ writes }) => writes.join() !== usual.join());
    const outage = outageOf(moved ? 'follows-checks' : 'stays', [], group, standing);
    return { serves: served(now, standing), stranded, steps: [], outage };
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
  if (left.length > 0 && !leave) return untilMended(link, served(after, standing), stranded, standing, steps);
  const all = commit(steps, link, standing);
  const outages = [
    ...(better ? [outageOf('follows-commit', all, group, standing)] : []),
    ...(leave ? [planOutage({ kind: 'places', leader: group.change, applied: appliedBy(all) }, standing.facts)] : []),
  ];
  const [outage = outageOf('stays', [], group, standing)] = outages.sort(worseFirst);
  const stay = after.filter(({ at }) => !left.includes(at));
  return { serves: served(stay, standing), stranded, steps: all, outage };
}

/** Steps that are commits, and what Argo CD does not bring across the link. */
function commit(steps: readonly Step[], { one, other }: CutLink, { facts }: Standing): readonly Step[] {
  const runsOn = facts.delivery?.runsOn.name;
  return byHand(steps, runsOn === one ? [other] : runsOn === other ? [one] : [], facts);
}

function untilMended(
  link: CutLink,
  serves: readonly string[],
  stranded: readonly string[],
  standing: Standing,
  before: readonly Step[] = [],
): Served {
  const steps: readonly Step[] = [...commit(before, link, standing), { step: 'reconnect', clusters: [link.one, link.other] }];
  return { serves, stranded, steps, outage: planOutage({ kind: 'repair', cachedSeconds: 0 }, standing.facts) };
}

function outageOf(led: Led, steps: readonly Step[], { change }: SettledGroup, { facts }: Standing): Verdict['outage'] {
  const recovery: Recovery = {
    ...{ kind: 'election', leader: change, led, cutOff: true, inVain: { most: 0, typical: 0 }, memberReturns: false },
    ...{ bereft: undefined, applied: appliedBy(steps), newNames: [] },
  };
  return planOutage(recovery, facts);
}
