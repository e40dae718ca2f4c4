import { Cluster } from '../domain/cluster';
import type { TerraformPart } from '../domain/dns';
import type { Fleet } from '../domain/fleet';
import { terraformPart } from '../plan/input/answer-shape';
import { answered } from '../plan/input/strategy-answer';
import type { FleetPlan, SystemPlan } from '../plan/model/system-plan';
import { scopesOf } from '../plan/names/external-dns';
import { terraformChecks, terraformRecords } from '../plan/names/terraform-checks';

/** A namespace that the manifests declare. */
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

/**
 * What the fleet's DNS stack makes: health checks, and the records that Terraform publishes; undefined where there are none.
 * @throws StrategyError when the provider throws
 */
export function planDnsStack({ fleet: { dns }, systems }: FleetPlan): TerraformPart | undefined {
  const checks = terraformChecks(systems);
  const records = terraformRecords(systems);
  if (checks.length === 0 && records.length === 0) return undefined;
  if (!dns.provider.terraform) return undefined;
  const at = 'fleet.dns.provider.terraform()';
  return answered(at, at, terraformPart, () => dns.provider.terraform?.(dns.zone, checks, records));
}

/** The stack of every cluster: the namespaces that the manifests declare, and the secrets that they refer to. */
export function planStacks(
  fleet: Fleet,
  systems: readonly SystemPlan[],
  namespaces: ReadonlyMap<string, readonly DeclaredNamespace[]>,
): readonly ClusterStackPlan[] {
  const clusters = Cluster.inOrder(fleet.clusters).filter(({ lost }) => !lost);
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

/** The credentials of every instance of ExternalDNS that runs in a cluster; several may use one Secret. */
function dnsSecrets(fleet: Fleet, cluster: Cluster): readonly VariableSecret[] {
  const { provider, zone, namespace } = fleet.dns;
  const keys = new Map<string, readonly string[]>();
  for (const scope of scopesOf(fleet, cluster)) {
    const { secret } = provider.bind({ cluster, zone, scope });
    if (secret) keys.set(secret.name, [...new Set([...(keys.get(secret.name) ?? []), ...secret.keys])]);
  }
  return [...keys].map(([name, all]) => ({ name, namespace, type: 'Opaque', keys: all }));
}

function pullSecrets(systems: readonly SystemPlan[], cluster: Cluster): readonly VariableSecret[] {
  return systems
    .filter(({ seats }) => seats.some(seat => seat.cluster.name === cluster.name))
    .flatMap(({ namespace, system }) => {
      const name = system.engine.pullSecret;
      return name ? [{ name, namespace, type: 'kubernetes.io/dockerconfigjson', keys: ['.dockerconfigjson'] }] : [];
    });
}
