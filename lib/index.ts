export type { AcceptedFinding } from './check/acknowledge';
export type { AzureProps } from './dns/azure';
export type { CloudflareProps } from './dns/cloudflare';
export type { CoreDnsProps } from './dns/core-dns';
export { DnsProvider } from './dns/dns-provider';
export type { GoogleProps } from './dns/google';
export type { K8gbProps } from './dns/k8gb';
export type { PlainProps } from './dns/plain';
export type { PowerDnsProps } from './dns/power-dns';
export type { Rfc2136Props } from './dns/rfc2136';
export type { Route53Props } from './dns/route53';
export type { Route53Terraform } from './dns/route53-terraform';
export type { WebhookProps } from './dns/webhook';
export type {
  ClientListAccess,
  ClientName,
  DnsAccess,
  GatewayAccess,
  InternalAccess,
  LoadBalancerAccess,
  LoadBalancerChecks,
  LoadBalancerSite,
} from './domain/access';
export { Access } from './domain/access';
export { Acknowledgement } from './domain/acknowledgement';
export { type ClientRequirements, type Failback, PartialFailure, Sessions, type Shadow } from './domain/client-terms';
export type { ApiServer, ClusterFacts, ClusterGateway, IngressController } from './domain/cluster';
export { Cluster } from './domain/cluster';
export type { ArgoCdDelivery, ArgoCdMode } from './domain/delivery';
export { Delivery } from './domain/delivery';
export { PeerDiscovery } from './domain/discovery';
export type {
  AnswerSelection,
  CheckDescription,
  ComputedAnswer,
  DelegatedName,
  DelegatedZone,
  DelegationStrategy,
  DnsProvider as DnsProviderStrategy,
  DnsProviderConfig,
  DnsProviderContext,
  DnsScope,
  NameFence,
  ProviderProperty,
  RecordDescription,
  TerraformPart,
  TerraformResource,
} from './domain/dns';
export { Dns, DnsCapabilities } from './domain/dns';
export type {
  DisruptiveServers,
  EngineConfig,
  EngineContext,
  EngineMembership,
  EnginePort,
  EngineShutdown,
  EngineStanding,
  EngineTask,
  EnvironmentVariable,
  MembershipAction,
  MembershipContext,
  PeerAddress,
  ProbeHandler,
  RaftEngine as RaftEngineStrategy,
  RaftTiming,
  ReadinessClass,
  Resources,
  StandingContext,
} from './domain/engine';
export type { GatewayListener, RouteKind } from './domain/exposure';
export { Exposure } from './domain/exposure';
export type { Location, Severity } from './domain/finding';
export { Finding } from './domain/finding';
export { Fleet } from './domain/fleet';
export type {
  GatewayBackend,
  GatewayCapabilities,
  GatewayContext,
  GatewayImplementation as GatewayImplementationStrategy,
  GatewayRefusal,
  OutlierDetection,
} from './domain/gateway';
export type { GatewayRoute as GatewayRouteObject, RouteBackend, RouteDescription } from './domain/gateway-route';
export type { CheckTiming } from './domain/health-checks';
export { HealthChecks, HealthRequest } from './domain/health-checks';
export type { KubernetesObject, Metadata } from './domain/kubernetes-object';
export type { NegativeCaching } from './domain/negative-caching';
export type { Network as NetworkStrategy, NetworkConfig } from './domain/network';
export { Objectives, Survive } from './domain/objectives';
export { OnCall } from './domain/on-call';
export {
  type CertificateLedger,
  type ClaimLedger,
  type GroupLedger,
  type LedgerMember,
  type NameLedger,
  type NetworkLedger,
  OperatingState,
  type TemplateLedger,
} from './domain/operating-state';
export { type CertManagerTls, PeerTls, type PeerTlsMode } from './domain/peer-tls';
export type { Operations, RaftSystem } from './domain/raft-system';
export type { RecordRoute, RoutingPolicy } from './domain/record-route';
export type { RoundTrip } from './domain/round-trips';
export { RoundTrips } from './domain/round-trips';
export type { Subject } from './domain/subject';
export type { TerraformBackend } from './domain/terraform-settings';
export { TerraformSettings } from './domain/terraform-settings';
export type { ActiveActive, ActiveStandby } from './domain/topology';
export { type Backup, Seat, Standby, Topology } from './domain/topology';
export type { GeoLocation } from './domain/traffic';
export { Traffic } from './domain/traffic';
export type { Validated } from './domain/validated';
export type { EtcdProps } from './engines/etcd';
export type { GenericProps, PeerVariables } from './engines/generic';
export { RaftEngine } from './engines/raft-engine';
export type { GatewayApiProps } from './gateways/gateway-api';
export { GatewayImplementation } from './gateways/gateway-implementation';
export { GatewayRoute } from './gateways/gateway-route';
export type { IstioProps } from './gateways/istio';
export { ExternalDns, type ExternalDnsProps } from './kubernetes/external-dns';
export { Manifest } from './kubernetes/manifest';
export { RestrictedNamespace, type RestrictedNamespaceProps } from './kubernetes/restricted-namespace';
export type { SystemChart } from './kubernetes/system-chart';
export type { RenderedRecord, RenderedSeat, RenderedSystem, UnitPlan } from './kubernetes/unit-plan';
export { ZoneDelegations, type ZoneDelegationsProps } from './kubernetes/zone-delegations';
export { Network } from './networks/network';
export type { OutagePlan } from './plan/model/outage-plan';
export type { PublicationPlan } from './plan/model/publication-plan';
export type { SurvivalPlan } from './plan/model/survival-plan';
export type { FleetPlan, GroupPlan, Member, PoolPlan, RecordPlan, SeatPlan, SeatRole, SystemPlan } from './plan/model/system-plan';
export { FleetApp, type FleetAppProps, type SynthesisResult } from './synth/fleet-app';
export type { ClusterScope, FleetScope } from './synth/fleet-scope';
export { GeoRaft, type GeoRaftProps } from './synth/geo-raft';
