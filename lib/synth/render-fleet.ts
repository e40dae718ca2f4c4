import { App, Chart } from 'cdk8s';
import { fleetChanges } from '../change/fleet-changes';
import { applications, appProject, type DeliveryUnit } from '../delivery/argo-cd';
import type { ArgoCdDelivery } from '../domain/delivery';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { reasonOf } from '../domain/reason';
import { Manifest } from '../kubernetes/manifest';
import { SystemChart } from '../kubernetes/system-chart';
import type { UnitPlan } from '../kubernetes/unit-plan';
import { type AcknowledgedDocument, fleetDocument, fleetFile } from '../plan/document/fleet-document';
import type { ChangeDocument } from '../plan/document/system-document';
import type { FleetPlan, SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { planUpdatePolicies } from '../plan/names/update-policy';
import { customizeFailed } from '../rules/input/customize';
import type { ClusterScope } from './fleet-scope';
import type { GeoRaftProps } from './geo-raft';
import { customizedDigest, MemberTemplates } from './member-templates';
import type { Rendering } from './rendering';
import { UnitPlans } from './unit-plans';

/** The input from which a fleet's charts are rendered. */
export interface FleetSource {
  readonly plan: FleetPlan;
  readonly scopes: readonly ClusterScope[];
  readonly acknowledged: readonly AcknowledgedDocument[];
  /** The user's `customize`, by the name of the system. */
  readonly customize: ReadonlyMap<string, GeoRaftProps['customize']>;
}

/**
 * Renders everything: each cluster's systems and charts, the objects of Argo CD, and the plan itself.
 *
 * Returns the steps that are left, by the name of the system: they are known once the templates of its members are.
 */
export function renderFleet(source: FleetSource, rendering: Rendering): ReadonlyMap<string, ChangeDocument> {
  const { delivery, dns } = source.plan.fleet;
  const units = new UnitPlans(dns, rendering.digests);
  const templates = new MemberTemplates();
  for (const scope of source.scopes) {
    // Nobody will ever apply it, and whatever waits for it to be applied would wait for ever.
    if (scope.cluster.lost) continue;
    renderSystems(source, scope, units, templates, rendering);
    renderCharts(scope, rendering);
    if (scope.cluster.name !== delivery?.runsOn.name) rendering.close(scope.cluster.name);
  }
  // Jobs and claims come and go with steps. The project always allows them, so that it does not change with a step.
  if (source.plan.systems.some(({ system }) => system.operations)) rendering.kinds.namespaced.add('batch/Job');
  if (source.plan.systems.some(({ state }) => state.groups)) rendering.kinds.namespaced.add('/PersistentVolumeClaim');
  if (delivery) renderDelivery(delivery, rendering);
  for (const { path, text } of planUpdatePolicies(source.plan)) rendering.document(path, text);
  const files = [...rendering.files, fleetFile].sort();
  const changes = fleetChanges(source.plan, system => templates.of(system));
  rendering.document(fleetFile, `${JSON.stringify(fleetDocument(source.plan, files, source.acknowledged, changes), null, 1)}\n`);
  return changes;
}

/** The charts of systems live only while they are rendered, so that a large fleet fits in memory. */
function renderSystems(
  { plan, customize }: FleetSource,
  scope: ClusterScope,
  units: UnitPlans,
  templates: MemberTemplates,
  rendering: Rendering,
): void {
  const { cluster } = scope;
  for (const system of plan.systems) {
    const seat = units.seatOf(system, cluster.name);
    if (!seat || scope.node.tryFindChild(system.name)) continue; // a chart of that name has a finding already
    const unit = deliveryUnit(system, seat);
    const change = customize.get(system.name);
    let made: SystemChart | undefined;
    // The plan cannot know what a user's code does to a chart.
    const customized = (planned: UnitPlan): SystemChart => changed(scope, planned, change, rendering);
    const {
      plan: planned,
      parts,
      template,
    } = units.of(system, seat, (open, digest) => {
      if (!change) return digest;
      made = customized(open);
      return customizedDigest(digest, open, made);
    });
    templates.add(system, cluster.name, template);
    if (!change && rendering.keptUnit(`${scope.node.path}/${system.name}`, unit, parts)) continue;
    if (made && planned.seat.pool.thawed !== seat.pool.thawed) {
      scope.node.tryRemoveChild(system.name);
      made = undefined;
    }
    rendering.unit(made ?? customized(planned), unit, change ? undefined : parts);
    scope.node.tryRemoveChild(system.name);
  }
}

/** A chart, after its user's code has changed it. */
function changed(scope: ClusterScope, planned: UnitPlan, change: GeoRaftProps['customize'], rendering: Rendering): SystemChart {
  const { cluster } = scope;
  const chart = new SystemChart(scope, planned);
  try {
    change?.(chart, cluster);
  } catch (error) {
    const problem = `'customize' failed: ${reasonOf(error)}`;
    const at = `${planned.system.name}/${cluster.name}`;
    rendering.error(customizeFailed, at, problem, 'correct it: nothing is written until it succeeds in every cluster');
  }
  return chart;
}

const deliveryUnit = (system: SystemPlan, seat: SeatPlan): DeliveryUnit => ({
  name: system.name,
  cluster: seat.cluster.name,
  namespace: system.namespace,
  order: syncOrder(seat, system),
  together: !system.state.bootstrapped,
});

/**
 * The position of a cluster when clusters are synced one after the other: active clusters come after all others.
 *
 * The cluster that was active before comes last. It may be lost, and no other cluster must wait for it.
 */
function syncOrder({ role, cluster }: SeatPlan, { system: { topology }, state }: SystemPlan): number {
  if (role === 'active') return 1000 + cluster.index;
  // In the first epoch, no other cluster was active before.
  const displaced = state.epoch > 1 && topology.kind === 'active-standby' && topology.active.cluster.name === cluster.name;
  return displaced ? 2000 : cluster.index;
}

function renderCharts(scope: ClusterScope, rendering: Rendering): void {
  const { name: cluster, index: order } = scope.cluster;
  for (const chart of scope.node.children) {
    if (!Chart.isChart(chart)) continue;
    const name = chart.node.id;
    rendering.unit(chart, { name, cluster, namespace: chart.namespace ?? name, order, together: false });
  }
}

/** One file for the Applications of each unit, and one for their project. */
function renderDelivery({ runsOn, ...delivery }: ArgoCdDelivery, rendering: Rendering): void {
  const { units, kinds, digests } = rendering;
  const file = (name: string, objects: () => readonly KubernetesObject[], plan: object): void => {
    const path = `argocd/${name}.yaml`;
    const part = digests?.part({ delivery, ...plan });
    const parts = part === undefined ? undefined : [part];
    if (rendering.kept(name, path, runsOn.name, parts)) return;
    const chart = new Chart(new App(), name);
    for (const object of objects()) new Manifest(chart, `${object.kind}-${object.metadata.name}`, object);
    rendering.chart(chart, path, runsOn.name, parts);
  };
  const byName = new Map<string, DeliveryUnit[]>();
  for (const unit of units) {
    const same = byName.get(unit.name);
    if (same) same.push(unit);
    else byName.set(unit.name, [unit]);
  }
  for (const [name, same] of [...byName].sort(([a], [b]) => (a < b ? -1 : 1))) {
    file(name, () => applications(delivery, same), { units: same });
  }
  // No unit can have this name, since a DNS label has no underscore.
  file('_project', () => [appProject(delivery, units, kinds)], { units, cluster: [...kinds.cluster], namespaced: [...kinds.namespaced] });
}
