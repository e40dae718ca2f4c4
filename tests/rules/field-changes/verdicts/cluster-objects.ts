import { verdicts } from '../verdict';

/** Services, records, policies, budgets, certificates and accounts. */
export const clusterObjects = verdicts(`
  (peer Service|client Service*): spec: gone => names/service-ports names/service-ports<api/service
  client Service: spec.ports: one more => names/target-port names/service-ports
  $services: spec.ports: one more => names/target-port
  $services: spec.ports[*].protocol: gone => harmless: TCP is what the server sets
  $services: spec.ports[*].protocol: -> UDP => names/target-port
  $services: spec.ports[*].targetPort: gone => harmless: the number of the Service is that of the container
  $services: spec.ports[*].targetPort: -> * => names/target-port
  $services: spec.ports[*].port: gone => api/required
  $services: spec.ports*: * => names/service-ports names/service-ports<api/duplicate names/service-ports<api/service
  peer Service: spec.clusterIP: * => names/governing-service
  peer Service: spec.publishNotReadyAddresses: * => names/not-ready
  peer Service: spec.type: gone => harmless: ClusterIP is what the server sets
  peer Service: spec.type: -> NodePort => names/governing-service names/governing-service<api/service
  (peer Service|peer Service of ledger|client Service of ledger): spec.selector['app.kubernetes.io/name']: gone => harmless: the namespace has no other voters
  peer Service*: spec.selector*: * => names/governing-service
  client Service*: spec.selector*: * => names/client-ready names/dangling-service

  $bootstrap: data: gone => bootstrap/inputs
  $bootstrap: data.*: gone => bootstrap/inputs
  $bootstrap: data['*: gone => bootstrap/inputs membership/peers-file
  $bootstrap: data['peers.json']: -> * => membership/peers-file membership/peers-file<membership/peer-list
  $bootstrap: data.RAFT_EXPECTED_VOTERS: * => membership/expected-voters
  $bootstrap: data.RAFT_PEERS: * => membership/peer-list
  $bootstrap: data.ETCD_INITIAL_CLUSTER: * => membership/peer-list
  $bootstrap: data.ETCD_INITIAL_CLUSTER_STATE: * => bootstrap/state
  $bootstrap: data.ETCD_INITIAL_CLUSTER_TOKEN: * => bootstrap/token

  (budget|budget of ledger): spec.selector.matchLabels['app.kubernetes.io/name']: gone => harmless: the namespace has no other voters
  budget: spec.selector.matchLabels(|['app.kubernetes.io/component']): gone => harmless: the namespace has no pods but the members
  budget*: spec(|.selector*): * => disruption/coverage
  budget: spec.maxUnavailable: -> 2 => disruption/budget
  budget: spec.maxUnavailable: * => disruption/share
  budget: spec.unhealthyPodEvictionPolicy: gone => harmless: IfHealthyBudget is what the server does
  budget: spec.unhealthyPodEvictionPolicy: -> AlwaysAllow => disruption/unhealthy

  default deny: spec.podSelector: gone => harmless: an empty one is what the server sets, and it selects all pods
  default deny: spec.policyTypes: one more => api/network-policy
  default deny: spec*: * => network/default-deny
  (policy of voters: spec.egress[3]|policy of learners: spec.egress[2]|policy of the join job: spec.egress[1]).ports[1].protocol: gone => network/missing-edge
  $policy: spec.(egress|ingress)*.protocol: gone => harmless: TCP is what the server sets
  $policy: spec*: * => network/missing-edge network/extra-edge network/missing-edge<api/network-policy network/missing-edge<api/required

  (global record|local record): spec(|.endpoints|.endpoints[0]): gone => dns/missing-record
  (global record|local record): spec.endpoints[0].(dnsName|recordType|setIdentifier): * => dns/missing-record dns/record dns/missing-record<dns/record-target dns/missing-record<dns/routing-value
  (global record|local record): spec*: * => dns/record dns/record<dns/primary-check dns/record<dns/record-target dns/record<dns/routing-value

  certificate: spec: gone => tls/names tls/names<tls/key
  certificate: spec.dnsNames*: * => tls/names
  certificate: spec.(duration|renewBefore): gone => harmless: cert-manager's own are 90 days, and a third of them
  certificate: spec.duration: -> 4320h0m0s => harmless: half a year, renewed a month before its end
  certificate: spec.renewBefore: -> 1440h0m0s => harmless: it is renewed after one month instead of two
  certificate: spec.(duration|renewBefore): -> 1h0m0s => tls/lifetime
  certificate: spec.issuerRef.group: gone => harmless: cert-manager.io is what cert-manager takes
  certificate: spec.issuerRef*: * => tls/trust
  certificate: spec.privateKey.size: gone => harmless: 256 is what cert-manager takes for ECDSA
  certificate: spec.privateKey*: * => tls/key
  certificate: spec.secretName: * => tls/mount
  certificate: spec.usages[0]: gone => harmless: without a key usage a certificate is not limited to one
  certificate: spec.usages*: * => tls/usages
  (account|account of whitewater): automountServiceAccountToken: * => harmless: the pods say it themselves

  ingress: spec(|.rules|.rules[0]): gone => names/ingress-host names/ingress-host<api/ingress
  ingress: spec.rules: one more => names/ingress-backend
  ingress: spec.(ingressClassName|rules[0].host): * => names/ingress-host
  ingress: spec.rules[0].http.paths[0].path: gone => api/ingress
  ingress: spec.rules[0].http(|.paths|.paths[0]|.paths[0].path*): * => names/ingress-paths names/ingress-paths<api/required names/ingress-paths<names/ingress-backend names/ingress-paths<names/ingress-host
  ingress: spec.rules[0].http.paths[0].backend(|.service): gone => api/ingress
  ingress: spec.rules[0].http.paths[0].backend.service*: * => names/ingress-backend names/ingress-backend<api/ingress names/ingress-backend<api/required

  role: rules[0].(apiGroups|resources): one more => harmless: the API has no such resource
  role: rules(|[0].verbs): one more => rbac/read-only
  role: rules*: * => rbac/discovery rbac/discovery<api/required rbac/discovery<api/role rbac/discovery<rbac/read-only
  role binding: roleRef.apiGroup: gone => harmless: the server sets it
  (role binding|ExternalDNS binding): roleRef.apiGroup: -> * => api/role
  role binding: roleRef.kind: -> * => api/role
  role binding: subjects: one more => rbac/subjects
  role binding: (roleRef*|subjects*): * => rbac/subjects rbac/discovery rbac/discovery<api/required rbac/discovery<api/role rbac/subjects<api/required
`);
