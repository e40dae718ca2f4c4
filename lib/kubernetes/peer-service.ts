import { Construct } from 'constructs';
import { learnerPeerServiceName, peerServiceName } from '../plan/members/object-names';
import { dnsScopeLabel, selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { publishedName } from './published-name';
import { Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/**
 * The headless Service that governs the members' names, in the cluster and through ExternalDNS for all others.
 *
 * It publishes members before they are ready: readiness may need a quorum, and a quorum needs names.
 */
export class PeerService extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, seat: RenderedSeat) {
    super(scope, id);
    const { pool, config, domain } = seat;
    new Manifest(
      this,
      'service',
      kubernetes('Service', {
        metadata: {
          name: pool.role === 'voter' ? peerServiceName(plan.name) : learnerPeerServiceName(plan.name),
          namespace: plan.namespace,
          labels: { ...systemLabels(plan), [dnsScopeLabel]: 'local' },
          annotations: { ...wave(Wave.names), ...publishedName(domain, plan.peerTtlSeconds) },
        },
        spec: {
          type: 'ClusterIP',
          clusterIP: 'None',
          publishNotReadyAddresses: true,
          selector: selector(plan, pool.role),
          ports: config.ports
            .filter(({ serves }) => serves.includes('peers') || serves.includes('clients'))
            .map(({ name, port }) => ({ name, port, targetPort: name, protocol: 'TCP' })),
        },
      }),
    );
  }
}
