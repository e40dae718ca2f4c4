import { groupOf } from '../../manifests/objects/applied-object';
import { isObject, type Json, listAt, numberAt, objectAt, type Path } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** Istio leaves a region when outlier detection has taken out its members, and not otherwise. */
export const outlierDetection = objectRule(
  {
    name: 'access/outlier-detection',
    severity: 'error',
    demands:
      'A DestinationRule that orders regions or shares clients out over them has outlierDetection, which may take out all members of a region.',
    why: 'Without it Istio ignores the order and keeps leading clients to a region that is lost. At the default of 10 percent it takes out one member of ten, and the region is never left.',
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
  const led = ['failover', 'failoverPriority', 'distribute'].filter(field => listAt(settings, field).length > 0);
  if (led.length === 0 || settings['enabled'] === false) return [];
  const detection = objectAt(policy, 'outlierDetection');
  if (Object.keys(detection).length === 0) {
    const problem = `it has localityLbSetting.${led[0]} and no outlierDetection, so Istio never leaves a region that is lost`;
    return [{ path: [...path, 'outlierDetection'], problem, fix: 'add outlierDetection, with maxEjectionPercent 100' }];
  }
  const most = numberAt(detection, 'maxEjectionPercent') ?? 10;
  if (most >= 100) return [];
  const problem = `outlierDetection takes out at most ${most} percent of the members, so a region that is lost as a whole is never left`;
  return [{ path: [...path, 'outlierDetection', 'maxEjectionPercent'], problem, fix: 'make it 100' }];
}
