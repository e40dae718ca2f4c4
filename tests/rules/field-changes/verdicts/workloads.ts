import { verdicts } from '../verdict';

/** What runs beside the members: the mirror, the joining job, ExternalDNS. What they have in common is said once. */
export const workloads = verdicts(`
  join job: spec: gone => api/required
  join job: spec.backoffLimit: gone => argo/job-gives-up
  join job: spec.backoffLimit: -> * => harmless: one attempt more or less of a thousand
  join job: spec.template(|.spec): gone => api/required
  join job: spec.template.metadata.labels['app.kubernetes.io/managed-by']: * => harmless: nothing selects by it
  join job: spec.template.metadata*: * => network/part-label
  join job: $pod.restartPolicy: -> Never => harmless: the next attempt is another pod
  join job: $pod.restartPolicy: gone => api/pod
  join job: $container.args[--endpoints]: (-> *2378|-> *2380) => membership/join
  join job: $container.args[--endpoints]: -> --endpoints=http://journal-(0*journal-1|1*journal-2).frankfurt.journal.example.test:2379 => harmless: any voter can be asked
  join job: $container.args[--peer-urls]: -> --peer-urls=https:* => tls/agreement
  join job: $container.args*: * => membership/join

  mirror: spec: gone => api/required
  mirror: spec.replicas: gone => harmless: one is what the server sets, and what the plan has
  mirror: spec.replicas: -> * => state/mirror
  (mirror|ExternalDNS local): spec.selector.matchLabels['*: gone => harmless: it still selects its own pods, and a ReplicaSet takes those of its own template only
  (mirror|$dns): spec.selector: gone => api/required
  (mirror|$dns): spec.selector*: * => api/selector
  mirror: spec.strategy*: * => state/mirror
  mirror: spec.template: gone => api/required
  mirror: $pod: gone => api/required
  (mirror|$dns): spec.template.metadata.labels['app.kubernetes.io/managed-by']: * => harmless: nothing selects by it
  (mirror|$dns): spec.template.metadata*: * => api/selector
  mirror: $container.args[--endpoints]: -> --endpoints=http://ledger-(0*ledger-1|1*ledger-2).frankfurt.ledger.example.test:2379 => harmless: any member of the source can be read
  mirror: $container.args*: * => state/mirror

  ExternalDNS local: spec(|.template|.template.spec): gone => api/required dns/instance
  $dns: $container.args: gone => dns/instance
  ExternalDNS local: $container.args: one more => harmless: nothing of the other source is labelled for it
  ExternalDNS global: $container.args: one more => rbac/external-dns
  $dns: $container.args[--source=*]: * => dns/instance rbac/external-dns
  ExternalDNS local: $container.args[--service-type-filter=ClusterIP]: * => dns/instance
  ExternalDNS local: $container.args[--service-type-filter=LoadBalancer]: * => harmless: no system of the example is behind a load balancer
  $dns: $container.args[--domain-filter]: gone => harmless: its label and its owner limit it to its own records
  $dns: $container.args[--domain-filter]: -> * => dns/instance
  $dns: $container.args[--managed-record-types=AAAA]: * => harmless: the fleet has no such addresses
  ExternalDNS local: $container.args[--managed-record-types=CNAME]: * => harmless: no cluster's own name is an alias
  ExternalDNS global: $container.args[--managed-record-types=A]: * => harmless: the shared names are aliases
  $dns: $container.args[--managed-record-types=*]: * => dns/instance
  $dns: $container.args[--provider]: gone => dns/instance dns/registry
  $dns: $container.args[--provider]: -> * => dns/registry
  $dns: $container.args[--registry]: gone => harmless: txt is its own default
  $dns: $container.args[--registry]: -> *noop => dns/registry
  $dns: $container.args[--txt-owner-id]: -> * => harmless: it is still no other cluster's, and shared names have one writer; that records have another owner is for who changes a fleet that runs
  $dns: $container.args[--txt-owner-id]: * => dns/single-writer dns/owner-id
  ExternalDNS local: $container.args[--policy]: * => harmless: sync is its own default, and upsert-only leaves names of members that are gone, which nobody asks
  ExternalDNS global: $container.args[--policy]: * => dns/instance
  $dns: $container.args[--interval]: gone => harmless: a minute is its own default
  $dns: $container.args[--interval]: -> * => dns/interval
  $dns: $container.args[--(events|listen-endpoint-events)]: * => harmless: what a failover takes is computed without them
  $dns: $container.args[--label-filter]: * => dns/instance
  ExternalDNS local: $container.image: -> *1 => harmless: a later patch of the same version
  ExternalDNS local: $container.image: -> *:latest => images/floating-tag
  ExternalDNS local: $container.livenessProbe(|.failureThreshold|.periodSeconds|.timeoutSeconds): * => harmless: it is restarted some seconds later, or when it ends
  ExternalDNS local: $container.readinessProbe(|.periodSeconds|.timeoutSeconds): * => harmless: no Service leads to it
  ExternalDNS local: $container.*Probe.httpGet: gone => api/probe
  ExternalDNS local: $container.*Probe.httpGet.path: -> /metrics => harmless: it answers there, too
  ExternalDNS local: $container.*Probe.httpGet.port: gone => api/required
  ExternalDNS local: $container.*Probe*: * => probes/external-dns
  ExternalDNS local: $container.ports: one more => harmless: another number is told, and nobody asks for it
  ExternalDNS local: $container.ports[http].protocol: * => harmless: a probe finds the port by its name, and connects over TCP
  ExternalDNS local: $container.ports[http].containerPort: gone => api/required
  ExternalDNS local: $container.ports*: * => probes/external-dns
  ExternalDNS local: $pod.securityContext.(runAsUser|runAsGroup|fsGroup): * => harmless: it has no files, and its image is of a user that is not root
  ExternalDNS role: rules[(0|2|3)].verbs: one more => rbac/read-only
  ExternalDNS role: rules: one more => rbac/read-only
  ExternalDNS role: rules[1].verbs: one more => harmless: it may read what it may write
  ExternalDNS role: rules[1].(apiGroups|resources): one more => rbac/read-only
  ExternalDNS role: rules[*].(apiGroups|resources): one more => harmless: the API has no such resource
  ExternalDNS role: rules*: * => rbac/external-dns rbac/read-only rbac/external-dns<api/required rbac/external-dns<api/role
  ExternalDNS binding: roleRef.apiGroup: gone => harmless: the server sets it
  ExternalDNS binding: subjects: one more => harmless: an account of another namespace that may read records
  ExternalDNS binding: (roleRef|subjects)*: * => rbac/external-dns rbac/subjects api/role rbac/external-dns<api/required

  $beside: $pod.automountServiceAccountToken: gone => harmless: the account says the same
  $beside: $pod.automountServiceAccountToken: -> true => pod-security/token
  $beside: $pod.containers(|[*]): gone => api/required
  $beside: $pod.containers: one more => images/floating-tag
  $beside: $container.command*: * => bootstrap/command membership/join state/mirror
  $beside: $container.image: gone => api/container
  $beside: $container.image: * => images/same-version images/floating-tag
  $beside: $container.imagePullPolicy: * => harmless: it has no vote that is missed while it waits for the registry
  $beside: $container.name: -> * => harmless: nothing refers to it by its name
  $beside: $container.name: gone => api/required
  $beside: $container.resources(|.limits|.limits.memory): gone => resources/limit
  $beside: $container.resources.limits.memory: -> 1Mi => api/resources
  $beside: $container.resources.requests.memory: -> 256Mi => api/resources
  $beside: $container.resources*: * => harmless: it has no vote that is missed while it waits for a processor or is restarted
  $beside: $container.securityContext.capabilities.drop: one more => harmless: all of them are dropped
  $beside: $container.securityContext*: * => pod-security/restricted pod-security/read-only-root
  $beside: $pod.enableServiceLinks: * => pod-security/service-links
  $beside: $pod.securityContext: gone => pod-security/restricted
  (join job|mirror): $pod.securityContext.runAsUser: gone => pod-security/user
  $beside: $pod.securityContext.(runAs(User|Group)|fsGroup*): * => harmless: it has no files
  $beside: $pod.securityContext*: * => pod-security/restricted pod-security/restricted<api/required
  $beside: $pod.serviceAccountName: * => pod-security/service-account rbac/external-dns
`);
