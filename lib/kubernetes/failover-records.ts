import { Construct } from 'constructs';
import { dnsScopeLabel, systemLabels } from './labels';
import { Manifest } from './manifest';
import { laterKind, Wave, wave } from './sync';
import type { RenderedRecord, RenderedSeat, RenderedSystem } from './unit-plan';

/** The records that one cluster publishes for a system, an object for each of its instances of ExternalDNS. */
export class FailoverRecords extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, seat: RenderedSeat) {
    super(scope, id);
    for (const dnsScope of ['local', 'global', 'computed'] as const) {
      const records = seat.records.filter(record => record.scope === dnsScope);
      if (records.length === 0) continue;
      const metadata = {
        name: `${plan.name}-${dnsScope}`,
        namespace: plan.namespace,
        labels: { ...systemLabels(plan), [dnsScopeLabel]: dnsScope },
        annotations: { ...wave(Wave.names), ...laterKind },
      };
      const spec = { endpoints: records.map(endpoint) };
      new Manifest(this, dnsScope, Object.assign({ apiVersion: 'externaldns.k8s.io/v1alpha1', kind: 'DNSEndpoint', metadata }, { spec }));
    }
  }
}

const endpoint = (record: RenderedRecord): object => ({
  dnsName: record.name,
  recordType: record.type,
  targets: record.targets,
  recordTTL: record.ttlSeconds,
  ...(record.setIdentifier ? { setIdentifier: record.setIdentifier } : {}),
  ...(record.properties.length > 0 ? { providerSpecific: record.properties } : {}),
});
