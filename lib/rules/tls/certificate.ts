import { peerCertificates } from '../../manifests/security/certificates';
import { unitRule } from '../rule';
import { absent } from '../subject';

/** Members with TLS have a certificate in each cluster. */
export const peerCertificate = unitRule(
  {
    name: 'tls/certificate',
    severity: 'error',
    demands: 'If peers use TLS, each cluster with members has a Certificate for them.',
    why: 'Without it cert-manager does not create the Secret that the members mount, and their pods never start.',
    source:
      'cert-manager documentation, "Certificate resource"; Kubernetes documentation, "Secrets": a pod does not start before its Secret exists.',
  },
  unit =>
    peerCertificates(unit)
      .filter(({ certificates }) => certificates.length === 0)
      .map(({ part: { at, system, cluster } }) => ({
        at,
        about: [absent({ unit: system.name, cluster: cluster.cluster }, 'Certificate')],
        problem: `peers use TLS, and namespace ${system.namespace} has no Certificate`,
        fix: 'add the Certificate of its members',
      })),
);
