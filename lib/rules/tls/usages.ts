import { peerCertificates } from '../../manifests/security/certificates';
import { listAt, valueAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { given } from '../subject';

/** The usages of cert-manager (KeyUsage of its API). */
const known = new Set([
  ...['signing', 'digital signature', 'content commitment', 'key encipherment', 'key agreement', 'data encipherment', 'cert sign'],
  ...['crl sign', 'encipher only', 'decipher only', 'any', 'server auth', 'client auth', 'code signing', 'email protection', 's/mime'],
  ...['ipsec end system', 'ipsec tunnel', 'ipsec user', 'timestamping', 'ocsp signing', 'microsoft sgc', 'netscape sgc'],
]);

/** A member is a server and a client for its peers, and is not a certificate authority. */
export const certificateUsages = unitRule(
  {
    name: 'tls/usages',
    severity: 'error',
    demands: "A certificate of members has the usages 'server auth' and 'client auth', and is not a certificate authority.",
    why: 'Each member accepts connections from its peers and connects to them: with only one usage, half of all connections fail. If a member can sign, a stolen key is enough to join the group.',
    source: 'cert-manager documentation, "Certificate resource", usages; RFC 5280, section 4.2.1.12.',
  },
  unit =>
    peerCertificates(unit).flatMap(({ certificates }) =>
      certificates.flatMap((object): readonly ManifestFound[] => {
        const usages = listAt(object.data, 'spec', 'usages');
        const missing = ['server auth', 'client auth'].filter(usage => !usages.includes(usage));
        const found: ManifestFound[] = [];
        if (missing.length > 0) {
          const problem = `its usages are ${usages.length > 0 ? usages.map(usage => `'${String(usage)}'`).join(', ') : 'not set'}, without ${missing.map(usage => `'${usage}'`).join(' and ')}`;
          found.push({ object, path: ['spec', 'usages'], problem, fix: `add ${missing.map(usage => `'${usage}'`).join(' and ')}` });
        }
        for (const [position, usage] of usages.entries()) {
          if (typeof usage === 'string' && known.has(usage)) continue;
          const problem = `'${String(usage)}' is not a usage of cert-manager, so it refuses the certificate`;
          found.push({ object, path: ['spec', 'usages', position], problem, fix: 'remove it', about: [given(object, 'spec', 'usages')] });
        }
        if (valueAt(object.data, 'spec', 'isCA') === true) {
          found.push({
            object,
            path: ['spec', 'isCA'],
            problem: 'it is a certificate authority, so its key can sign any certificate',
            fix: 'remove isCA',
          });
        }
        return found;
      }),
    ),
);
