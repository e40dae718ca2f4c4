import type { ArgoCdDelivery } from '../domain/delivery';
import type { KubernetesObject } from '../domain/kubernetes-object';
import { applicationName, unitFolder } from '../plan/members/object-names';

/** The unit of delivery, one Application: the objects of one chart in one cluster. */
export interface DeliveryUnit {
  readonly name: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Further namespaces that some of its objects are for. @default - none */
  readonly alsoInto?: readonly string[];
  /** Whether all clusters must be synced at once: a group that has not formed yet needs all its members. */
  readonly together: boolean;
  /** Its position where clusters are synced one after the other. Clusters that do not serve come first. */
  readonly order: number;
}

/** Kinds that were rendered, `group/kind` with an empty group for the core, by scope. */
export interface RenderedKinds {
  readonly cluster: ReadonlySet<string>;
  readonly namespaced: ReadonlySet<string>;
}

/** What Argo CD is told, wherever it runs. */
export type DeliverySettings = Omit<ArgoCdDelivery, 'runsOn'>;

const apiVersion = 'argoproj.io/v1alpha1';

/**
 * Sync options of every Application: server-side apply, and no namespaces that the manifests do not declare.
 *
 * What is in sync already is left out: a sync waits for the health of all that it applies, and so would wait for members that it does
 * not change, for as long as one of them is down or without its volume. Until then no newer commit would be applied. Hooks still run.
 */
const syncOptions = [
  'ServerSideApply=true',
  'FailOnSharedResource=true',
  'PruneLast=true',
  'RespectIgnoreDifferences=true',
  'CreateNamespace=false',
  'ApplyOutOfSyncOnly=true',
];
const compare = { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' };
/** Retries without end, each with the newest commit: otherwise retries of a bad commit would block the commit that mends it. */
const retry = { limit: -1, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } };

/** The AppProject of the fleet. It allows this repository, these clusters and namespaces, these kinds, and nothing else. */
export function appProject(delivery: DeliverySettings, units: readonly DeliveryUnit[], kinds: RenderedKinds): KubernetesObject {
  const pairs = units.flatMap(({ cluster, namespace, alsoInto = [] }) => [namespace, ...alsoInto].map(into => `${cluster} ${into}`));
  const destinations = [...new Set(pairs)].sort().map(pair => {
    const [name, namespace] = pair.split(' ');
    return { name, namespace };
  });
  const whitelist = (set: ReadonlySet<string>): readonly object[] =>
    [...set].sort().map(key => {
      const [group, kind] = key.split('/');
      return { group, kind };
    });
  const spec = {
    description: 'Raft systems over the fleet',
    sourceRepos: [delivery.repoUrl],
    destinations,
    clusterResourceWhitelist: whitelist(kinds.cluster),
    namespaceResourceWhitelist: whitelist(kinds.namespaced),
  };
  return object('AppProject', delivery.project, delivery, spec);
}

/** The Applications of one unit, one for each cluster, or the ApplicationSet that syncs them cluster by cluster. */
export function applications(delivery: DeliverySettings, units: readonly DeliveryUnit[]): readonly KubernetesObject[] {
  switch (delivery.mode) {
    case 'applications':
      return units.map(unit =>
        object('Application', applicationName(unit.name, unit.cluster), delivery, applicationSpec(delivery, unit), compare),
      );
    case 'rolling-sync': {
      const name = units[0]?.name ?? '';
      return [object('ApplicationSet', name, delivery, rollingSync(delivery, name, units))];
    }
  }
}

/** The path of a unit's folder in the repository. A leading './' and a trailing '/' of the output path are dropped. */
function sourcePath({ path }: DeliverySettings, folder: string): string {
  const root = path.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  return root === '.' || root === '' ? folder : `${root}/${folder}`;
}

const applicationSpec = (delivery: DeliverySettings, { name, cluster, namespace }: Omit<DeliveryUnit, 'order' | 'together'>) => ({
  project: delivery.project,
  destination: { name: cluster, namespace },
  source: { repoURL: delivery.repoUrl, targetRevision: delivery.revision, path: sourcePath(delivery, unitFolder(cluster, name)) },
  syncPolicy: { automated: { enabled: true, prune: true, selfHeal: true }, syncOptions, retry },
});

/**
 * An ApplicationSet with one step for each cluster. A step waits until the one before is healthy; every Application has a step.
 *
 * A group that has not formed yet is synced in one step: the members of one cluster have no quorum alone and never become healthy.
 */
function rollingSync(delivery: DeliverySettings, name: string, units: readonly DeliveryUnit[]): object {
  const ordered = [...units].sort((a, b) => a.order - b.order);
  const clusters = ordered.map(({ cluster }) => cluster);
  const steps = units.some(({ together }) => together) ? [clusters] : clusters.map(cluster => [cluster]);
  const { automated: _, ...syncPolicy } = applicationSpec(delivery, units[0] ?? { name, cluster: '', namespace: '' }).syncPolicy;
  return {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    // Otherwise an Application that is removed from the set deletes its objects.
    syncPolicy: { preserveResourcesOnDeletion: true },
    generators: [{ list: { elements: ordered.map(({ cluster, namespace }) => ({ cluster, namespace })) } }],
    strategy: {
      type: 'RollingSync',
      rollingSync: {
        steps: steps.map(values => ({ matchExpressions: [{ key: 'georaft.io/cluster', operator: 'In', values }] })),
      },
    },
    template: {
      metadata: {
        name: applicationName(name, '{{.cluster}}'),
        labels: { 'georaft.io/cluster': '{{.cluster}}' },
        annotations: compare,
      },
      spec: {
        ...applicationSpec(delivery, { name, cluster: '{{.cluster}}', namespace: '{{.namespace}}' }),
        syncPolicy, // RollingSync starts syncs itself and refuses an automated policy
      },
    },
  };
}

const object = (
  kind: string,
  name: string,
  delivery: DeliverySettings,
  spec: object,
  annotations?: Readonly<Record<string, string>>,
): KubernetesObject =>
  Object.assign(
    {
      apiVersion,
      kind,
      metadata: {
        name,
        namespace: delivery.namespace,
        labels: { 'app.kubernetes.io/managed-by': 'georaft' },
        ...(annotations ? { annotations } : {}),
      },
    },
    { spec },
  );
