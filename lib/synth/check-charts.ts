import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Finding } from '../domain/finding';
import { dnsLabel } from '../plan/input/fleet-shape';
import type { FleetPlan } from '../plan/model/system-plan';
import { chartName } from '../rules/names/chart';
import { systemWithoutApp } from '../rules/objects/no-app';
import { chartWithoutCluster } from '../rules/objects/no-cluster';
import { findingOf, type RuleText } from '../rules/rule';
import { unknownCluster } from '../rules/topology/unknown-cluster';
import { ClusterScope } from './fleet-scope';
import { GeoRaft } from './geo-raft';

/** Finds charts of users that would be written nowhere, or over a system's files. */
export function checkCharts(app: Construct, scopes: readonly ClusterScope[], { clusters, systems }: FleetPlan): readonly Finding[] {
  const findings: Finding[] = [];
  const error = (rule: RuleText, at: string, problem: string, fix: string): void => {
    findings.push(findingOf(rule, { at, problem, fix }));
  };
  const all = app.node.findAll();
  for (const chart of all.filter(Chart.isChart)) {
    const within = chart.node.scopes.slice(0, -1); // a chart inside a chart is written with that chart
    if (chart.node.scope instanceof ClusterScope || within.some(Chart.isChart)) continue;
    error(chartWithoutCluster, chart.node.path, 'is a chart that would be written nowhere', 'put it directly into app.cluster(…)');
  }
  for (const system of all.filter(node => node instanceof GeoRaft && node.node.scope !== app)) {
    error(systemWithoutApp, system.node.path, 'is a system that would be rendered nowhere', 'put it directly into the FleetApp');
  }
  for (const { node } of all.filter(node => !(node instanceof GeoRaft) && node.constructor.name === GeoRaft.name)) {
    const problem = 'is a system of another copy of georaft, and would be rendered nowhere';
    error(systemWithoutApp, node.path, problem, "keep one copy in the project; 'npm ls georaft' shows them");
  }
  const known = clusters.map(({ name }) => name);
  for (const scope of scopes) {
    const at = scope.node.id;
    if (!known.includes(scope.cluster?.name)) {
      error(unknownCluster, at, `charts are put into '${at}', which is not a cluster of the fleet`, `use one of ${known.join(', ')}`);
    }
    for (const { node } of scope.node.children.filter(Chart.isChart)) {
      if (systems.some(({ name }) => name === node.id)) {
        error(chartName, node.path, `'${node.id}' is the name of a system, which uses that folder`, 'give the chart another id');
      }
      if (dnsLabel(node.id, node.path).length > 0) {
        error(
          chartName,
          node.path,
          `'${node.id}' cannot be the name of a folder and an Application`,
          "use lower-case letters, digits and '-', at most 63",
        );
      }
    }
  }
  return findings;
}
