import { Construct } from 'constructs';
import type { Dns } from '../domain/dns';
import { kubernetesObjects } from '../plan/input/answer-shape';
import { answered } from '../plan/input/strategy-answer';
import type { SystemPlan } from '../plan/model/system-plan';
import { planDelegatedName, zoneTag } from '../plan/names/delegation';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { laterKind, Wave, wave } from './sync';

/** The objects for the controller of a delegated zone about a system's name. They are the same in every cluster that is a name server. */
export class DelegatedNameObjects extends Construct {
  constructor(scope: Construct, id: string, plan: SystemPlan, cluster: string, dns: Dns) {
    super(scope, id);
    const { provider } = dns;
    const name = planDelegatedName(plan, dns);
    if (!name || !provider.delegatedZone || zoneTag(provider.delegatedZone, cluster) === undefined) return;
    if (!provider.delegate) return;
    const at = 'fleet.dns.provider.delegate()';
    const delegated = answered(at, at, kubernetesObjects, () => provider.delegate?.({ ...name, labels: systemLabels(plan) }));
    for (const object of delegated) {
      const annotations = { ...object.metadata.annotations, ...appliedLast };
      new Manifest(this, object.kind.toLowerCase(), { ...object, metadata: { ...object.metadata, annotations } });
    }
  }
}

/** Sync options: the object may be applied before its kind exists, and is healthy only if the members are. */
const appliedLast = { ...wave(Wave.last), ...laterKind };
