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

/** A system, and what its user adds to it or changes in it. */
export interface GeoRaftProps extends RaftSystem {
  /**
   * Called with the complete chart of each cluster, to add objects to a system or to patch one.
   * Charts are created one after the other during synthesis, so that a fleet of any size fits in memory.
   */
  readonly customize?: (chart: SystemChart, cluster: Cluster) => void;
}

/**
 * One Raft system over the fleet.
 *
 * The construct itself decides and renders nothing. `FleetApp.synth` plans all systems, checks them together, and renders each system in
 * each cluster.
 */
export class GeoRaft extends Construct {
  readonly system: RaftSystem;
  readonly customize: GeoRaftProps['customize'];
  /** Findings about the shape of the props. */
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
    this.shapeFindings = [
      ...checkSystemShape(name, system),
      ...optional(method)(customize, `${String(name)}.customize`),
      ...this.numeral(),
      ...this.twice(),
    ];
  }

  /** The plan of the system. @throws when the props do not have the shape of their type */
  get plan(): SystemPlan {
    this.planned ??= planSystem(this.name, this.system, this.scope.fleet);
    return this.planned;
  }

  private numeral(): readonly Finding[] {
    if (typeof this.name !== 'string' || !/^[0-9]/.test(this.name)) return [];
    const problem = 'the name begins with a digit, and the API server refuses such a name for a Service';
    return [findingOf(systemName, { at: this.name, problem, fix: `begin it with a letter, as in 'raft-${this.name}'` })];
  }

  private twice(): readonly Finding[] {
    if (this.node.id === this.name) return [];
    return typeof this.name === 'string' && this.scope.node.tryFindChild(this.name) instanceof GeoRaft
      ? [findingOf(systemName, { at: this.name, problem: 'two systems have this name', fix: 'give each system a name of its own' })]
      : [];
  }
}

/** A valid id for the construct tree, whatever the name is: a wrong name gives a finding and not an exception. */
function constructId(scope: FleetScope, name: unknown): string {
  // Any other app would leave the system out without an error.
  const within = Construct.isConstruct(scope) && 'fleet' in scope.node.root;
  if (!within) throw new Error('put the system into a FleetApp: new GeoRaft(app, name, …)');
  const wanted = typeof name === 'string' && name !== '' ? name : 'system';
  return scope.node.tryFindChild(wanted) ? `${wanted}#${scope.node.children.length}` : wanted;
}
