import { Construct } from 'constructs';
import type { Cluster } from '../domain/cluster';
import { Finding } from '../domain/finding';
import type { Fleet } from '../domain/fleet';
import { checkFleetShape, clusterShape } from '../plan/input/fleet-shape';
import { object } from '../plan/input/shape';
import { zoneTag } from '../plan/names/delegation';
import { Manifest } from './manifest';
import { laterKind } from './sync';

/** Which cluster of which fleet. */
export interface ZoneDelegationsProps {
  readonly fleet: Fleet;
  /** The cluster that becomes a name server. */
  readonly cluster: Cluster;
}

/** Makes a cluster a name server of the fleet's delegated zone; nothing where the fleet has none, or the cluster has no part in it. */
export class ZoneDelegations extends Construct {
  constructor(scope: Construct, id: string, props: ZoneDelegationsProps) {
    super(scope, id);
    const wrong = checkProps(props);
    if (wrong.length > 0) {
      // Said when the fleet is checked, together with everything else.
      this.node.addValidation({ validate: () => wrong.map(Finding.line) });
      return;
    }
    const { zone, provider } = props.fleet.dns;
    if (!provider.delegatedZone || zoneTag(provider.delegatedZone, props.cluster.name) === undefined) return;
    for (const made of provider.delegateZone?.(zone) ?? []) {
      const annotations = { ...made.metadata.annotations, ...laterKind };
      new Manifest(this, made.kind.toLowerCase(), { ...made, metadata: { ...made.metadata, annotations } });
    }
  }
}

const checkProps = (props: unknown): readonly Finding[] =>
  object({
    fleet: fleet => checkFleetShape(fleet).map(finding => ({ ...finding, at: `ZoneDelegations.${finding.at}` })),
    cluster: clusterShape,
  })(props, 'ZoneDelegations');
