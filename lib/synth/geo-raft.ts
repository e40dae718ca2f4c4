import { Construct } from 'constructs';
import type { Cluster } from '../domain/cluster';
import type { Finding } from '../domain/finding';
import type { RaftSystem } from '../domain/raft-system';
import type { SystemChart } from '../kubernetes/system-chart';
import { method, optional } from '../plan/input/shape';
import { checkSystemShape } from '../plan/input/system-shape';
import type { SystemPlan } from '../plan/model/system-plan';
import { planSystem } from '../plan/system/plan-system';
import { systemName } from '../rules/names/system';
import { findingOf } from '../rules/rule';
import type { FleetScope } from './fleet-scope';

/** A system, and what its user adds to it. */
export interface GeoRaftProps extends RaftSystem {
  /**
   * Called with the chart of each cluster after everything is in it: the place to add objects to a system, or to patch one.
   * Charts are made one after the other during synthesis, so that a fleet of any size fits in memory.
   */
  readonly customize?: (chart: SystemChart, cluster: Cluster) => void;
}

/**
 * One Raft system over the fleet.
 *
 * It decides nothing and renders nothing by itself: `FleetApp.synth` plans all systems together, checks them against
 * each other, and renders each cluster's part.
 */
export class GeoRaft extends Construct {
  readonly system: RaftSystem;
  readonly customize: GeoRaftProps['customize'];
  /** What is wrong with the form of what was given. */
  readonly shapeFindings: readonly Finding[];
  private planned: SystemPlan | undefined;

  /**
   * @param scope the `FleetApp`
   * @param name the system's name: a DNS label, unique in the fleet. @immutable Members and volumes are named after it.
   */
  constructor(
    private readonly scope: FleetScope,
    readonly name: string,
    props: GeoRaftProps,
  ) {
    super(scope, constructId(scope, name));
    const { customize, ...system } = props ?? ({} as GeoRaftProps);
    this.system = system;
    this.customize = customize;
    this.shapeFindings = [...checkSystemShape(name, system), ...optional(method)(customize, `${String(name)}.customize`), ...this.twice()];
  }

  /** Everything that is decided about the system. @throws when what was given has not the form that its type says */
  get plan(): SystemPlan {
    this.planned ??= planSystem(this.name, this.system, this.scope.fleet);
    return this.planned;
  }

  private twice(): readonly Finding[] {
    if (this.node.id === this.name) return [];
    return typeof this.name === 'string' && this.scope.node.tryFindChild(this.name) instanceof GeoRaft
      ? [findingOf(systemName, { at: this.name, problem: 'two systems have this name', fix: 'give each system a name of its own' })]
      : [];
  }
}

/** An id that the tree takes, whatever was given: what is wrong with the name is a finding and not an exception. */
function constructId(scope: FleetScope, name: unknown): string {
  if (!Construct.isConstruct(scope)) throw new Error('a system is put into a FleetApp: new GeoRaft(app, name, …)');
  const wanted = typeof name === 'string' && name !== '' ? name : 'system';
  return scope.node.tryFindChild(wanted) ? `${wanted}#${scope.node.children.length}` : wanted;
}
