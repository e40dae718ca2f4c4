import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Access } from '../domain/access';
import type { Dns } from '../domain/dns';
import type { SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { BootstrapInputs } from './bootstrap-inputs';
import { ClientIngress } from './client-ingress';
import { ClientRoute } from './client-route';
import { ClientService } from './client-service';
import { CrossClusterGateway } from './cross-cluster-gateway';
import { DelegatedNameObjects } from './delegated-name';
import { EndpointList } from './endpoint-list';
import { LearnerJoin, Mirror } from './engine-task';
import { FailoverRecords } from './failover-records';
import { systemLabels } from './labels';
import { LoadBalancer } from './load-balancer';
import { MemberAccess } from './member-access';
import { MemberDisruptionBudget } from './member-disruption-budget';
import { MembershipJobs } from './membership-jobs';
import { NetworkPolicies } from './network-policies';
import { PeerCertificate } from './peer-certificate';
import { PeerService } from './peer-service';
import { RaftMembers } from './raft-members';
import { RestrictedNamespace } from './restricted-namespace';
import { VolumeGuard } from './volume-guard';

/** Everything that one cluster applies for one system. */
export class SystemChart extends Chart {
  constructor(scope: Construct, plan: SystemPlan, seat: SeatPlan, dns: Dns) {
    super(scope, plan.name, { disableResourceNameHashes: true });
    const { peerTls, access } = plan.system;
    const { cluster } = seat;
    new RestrictedNamespace(this, 'namespace', { name: plan.namespace, kubernetes: cluster.kubernetes, labels: systemLabels(plan) });
    new MemberAccess(this, 'access', plan);
    new BootstrapInputs(this, 'bootstrap', plan, seat);
    new NetworkPolicies(this, 'network', plan, seat);
    if (peerTls?.kind === 'cert-manager') new PeerCertificate(this, 'certificate', plan, seat, peerTls);
    new PeerService(this, 'peers', plan, seat, dns);
    if (seat.serves) new ClientService(this, 'clients', plan, seat, dns);
    if (plan.clientList) new EndpointList(this, 'endpoints', plan, plan.clientList);
    if (plan.gateway && access.kind === 'gateway')
      new CrossClusterGateway(this, 'gateway', plan, seat, plan.gateway, access.implementation);
    new MemberDisruptionBudget(this, 'budget', plan, seat);
    new FailoverRecords(this, 'records', plan, cluster.name);
    new DelegatedNameObjects(this, 'delegation', plan, cluster.name, dns);
    if (seat.operations) new MembershipJobs(this, 'membership', plan, seat, seat.operations);
    if (seat.guard) new VolumeGuard(this, 'volumes', plan, seat, seat.guard);
    new RaftMembers(this, 'members', plan, seat);
    if (seat.mirror) new Mirror(this, 'mirror', plan, seat, seat.mirror);
    for (const join of seat.joins) new LearnerJoin(this, `join-${join.learner}`, plan, seat, join);
    const { balancer } = plan;
    const place = balancer?.sites.find(({ cluster: { name } }) => name === cluster.name);
    if (balancer && place) new LoadBalancer(this, 'balancer', plan, balancer, place);
    const exposure = Access.exposureOf(access);
    const host = Access.nameOf(access)?.host;
    if (seat.serves && host !== undefined && exposure?.kind === 'ingress' && cluster.ingress) {
      new ClientIngress(this, 'ingress', plan, seat, { host, exposure, ingress: cluster.ingress });
    }
    if (seat.serves && exposure?.kind === 'gateway' && cluster.gateway) {
      new ClientRoute(this, 'route', plan, seat, { host, exposure, gateway: cluster.gateway });
    }
  }
}
