import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Cluster, ExternalDns, type Fleet, type FleetApp, RestrictedNamespace, ZoneDelegations } from '../lib';

/** What every cluster runs to publish names: one instance of ExternalDNS for each scope of names that the cluster writes. */
export function platform(app: FleetApp, image = 'registry.k8s.io/external-dns/external-dns:v0.21.0'): void {
  for (const cluster of app.fleet.clusters) new PlatformChart(app.cluster(cluster), app.fleet, cluster, image);
}

class PlatformChart extends Chart {
  constructor(scope: Construct, fleet: Fleet, cluster: Cluster, image: string) {
    super(scope, 'external-dns', { disableResourceNameHashes: true });
    new RestrictedNamespace(this, 'namespace', {
      name: fleet.dns.namespace,
      kubernetes: cluster.kubernetes,
      labels: { 'app.kubernetes.io/managed-by': 'georaft' },
    });
    new ZoneDelegations(this, 'zones', { fleet, cluster });
    for (const part of ExternalDns.scopesOf(fleet, cluster)) new ExternalDns(this, part, { fleet, cluster, scope: part, image });
  }
}
