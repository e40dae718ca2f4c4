import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { YamlPrinter } from '../../../lib/synth/yaml-printer';
import { application, project, systemObjects } from './bare-templates';
import { runProgram } from './program';

/** The least that any program can do: plain objects, this project's printer, one file after the other. No checks, no tree. */
runProgram(({ clusters, systems }, folder) => {
  const printer = new YamlPrinter();
  let objects = 0;
  let written = 0;
  const file = (path: string, documents: readonly object[]): void => {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, documents.map(document => printer.print(document)).join('---\n'));
    objects += documents.length;
    written += 1;
  };
  for (const cluster of clusters) {
    for (const system of systems) {
      const active = clusters[system.active] ?? cluster;
      file(`${cluster.name}/${system.name}/${system.name}.yaml`, systemObjects(system, cluster, active));
    }
  }
  for (const system of systems) {
    file(
      `argocd/${system.name}.yaml`,
      clusters.map(cluster => application(system, cluster)),
    );
  }
  file('argocd/_project.yaml', [project(systems, clusters)]);
  return { objects, written, unchanged: 0 };
});
