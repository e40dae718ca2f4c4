import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { BootstrapInputs } from './bootstrap-inputs';
import { ClientIngress } from './client-ingress';
import { ClientRoute } from './client-route';
import { ClientService } from './client-service';
import { CrossClusterGateway } from './cross-cluster-gateway';
import { DelegatedNameObjects } from './delegated-name';
import { EndpointList } from './endpoint-list';
import { LearnerJoin, Mirror } from './engine-task';
import { FailoverRecords } from './failover-records';
import { GrownClaims } from './grown-claims';
import { systemLabels } from './labels';
import { LoadBalancer } from './load-balancer';
import { MemberAccess } from './member-access';
import { MemberDisruptionBudget } from './member-disruption-budget';
import { MembershipJobs } from './membership-jobs';
import { NetworkPolicies } from './network-policies';
import { PeerCertificate } from './peer-certificate';
import { PeerService } from './peer-service';
import { PeerTrust } from './peer-trust';
import { RaftMembers } from './raft-members';
import { RestrictedNamespace } from './restricted-namespace';
import type { UnitPlan } from './unit-plan';
import { VolumeGuard } from './volume-guard';

/** Everything that one cluster applies for one system. */
export class SystemChart extends Chart {
  constructor(scope: Construct, { system, seat }: UnitPlan) {
    super(scope, system.name, { disableResourceNameHashes: true });
    const { cluster } = seat;
    new RestrictedNamespace(this, 'namespace', { name: system.namespace, kubernetes: cluster.kubernetes, labels: systemLabels(system) });
    new MemberAccess(this, 'access', system);
    new BootstrapInputs(this, 'bootstrap', system, seat);
    new NetworkPolicies(this, 'network', system, seat);
    if (seat.tls) new PeerCertificate(this, 'certificate', system, seat, seat.tls);
    if (seat.tls?.authorities) new PeerTrust(this, 'trust', system, seat, seat.tls.authorities);
    new PeerService(this, 'peers', system, seat);
    if (seat.serves) new ClientService(this, 'clients', system, seat);
    if (system.clientList) new EndpointList(this, 'endpoints', system, system.clientList);
    if (seat.exported.length + seat.routed.length > 0) new CrossClusterGateway(this, 'gateway', system, seat);
    new MemberDisruptionBudget(this, 'budget', system, seat);
    new FailoverRecords(this, 'records', system, seat);
    new DelegatedNameObjects(this, 'delegation', system, seat);
    if (seat.operations) new MembershipJobs(this, 'membership', system, seat, seat.operations);
    if (seat.guard) new VolumeGuard(this, 'volumes', system, seat, seat.guard);
    if (seat.volume.claims.length > 0) new GrownClaims(this, 'claims', system, seat);
    new RaftMembers(this, 'members', system, seat);
    if (seat.mirror) new Mirror(this, 'mirror', system, seat, seat.mirror);
    for (const join of seat.joins) new LearnerJoin(this, `join-${join.learner}`, system, seat, join);
    const { balancer, exposure, host } = system;
    const place = balancer?.sites.find(({ cluster: { name } }) => name === cluster.name);
    if (balancer && place) new LoadBalancer(this, 'balancer', system, balancer, place);
    if (seat.serves && host !== undefined && exposure?.kind === 'ingress' && cluster.ingress) {
      new ClientIngress(this, 'ingress', system, seat, { host, exposure, ingress: cluster.ingress });
    }
    if (seat.serves && exposure?.kind === 'gateway' && cluster.gateway) {
      new ClientRoute(this, 'route', system, seat, { host, exposure, gateway: cluster.gateway });
    }
  }
}
