import { groupOf } from '../../manifests/objects/applied-object';
import { isObject, type Json, listAt, numberAt, objectAt, type Path } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** Istio fails over to another region only when outlier detection has ejected all members of a region. */
export const outlierDetection = objectRule(
  {
    name: 'access/outlier-detection',
    severity: 'error',
    demands:
      'A DestinationRule that orders regions or distributes clients over them has outlierDetection, which may eject all members of a region.',
    why: 'Without it Istio ignores the order and keeps routing clients to a lost region. With the default of 10 percent it ejects one member of ten, and so never leaves the region.',
    source: 'Istio documentation, "Locality Load Balancing"; istio.io/api networking/v1alpha3/destination_rule.proto.',
  },
  ['DestinationRule'],
  object => {
    if (!groupOf(object).startsWith('networking.istio.io')) return [];
    const subsets = listAt(object.data, 'spec', 'subsets');
    const policies: readonly (readonly [Path, Json | undefined])[] = [
      [['spec', 'trafficPolicy'], objectAt(object.data, 'spec')['trafficPolicy']],
      ...subsets.map(
        (subset, at) => [['spec', 'subsets', at, 'trafficPolicy'], isObject(subset) ? subset['trafficPolicy'] : undefined] as const,
      ),
    ];
    return policies.flatMap(([path, policy]) => (isObject(policy) ? found(path, policy) : []));
  },
);

function found(path: Path, policy: Extract<Json, object>): readonly ObjectFound[] {
  const settings = objectAt(policy, 'loadBalancer', 'localityLbSetting');
  const routing = ['failover', 'failoverPriority', 'distribute'].filter(field => listAt(settings, field).length > 0);
  if (routing.length === 0 || settings['enabled'] === false) return [];
  const detection = objectAt(policy, 'outlierDetection');
  if (Object.keys(detection).length === 0) {
    const problem = `it has localityLbSetting.${routing[0]} and no outlierDetection, so Istio never leaves a lost region`;
    return [{ path: [...path, 'outlierDetection'], problem, fix: 'add outlierDetection, with maxEjectionPercent 100' }];
  }
  const most = numberAt(detection, 'maxEjectionPercent') ?? 10;
  if (most >= 100) return [];
  const problem = `outlierDetection ejects at most ${most} percent of the members, so Istio never leaves a lost region`;
  return [{ path: [...path, 'outlierDetection', 'maxEjectionPercent'], problem, fix: 'set it to 100' }];
}
