import { peerCertificates } from '../../manifests/security/certificates';
import { unitRule } from '../rule';
import { absent } from '../subject';

/** Members that speak TLS have a certificate in each cluster. */
export const peerCertificate = unitRule(
  {
    name: 'tls/certificate',
    severity: 'error',
    demands: 'Where peers speak TLS, each cluster with members has a Certificate for them.',
    why: 'Without it nobody makes the Secret that the members mount, and their pods wait for it for ever.',
    source:
      'cert-manager documentation, "Certificate resource"; Kubernetes documentation, "Secrets": a pod does not start before its Secret is there.',
  },
  unit =>
    peerCertificates(unit)
      .filter(({ certificates }) => certificates.length === 0)
      .map(({ part: { at, system, cluster } }) => ({
        at,
        about: [absent({ unit: system.name, cluster: cluster.cluster }, 'Certificate')],
        problem: `peers speak TLS, and namespace ${system.namespace} has no Certificate`,
        fix: 'add the Certificate of its members',
      })),
);
