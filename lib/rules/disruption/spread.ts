import { selects } from '../../manifests/objects/selector';
import { scaleOf } from '../../manifests/pods/disruption-budget';
import type { MemberPool } from '../../manifests/pods/member-pool';
import { type Json, listAt, numberAt, textAt, valueAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import type { ManifestFound } from '../rule';
import { fieldOf, podIdentity } from '../subject';

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';

/** The loss of a node or a zone is the loss of one member, not of several. */
export const spread = memberRule(
  {
    name: 'disruption/spread',
    severity: 'error',
    demands: 'Members of one cluster run on different nodes and, where it has several zones, in different zones.',
    why: 'When a node or a zone is lost, all members on it are lost: more than the plan assumes.',
    source: 'Kubernetes, "Pod Topology Spread Constraints"; pkg/scheduler/framework/plugins/podtopologyspread/filtering.go, minMatchNum.',
  },
  pool => {
    const declared = scaleOf(pool);
    // Without a plan, a preference for different nodes is enough: its author knows how many nodes there are.
    if (declared < 2 || (!pool.plan && prefersApart(pool))) return [];
    const path = [...pool.template.specPath, 'topologySpreadConstraints'];
    const zones = pool.cluster.facts?.zones.length ?? 1;
    const found: ManifestFound[] = [];
    if (!apart(pool, hostname) && !constraints(pool, hostname).some(constraint => skewOf(constraint) === 1)) {
      const problem = `nothing keeps the ${declared} members on different nodes${why(pool, hostname)}`;
      found.push({ path, problem, fix: `spread them over ${hostname} with maxSkew 1 and DoNotSchedule` });
    }
    if (zones > 1 && !apart(pool, zone)) {
      const wanted = Math.min(zones, declared);
      const domains = constraints(pool, zone)
        .filter(constraint => skewOf(constraint) === 1)
        .map(constraint => numberAt(constraint, 'minDomains') ?? 1);
      const most = Math.max(0, ...domains);
      if (most < wanted) {
        const counted = most > 0 ? `: minDomains is ${most}, so ${most} of them are enough` : why(pool, zone);
        const problem = `the cluster has ${zones} zones, and nothing keeps the ${declared} members in ${wanted} of them${counted}`;
        found.push({ path, problem, fix: `spread them over ${zone} with maxSkew 1, minDomains ${zones} and DoNotSchedule` });
      } else if (most > zones && declared > zones) {
        const problem = `minDomains is ${most} and the cluster has ${zones} zones: each zone gets one member, and the other ${declared - zones} of ${declared} are never scheduled`;
        found.push({ path, problem, fix: `set it to ${zones}` });
      }
    }
    const reads = [...podIdentity(pool.template), fieldOf(pool.object, ...path)];
    return found.map(each => ({ ...each, reads }));
  },
);

/** Hard constraints over a topology that select these pods. */
const constraints = ({ template }: MemberPool, topology: string): readonly Json[] =>
  listAt(template.spec, 'topologySpreadConstraints').filter(
    constraint =>
      textAt(constraint, 'topologyKey') === topology &&
      (textAt(constraint, 'whenUnsatisfiable') ?? 'DoNotSchedule') === 'DoNotSchedule' &&
      selects(valueAt(constraint, 'labelSelector'), template.labels),
  );

const skewOf = (constraint: Json): number => numberAt(constraint, 'maxSkew') ?? 1;

/** Whether a required anti-affinity keeps the pods apart. */
const apart = ({ template }: MemberPool, topology: string): boolean =>
  listAt(template.spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').some(
    term => textAt(term, 'topologyKey') === topology && selects(valueAt(term, 'labelSelector'), template.labels),
  );

/** Whether the pods have a preference for different nodes. */
const prefersApart = ({ template }: MemberPool): boolean =>
  listAt(template.spec, 'affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution').some(
    term =>
      textAt(term, 'podAffinityTerm', 'topologyKey') === hostname &&
      selects(valueAt(term, 'podAffinityTerm', 'labelSelector'), template.labels),
  ) ||
  listAt(template.spec, 'topologySpreadConstraints').some(
    constraint => textAt(constraint, 'topologyKey') === hostname && selects(valueAt(constraint, 'labelSelector'), template.labels),
  );

/** Why the existing constraint, if any, does not keep the members apart. */
function why({ template, plan }: MemberPool, topology: string): string {
  const terms = listAt(template.spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  // Rendered members have spread constraints instead of an anti-affinity.
  const preferred = listAt(template.spec, 'affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution').map(term =>
    valueAt(term, 'podAffinityTerm'),
  );
  if (!plan && [...terms, ...preferred].some(term => textAt(term, 'topologyKey') === topology))
    return ": the anti-affinity's labelSelector does not select them";
  const near = listAt(template.spec, 'topologySpreadConstraints').find(constraint => textAt(constraint, 'topologyKey') === topology);
  if (near === undefined) return '';
  if (textAt(near, 'whenUnsatisfiable') === 'ScheduleAnyway')
    return ': the constraint is only a preference, whenUnsatisfiable is ScheduleAnyway';
  if (!selects(valueAt(near, 'labelSelector'), template.labels)) return ": the constraint's labelSelector does not select them";
  return `: maxSkew is ${skewOf(near)}`;
}
