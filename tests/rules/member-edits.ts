import type { Editable, EditedOutput } from './edited-output';

/** Path of the container that the member runs in. */
export const member = 'spec.template.spec.containers[0]';

/** Kind and name of the StatefulSet of a system's members. */
export const members = (system: string): string => `StatefulSet ${system}`;

/** Changes the arguments of the members of a cluster: the flag's whole word, or nothing to take it away. */
export function flag(output: EditedOutput, cluster: string, system: string, name: string, word?: string): EditedOutput {
  const container: Editable = output.object(cluster, members(system)).spec.template.spec.containers[0];
  const at = container.args.findIndex((each: string) => each.startsWith(`--${name}=`));
  if (at === -1) throw new Error(`${system} in ${cluster} has no --${name}`);
  container.args.splice(at, 1, ...(word === undefined ? [] : [word]));
  return output;
}

/** The environment variable of that name. */
export function variable(output: EditedOutput, cluster: string, system: string, name: string): Editable {
  const container: Editable = output.object(cluster, members(system)).spec.template.spec.containers[0];
  const found = container.env.find((each: Editable) => each.name === name);
  if (!found) throw new Error(`${system} in ${cluster} has no variable ${name}`);
  return found;
}

/** Takes an environment variable away. */
export function dropVariable(output: EditedOutput, cluster: string, system: string, name: string): EditedOutput {
  const container: Editable = output.object(cluster, members(system)).spec.template.spec.containers[0];
  variable(output, cluster, system, name);
  container.env = container.env.filter((each: Editable) => each.name !== name);
  return output;
}

/** Changes an entry of a bootstrap ConfigMap. */
export function input(output: EditedOutput, cluster: string, pool: string, key: string, change: (before: string) => string): EditedOutput {
  const { data }: Editable = output.object(cluster, `ConfigMap ${pool}-bootstrap`);
  if (typeof data[key] !== 'string') throw new Error(`${pool} in ${cluster} has no ${key}`);
  data[key] = change(data[key]);
  return output;
}

/** The same change in several clusters. */
export function each(output: EditedOutput, clusters: readonly string[], change: (cluster: string) => unknown): EditedOutput {
  for (const cluster of clusters) change(cluster);
  return output;
}

/** Takes the plan away, as in a folder that another tool wrote, and names the clusters. */
export function withoutPlan(output: EditedOutput): EditedOutput {
  output.clusters = [...new Set(output.files.filter(file => file.split('/').length === 3).map(file => file.slice(0, file.indexOf('/'))))];
  return output.drop('fleet.json');
}

/** The clusters of the example. */
export const everywhere = ['frankfurt', 'dublin', 'london'] as const;

/** A StatefulSet that is no Raft system, in a cluster that has others. */
export const queue = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'queue', namespace: 'queue' },
  spec: {
    replicas: 4,
    serviceName: 'queue',
    selector: { matchLabels: { app: 'queue' } },
    template: {
      metadata: { labels: { app: 'queue' } },
      spec: { containers: [{ name: 'queue', image: 'registry.example.test/queue:1.0.0', args: ['--peers=none'] }] },
    },
  },
} as const;
