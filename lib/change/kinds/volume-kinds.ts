import { line } from '../kind-text';

const claims = "Kubernetes API server: updates to a StatefulSet's volumeClaimTemplates are forbidden.";
const scheme =
  'etcd documentation, "Clustering": the peer URL is kept in the group; --initial-advertise-peer-urls is ignored once there is data.';
const certificates = 'RFC 6125; etcd documentation, "Transport security model".';

/** Changes to volumes and to certificates. */
export const volumeKinds = {
  'storage.grown': line(
    'Volumes grow',
    ['needs-somebody', 'needs-somebody'],
    'A claim template cannot change, so the sync stops at the StatefulSet.',
    'Grow the claims, then delete the StatefulSet but keep its pods. The next sync creates it again and adopts them.',
    claims,
    'kubectl -n {namespace} patch pvc CLAIM -p \'{"spec":{"resources":{"requests":{"storage":"SIZE"}}}}\'',
    'kubectl -n {namespace} delete statefulset {set} --cascade=orphan',
  ),
  'storage.grown-in-steps': line(
    'Volumes grow that the ledger has',
    ['safe', 'in-steps'],
    'The claim template stays as it is; the claims of each cluster grow where they are, if their class lets them.',
    'See that the class allows expansion, and go on step by step.',
    'Kubernetes documentation, "Expanding Persistent Volumes Claims": allowVolumeExpansion.',
    'kubectl get storageclass',
    'georaft step {system}',
  ),
  'storage.claims': line(
    'Claims of members are named with a size of their own, or are not any more',
    ['safe', 'safe'],
    'One that is there grows, if its class lets it; one that is named no more stays with its data.',
    '',
    'Argo CD documentation, "Sync Options": Prune=false.',
  ),
  'storage.shrunk': line(
    'Volumes shrink',
    ['needs-somebody', 'never'],
    'No volume can shrink.',
    'Keep {before}, or replace the members, one at a time, with members on smaller volumes.',
    'Kubernetes documentation, "Expanding Persistent Volumes Claims".',
  ),
  'storage.data-path': line(
    'The path at which volumes of members are mounted',
    ['safe', 'never'],
    'Each member starts empty, under a name that the group already knows.',
    'Keep {before}.',
    'etcd issue 11410.',
  ),
  'storage.claim': line(
    'The name or the kind of the volumes of members',
    ['needs-somebody', 'never'],
    'Each member starts on a new, empty volume.',
    'Keep the claim template.',
    claims,
  ),
  'storage.retention': line(
    'Volumes are deleted with their members',
    ['never', 'never'],
    'The data is deleted when the StatefulSet shrinks or is deleted.',
    "Keep 'Retain'.",
    'Kubernetes KEP 1847.',
  ),
  'storage.unconfirmed': line(
    'Argo CD may remove data without asking',
    ['never', 'never'],
    'An object that holds data is deleted as soon as a commit no longer has it.',
    "Keep 'Prune=confirm,Delete=confirm'.",
    'Argo CD documentation, "Sync Options".',
  ),
  'tls.on': line(
    'Peers start to use TLS',
    ['safe', 'never'],
    'The group keeps the old peer addresses and nobody connects to the new ones, so it stops with its last member without TLS.',
    'Record its members first; steps lead on where jobs change the membership.',
    scheme,
    'georaft step {system}',
  ),
  'tls.off': line(
    'Peers stop using TLS',
    ['safe', 'never'],
    'The group keeps the old peer addresses, so nobody connects to the new ones.',
    'Record its members first; steps lead on where jobs change the membership.',
    scheme,
    'georaft step {system}',
  ),
  'tls.issuer': line(
    'The issuer of peer certificates',
    ['safe', 'never'],
    'Members that trust one authority refuse certificates of the other.',
    "Give the authorities of both issuers as 'authorities' of 'peerTls' first, then the issuer.",
    'etcd documentation, "Transport security model".',
  ),
  'tls.in-steps': line(
    'TLS between peers, who issues their certificates or whom they trust',
    ['safe', 'in-steps'],
    'Members with and without TLS, or of two authorities, do not understand each other.',
    'Go on step by step: all can connect both ways before anybody stops with the old one.',
    scheme,
    'georaft step {system}',
  ),
  'tls.names-lost': line(
    'A certificate loses the name of a member',
    ['safe', 'never'],
    'Peers refuse the member under that name as soon as the certificate is renewed.',
    'Keep the name until no member has it.',
    certificates,
  ),
  'tls.names': line('A certificate gets more names', ['safe', 'safe'], 'The old names stay valid.', '', certificates),
  'tls.certificate': line(
    'The lifetime, key or usage of a certificate',
    ['safe', 'needs-somebody'],
    'cert-manager issues a new certificate, which members read by themselves or at their next start.',
    'Check that the new certificate is ready before the old one expires.',
    'cert-manager documentation, "Certificate".',
    'kubectl -n {namespace} get certificate',
  ),
  'tls.certificate-gone': line(
    'A certificate is removed',
    ['safe', 'never'],
    'Its Secret is no longer renewed, and members fail when the certificate expires.',
    'Keep it while peers use TLS.',
    'cert-manager documentation, "Certificate".',
  ),
} as const;
