import { Construct } from 'constructs';
import type { Dns } from '../domain/dns';
import type { SystemPlan } from '../plan/model/system-plan';
import { planDelegatedName, zoneTag } from '../plan/names/delegation';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { laterKind, Wave, wave } from './sync';

/** What tells the controller of a delegated zone of a system's name, the same in every cluster that is a name server of it. */
export class DelegatedNameObjects extends Construct {
  constructor(scope: Construct, id: string, plan: SystemPlan, cluster: string, dns: Dns) {
    super(scope, id);
    const { provider } = dns;
    const name = planDelegatedName(plan, dns);
    if (!name || !provider.delegatedZone || zoneTag(provider.delegatedZone, cluster) === undefined) return;
    for (const object of provider.delegate?.({ ...name, labels: systemLabels(plan) }) ?? []) {
      const annotations = { ...object.metadata.annotations, ...appliedLast };
      new Manifest(this, object.kind.toLowerCase(), { ...object, metadata: { ...object.metadata, annotations } });
    }
  }
}

/** It may be applied before its kind is there, and is healthy only where the members are. */
const appliedLast = { ...wave(Wave.last), ...laterKind };
