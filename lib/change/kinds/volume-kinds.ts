import { line } from '../kind-text';

const claims = "Kubernetes API server: updates to a StatefulSet's volumeClaimTemplates are forbidden.";
const scheme =
  'etcd documentation, "Clustering": the peer URL is kept in the group; --initial-advertise-peer-urls is ignored once there is data.';
const certificates = 'RFC 6125; etcd documentation, "Transport security model".';

/** Changes of volumes and of certificates. */
export const volumeKinds = {
  'storage.grown': line(
    'Volumes grow',
    ['needs-somebody', 'needs-somebody'],
    'A claim template cannot change, so that the sync stops at the StatefulSet.',
    'Grow the claims, then delete the StatefulSet without its pods; the next sync makes it anew around them.',
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
    'Keep {before}; else replace the members by ones with smaller volumes, one at a time.',
    'Kubernetes documentation, "Expanding Persistent Volumes Claims".',
  ),
  'storage.data-path': line(
    'Where the volume of a member is mounted',
    ['safe', 'never'],
    'Each member starts empty, under the name of one that the group knows.',
    'Keep {before}.',
    'etcd issue 11410.',
  ),
  'storage.claim': line(
    'The name or the kind of the volumes of members',
    ['needs-somebody', 'never'],
    'Each member starts on a new, empty volume.',
    'Keep it as it was.',
    claims,
  ),
  'storage.retention': line(
    'Volumes are deleted with their members',
    ['never', 'never'],
    'A StatefulSet that shrinks or goes takes the data along.',
    "Keep 'Retain'.",
    'Kubernetes KEP 1847.',
  ),
  'storage.unconfirmed': line(
    'Argo CD may remove data without asking',
    ['never', 'never'],
    'An object that holds data is removed as soon as a commit lacks it.',
    "Keep 'Prune=confirm,Delete=confirm'.",
    'Argo CD documentation, "Sync Options".',
  ),
  'tls.on': line(
    'Peers begin to speak TLS',
    ['safe', 'never'],
    'The group keeps the old addresses of peers, and nobody dials the new ones: it stops when the last plain member goes.',
    'Tell the group the new address of each member, one at a time, before it restarts.',
    scheme,
    'etcdctl member update ID --peer-urls=https://MEMBER:2380',
  ),
  'tls.off': line(
    'Peers stop speaking TLS',
    ['safe', 'never'],
    'The group keeps the old addresses of peers, so that nobody dials the new ones.',
    'Tell the group the new address of each member, one at a time, before it restarts.',
    scheme,
    'etcdctl member update ID --peer-urls=http://MEMBER:2380',
  ),
  'tls.issuer': line(
    'Who signs the certificates of peers',
    ['safe', 'in-steps'],
    'Members that trust one authority refuse those of the other.',
    'Trust both, renew the certificates of all members, and take the old authority away.',
    'etcd documentation, "Transport security model".',
    'georaft step {system}',
  ),
  'tls.names-lost': line(
    'A certificate loses the name of a member',
    ['safe', 'never'],
    'Peers refuse the member under that name as soon as the certificate is renewed.',
    'Keep the name until no member has it.',
    certificates,
  ),
  'tls.names': line('A certificate gets names', ['safe', 'safe'], 'It is good for what it was good for.', '', certificates),
  'tls.certificate': line(
    'Lifetime, key or use of a certificate',
    ['safe', 'needs-somebody'],
    'cert-manager makes a new certificate, which members read at their next start or by themselves.',
    'See that the new one is ready before the old one ends.',
    'cert-manager documentation, "Certificate".',
    'kubectl -n {namespace} get certificate',
  ),
  'tls.certificate-gone': line(
    'A certificate goes',
    ['safe', 'never'],
    'Its Secret is not renewed, and members fail when it ends.',
    'Keep it while peers speak TLS.',
    'cert-manager documentation, "Certificate".',
  ),
} as const;
