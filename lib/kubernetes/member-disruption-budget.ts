import { Construct } from 'constructs';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** This cluster's part of the group's disruption budget. Voters and learners never share one: a budget cannot tell them apart. */
export class MemberDisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { pool, membership }: RenderedSeat) {
    super(scope, id);
    // Who has to prove that nobody is missing gets its share after that, as it gets its members.
    const proved = membership.some(({ action }) => action === 'prove');
    new Manifest(
      this,
      'budget',
      kubernetes('PodDisruptionBudget', {
        metadata: {
          name: pool.name,
          namespace: plan.namespace,
          labels: systemLabels(plan),
          annotations: wave(proved ? Wave.members : Wave.names),
        },
        spec: {
          // What is down may be counted from what is declared only while that is who there is: the ledger's number stays when a set shrinks.
          ...(pool.floor === undefined ? { maxUnavailable: pool.allowedDown } : { minAvailable: pool.floor }),
          // AlwaysAllow could evict a member that is not ready but still votes.
          unhealthyPodEvictionPolicy: 'IfHealthyBudget',
          selector: { matchLabels: selector(plan, pool.role) },
        },
      }),
    );
  }
}
