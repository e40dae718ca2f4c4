import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Finding } from '../domain/finding';
import type { FleetPlan } from '../plan/system-plan';
import type { ClusterScope } from './fleet-scope';

/** Charts of users that would be rendered nowhere, or over a system's files. */
export function checkCharts(app: Construct, scopes: readonly ClusterScope[], { clusters, systems }: FleetPlan): readonly Finding[] {
  const findings: Finding[] = [];
  const error = (rule: string, at: string, problem: string, fix: string): void => {
    findings.push({ rule, severity: 'error', at, problem, fix });
  };
  for (const child of app.node.children.filter(Chart.isChart)) {
    error('objects/no-cluster', child.node.path, 'is a chart that belongs to no cluster', 'put it into app.cluster(…)');
  }
  const known = clusters.map(({ name }) => name);
  for (const scope of scopes) {
    const at = scope.node.id;
    if (!known.includes(scope.cluster?.name)) {
      error(
        'topology/unknown-cluster',
        at,
        `charts are put into '${at}', which is not a cluster of the fleet`,
        `use one of ${known.join(', ')}`,
      );
    }
    for (const { node } of scope.node.children.filter(Chart.isChart)) {
      if (systems.some(({ name }) => name === node.id)) {
        error('names/chart', node.path, `'${node.id}' is the name of a system, whose folder it is`, 'give the chart another id');
      }
      if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(node.id)) {
        error(
          'names/chart',
          node.path,
          `'${node.id}' is no name for a folder and an Application`,
          "use lower-case letters, digits and '-', at most 63",
        );
      }
    }
  }
  return findings;
}
