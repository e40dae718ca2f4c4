import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { application, project } from './bare-templates';
import { SystemObjects } from './plain-templates';
import { runProgram } from './program';

/**
 * The same objects as an engineer would write them with cdk8s alone: an App for each cluster, a Chart for each system.
 *
 * Everything for Argo CD is one Chart, since many Charts in one App would cost cdk8s the square of their number.
 */
runProgram(({ clusters, systems }, folder) => {
  for (const cluster of clusters) {
    const app = new App({ outdir: join(folder, cluster.name) });
    for (const system of systems) new SystemObjects(app, system, cluster, clusters[system.active] ?? cluster);
    app.synth();
  }
  const app = new App({ outdir: join(folder, 'argocd') });
  const chart = new Chart(app, 'argocd');
  new ApiObject(chart, 'project', project(systems, clusters));
  for (const system of systems) {
    for (const cluster of clusters) new ApiObject(chart, `${system.name}-${cluster.name}`, application(system, cluster));
  }
  app.synth();
  const pairs = clusters.length * systems.length;
  return { objects: 12 * pairs + 1, written: pairs + 1, unchanged: 0 };
});
