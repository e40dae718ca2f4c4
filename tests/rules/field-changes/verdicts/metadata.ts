import { verdicts } from '../verdict';

/** What is the same in objects of all kinds. First the exceptions. */
export const metadata = verdicts(`
  (peer Service|client Service): metadata.(annotations|labels): gone => names/published
  $members: metadata.annotations: gone => argo/confirm
  learners: metadata.annotations['argocd.argoproj.io/sync-wave']: * => argo/waits-forever
  join job: metadata.annotations* => argo/waits-forever
  (peer Service|client Service): metadata.annotations['external-dns*: * => names/published
  *: metadata.labels['georaft.io/dns-scope']: * => names/published dns/scope
  (global record|local record): metadata.labels: gone => dns/scope
  $members: metadata.annotations['georaft.io/*: * => state/one-active
  (voters|namespace): metadata.annotations['argocd.argoproj.io/sync-options']: gone => argo/confirm
  (voters|namespace): metadata.annotations['argocd.argoproj.io/sync-options']: -> (Prune|Delete)=confirm => argo/confirm
  voters: spec.volumeClaimTemplates[0].metadata.annotations['argocd.argoproj.io/sync-options']: (gone|-> Prune=confirm|-> Delete=confirm) => argo/confirm
  (global record|local record): metadata.annotations['argocd.argoproj.io/sync-options']: * => harmless: the definition of DNSEndpoint is in no Application of the output, and the sync is tried again until it is there
  namespace: metadata.annotations: gone => argo/confirm
  namespace: metadata.labels: gone => pod-security/namespace
  namespace: metadata.annotations['argocd.argoproj.io/sync-wave']: gone => argo/wave-order
  namespace: metadata.labels['pod-security*: * => pod-security/namespace pod-security/namespace<versions/pod-security-version
  ingress: metadata.annotations(|['argocd.argoproj.io/sync-wave']): * => harmless: it is after the members or beside them, and nothing waits for it
  $applications: metadata.annotations*: * => argo/options
  *: metadata.annotations['argocd.argoproj.io/sync-wave']: * => harmless: it is still before what needs it, and in one wave Argo CD goes by the kind
  *: metadata.annotations: gone => harmless: it had nothing but its wave, and the kind orders it too
  *: metadata.labels: gone => harmless: nothing selects the object itself by them
  *: metadata.labels['app.kubernetes.io/*: * => harmless: nothing selects the object itself by them
  application set: spec.template.metadata.annotations*: * => argo/options
  *: apiVersion: * => versions/kind versions/custom argo/application argo/project
  $members: kind: * => membership/missing-members<versions/kind
  $bootstrap: kind: * => bootstrap/inputs<versions/kind
  budget: kind: * => disruption/coverage<versions/kind
  default deny: kind: * => network/default-deny<versions/kind
  certificate: kind: * => tls/certificate
  (global record|local record): kind: * => dns/missing-record
  namespace: kind: * => output/missing-namespace<versions/kind
  $applications: kind: * => argo/application
  project: kind: * => argo/project
  *: kind: * => versions/kind
  *: metadata.name: gone => api/name argo/application argo/project argo/template-name
  *: metadata: gone => api/name argo/application argo/project argo/template-name
  $applications: metadata.namespace: * => argo/application
  project: metadata.namespace: * => argo/project
  *: metadata.namespace: * => output/namespace
  $members: metadata.name: -> * => membership/missing-members
  peer Service: metadata.name: -> * => names/governing-service
  client Service*: metadata.name: -> * => names/client-service
  $bootstrap: metadata.name: -> * => bootstrap/inputs
  namespace: metadata.name: -> * => output/missing-namespace
  account: metadata.name: -> * => pod-security/service-account
  (role|ExternalDNS role): metadata.name: -> * => rbac/subjects
  join job: metadata.name: -> * => membership/join
  mirror: metadata.name: -> * => state/mirror
  ExternalDNS account: metadata.name: -> * => pod-security/service-account
  project: metadata.name: -> * => argo/project
  *: metadata.name: -> * => harmless: nothing refers to it by its name
`);
