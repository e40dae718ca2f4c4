import { appliedBy, byHand } from './by-hand';
import { type CutLink, reaches, type SettledGroup } from './cut-link';
import type { Led } from './led';
import { planOutage, type Recovery, worseFirst } from './outage';
import type { Standing } from './standing';
import type { Step, Verdict } from './survival-plan';

/** What becomes of clients. */
export type Served = Pick<Verdict, 'serves' | 'stranded' | 'steps' | 'outage'>;

/** What becomes of the clients of a system whose group has come to rest after a link was cut. All clusters live, and all see a commit. */
export function afterCut(link: CutLink, group: SettledGroup, standing: Standing): Served {
  return standing.viewpoints.clusters.length > 0 ? seenFromInside(link, group, standing) : seenFromOutside(link, group, standing);
}

/** Whether the members of a cluster follow the leader. */
const follows =
  ({ cutOff }: SettledGroup) =>
  (cluster: string): boolean =>
    cluster !== cutOff;

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

/** What one load balancer, gateway or name server leads its clients to; nothing where they get no write through. */
function targetsFrom(
  viewpoint: string,
  order: readonly string[],
  link: CutLink,
  group: SettledGroup,
  standing: Standing,
): readonly string[] {
  const { share, sees } = standing.viewpoints;
  const following = follows(group);
  const reached = (cluster: string): boolean => reaches(link, viewpoint, cluster);
  const healthy = {
    nothing: () => true,
    connections: reached,
    leaders: (cluster: string) => reached(cluster) && following(cluster),
  }[sees()];
  const left = order.filter(healthy);
  const targets = share === 'first' ? left.slice(0, 1) : left;
  return targets.every(cluster => reached(cluster) && following(cluster)) ? targets : [];
}

/** What leads clients stands in clusters, and sees no more than its own cluster reaches. */
function seenFromInside(link: CutLink, group: SettledGroup, standing: Standing): Served {
  const { viewpoints, clusters } = standing;
  const outlook = (order: readonly string[]) => viewpoints.clusters.map(at => ({ at, to: targetsFrom(at, order, link, group, standing) }));
  const blind = (views: ReturnType<typeof outlook>): readonly string[] => views.filter(({ to }) => to.length === 0).map(({ at }) => at);
  const served = (views: ReturnType<typeof outlook>): readonly string[] => {
    const targets = new Set(views.flatMap(({ to }) => to));
    return clusters.filter(cluster => targets.has(cluster));
  };
  const now = outlook(viewpoints.targets);
  const stranded = blind(now);
  if (stranded.length === 0) {
    const usual = viewpoints.share === 'first' ? viewpoints.targets.slice(0, 1) : viewpoints.targets;
    const moved = now.some(({ to }) => to.join() !== usual.join());
    return { serves: served(now), stranded, steps: [], outage: outageOf(moved ? 'follows-checks' : 'stays', [], group, standing) };
  }
  const switched = standing.voting
    .map(first => ({ first, views: outlook([first, ...viewpoints.targets.filter(cluster => cluster !== first)]) }))
    .sort((a, b) => blind(a.views).length - blind(b.views).length)[0];
  const better = switched && blind(switched.views).length < stranded.length ? switched : undefined;
  const views = better?.views ?? now;
  const left = blind(views);
  const leaves = left.length > 0 && left.length < views.length && viewpoints.leave === 'by-commit';
  const steps: readonly Step[] = [
    ...(better ? [{ step: 'switchover', clusters: [better.first] } as const] : []),
    ...(leaves ? [{ step: 'records', clusters: left } as const] : []),
  ];
  if (left.length > 0 && !leaves) return untilMended(link, served(views), stranded, standing, steps);
  const all = commit(steps, link, standing);
  const outages = [
    ...(better ? [outageOf('follows-commit', all, group, standing)] : []),
    ...(leaves ? [planOutage({ kind: 'places', leader: group.change, applied: appliedBy(all) }, standing.facts)] : []),
  ];
  const [outage = outageOf('stays', [], group, standing)] = outages.sort(worseFirst);
  return { serves: served(views), stranded, steps: all, outage };
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
