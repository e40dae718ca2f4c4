import { selects } from '../../manifests/objects/selector';
import type { MemberPool } from '../../manifests/pods/member-pool';
import { type Json, listAt, numberAt, textAt, valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';
import type { ManifestFound } from '../rule';

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';

/** A node, or a zone, takes one member with it and not several. */
export const spread = plannedMemberRule(
  {
    name: 'disruption/spread',
    severity: 'error',
    demands: 'Members of one cluster run on different nodes and, where it has several zones, in different zones.',
    why: 'A node or a zone that is lost takes all the members that were on it, more than the plan counts with.',
    source: 'Kubernetes, "Pod Topology Spread Constraints"; pkg/scheduler/framework/plugins/podtopologyspread/filtering.go, minMatchNum.',
  },
  (pool, { seat }) => {
    if (seat.declared < 2) return [];
    const path = [...pool.template.specPath, 'topologySpreadConstraints'];
    const zones = pool.cluster.facts?.zones.length ?? 1;
    const found: ManifestFound[] = [];
    if (!apart(pool, hostname) && !constraints(pool, hostname).some(constraint => skewOf(constraint) === 1)) {
      const problem = `nothing keeps two of the ${seat.declared} members off one node${why(pool, hostname)}`;
      found.push({ path, problem, fix: `spread them over ${hostname} with maxSkew 1 and DoNotSchedule` });
    }
    if (zones > 1 && !apart(pool, zone)) {
      const wanted = Math.min(zones, seat.declared);
      const domains = constraints(pool, zone)
        .filter(constraint => skewOf(constraint) === 1)
        .map(constraint => numberAt(constraint, 'minDomains') ?? 1);
      const most = Math.max(0, ...domains);
      if (most < wanted) {
        const counted = most > 0 ? `: minDomains is ${most}, so ${most} of its zones are enough` : why(pool, zone);
        const problem = `the cluster has ${zones} zones, and nothing keeps the ${seat.declared} members in ${wanted} of them${counted}`;
        found.push({ path, problem, fix: `spread them over ${zone} with maxSkew 1, minDomains ${zones} and DoNotSchedule` });
      } else if (most > zones && seat.declared > zones) {
        const problem = `minDomains is ${most} and the cluster has ${zones} zones: each takes one member, and the other ${seat.declared - zones} of ${seat.declared} are never scheduled`;
        found.push({ path, problem, fix: `make it ${zones}` });
      }
    }
    return found;
  },
);

/** Constraints over a topology that hold, and that count these pods. */
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

/** What comes nearest to keeping them apart, and why it does not. */
function why({ template }: MemberPool, topology: string): string {
  const near = listAt(template.spec, 'topologySpreadConstraints').find(constraint => textAt(constraint, 'topologyKey') === topology);
  if (near === undefined) return '';
  if (textAt(near, 'whenUnsatisfiable') === 'ScheduleAnyway') return ': the constraint is a wish, whenUnsatisfiable is ScheduleAnyway';
  if (!selects(valueAt(near, 'labelSelector'), template.labels)) return ": the constraint's labelSelector does not select them";
  return `: maxSkew is ${skewOf(near)}`;
}
