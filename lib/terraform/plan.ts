import { Cluster } from '../domain/cluster';
import type { Fleet } from '../domain/fleet';
import type { SystemPlan } from '../plan/system-plan';

/** A namespace as the manifests declare it. */
export interface DeclaredNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A Secret whose content is a variable of the stack. */
export interface VariableSecret {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly keys: readonly string[];
}

/** What one cluster's stack makes. */
export interface ClusterStackPlan {
  readonly cluster: string;
  readonly namespaces: readonly DeclaredNamespace[];
  readonly secrets: readonly VariableSecret[];
  /** Clusters to register with Argo CD, on the cluster that runs it. */
  readonly registrations: { readonly namespace: string; readonly clusters: readonly string[] } | undefined;
}

/** Every stack of the fleet: the namespaces that the manifests declare, and the secrets that they refer to. */
export function planStacks(
  fleet: Fleet,
  systems: readonly SystemPlan[],
  namespaces: ReadonlyMap<string, readonly DeclaredNamespace[]>,
): readonly ClusterStackPlan[] {
  const clusters = Cluster.inOrder(fleet.clusters);
  return clusters.map(cluster => ({
    cluster: cluster.name,
    namespaces: [...(namespaces.get(cluster.name) ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    secrets: [...dnsSecrets(fleet, cluster), ...pullSecrets(systems, cluster)],
    registrations:
      fleet.delivery?.runsOn.name === cluster.name
        ? { namespace: fleet.delivery.namespace, clusters: clusters.map(({ name }) => name) }
        : undefined,
  }));
}

function dnsSecrets({ dns }: Fleet, cluster: Cluster): readonly VariableSecret[] {
  const { secret } = dns.provider.bind({ cluster, zone: dns.zone, scope: 'local' });
  return secret ? [{ name: secret.name, namespace: dns.namespace, type: 'Opaque', keys: secret.keys }] : [];
}

function pullSecrets(systems: readonly SystemPlan[], cluster: Cluster): readonly VariableSecret[] {
  return systems
    .filter(({ seats }) => seats.some(seat => seat.cluster.name === cluster.name))
    .flatMap(({ namespace, system }) => {
      const name = system.engine.pullSecret;
      return name ? [{ name, namespace, type: 'kubernetes.io/dockerconfigjson', keys: ['.dockerconfigjson'] }] : [];
    });
}
