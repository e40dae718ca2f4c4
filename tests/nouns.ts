/**
 * What users describe a fleet with, each from its own module. A test of plans loads no more of the package than it needs: `lib` itself
 * loads every rule and everything that renders, which takes as long as most of these tests.
 */
export { DnsProvider } from '../lib/dns/dns-provider';
export { Access } from '../lib/domain/access';
export { PartialFailure, Sessions } from '../lib/domain/client-terms';
export { Cluster } from '../lib/domain/cluster';
export { Delivery } from '../lib/domain/delivery';
export { PeerDiscovery } from '../lib/domain/discovery';
export { Dns, DnsCapabilities } from '../lib/domain/dns';
export { Exposure } from '../lib/domain/exposure';
export { Fleet } from '../lib/domain/fleet';
export { HealthChecks, HealthRequest } from '../lib/domain/health-checks';
export { Survive } from '../lib/domain/objectives';
export { OnCall } from '../lib/domain/on-call';
export { OperatingState } from '../lib/domain/operating-state';
export { PeerTls } from '../lib/domain/peer-tls';
export { RoundTrips } from '../lib/domain/round-trips';
export { TerraformSettings } from '../lib/domain/terraform-settings';
export { Seat, Standby, Topology } from '../lib/domain/topology';
export { Traffic } from '../lib/domain/traffic';
export { RaftEngine } from '../lib/engines/raft-engine';
export { GatewayImplementation } from '../lib/gateways/gateway-implementation';
export { Network } from '../lib/networks/network';
