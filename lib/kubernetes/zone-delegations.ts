import { Construct } from 'constructs';
import type { Cluster } from '../domain/cluster';
import type { Dns } from '../domain/dns';
import type { Finding } from '../domain/finding';
import type { Fleet } from '../domain/fleet';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { reasonOf } from '../domain/reason';
import { kubernetesObjects } from '../plan/input/answer-shape';
import { clusterShape, fleetShape } from '../plan/input/fleet-shape';
import { inputError } from '../plan/input/input-rules';
import type { Shape } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { zoneTag } from '../plan/names/delegation';
import { checkedScope } from './checked-scope';
import { Manifest } from './manifest';
import { refuseProps } from './refused-props';
import { laterKind } from './sync';

/** The fleet and the cluster. */
export interface ZoneDelegationsProps {
  readonly fleet: Fleet;
  /** The cluster that becomes a name server. */
  readonly cluster: Cluster;
}

/**
 * The objects that make a cluster a name server of the fleet's delegated zone; none without such a zone, or if the
 * cluster has no part in it.
 */
export class ZoneDelegations extends Construct {
  constructor(scope: Construct, id: string, props: ZoneDelegationsProps) {
    super(checkedScope(scope), id);
    const wrong = propsShape(props, 'ZoneDelegations');
    if (wrong.length > 0) {
      refuseProps(this, wrong);
      return;
    }
    const { provider } = props.fleet.dns;
    if (!provider.delegatedZone || zoneTag(provider.delegatedZone, props.cluster.name) === undefined) return;
    const { objects, findings } = zoneObjects(props.fleet.dns);
    if (findings.length > 0) refuseProps(this, findings);
    for (const made of objects) {
      const annotations = { ...made.metadata.annotations, ...laterKind };
      new Manifest(this, made.kind.toLowerCase(), { ...made, metadata: { ...made.metadata, annotations } });
    }
  }
}

const propsShape: Shape<ZoneDelegationsProps> = objectOf<ZoneDelegationsProps>()({ fleet: fleetShape, cluster: clusterShape });

/** The objects of the provider for its zone, or the findings about an invalid answer. */
function zoneObjects({ provider, zone }: Dns): { readonly objects: readonly KubernetesObject[]; readonly findings: readonly Finding[] } {
  const at = 'fleet.dns.provider.delegateZone()';
  try {
    const objects = provider.delegateZone ? provider.delegateZone(zone) : [];
    const findings = kubernetesObjects(objects, at);
    return { objects: findings.length > 0 ? [] : objects, findings };
  } catch (error) {
    const fix = 'let it return the objects of the zone';
    return { objects: [], findings: [inputError('strategy', { at, problem: `failed: ${reasonOf(error)}`, fix })] };
  }
}
