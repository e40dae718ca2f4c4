import { peerCertificates } from '../../manifests/security/certificates';
import { listAt, valueAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { given } from '../subject';

/** What cert-manager knows (KeyUsage of its API). */
const known = new Set([
  ...['signing', 'digital signature', 'content commitment', 'key encipherment', 'key agreement', 'data encipherment', 'cert sign'],
  ...['crl sign', 'encipher only', 'decipher only', 'any', 'server auth', 'client auth', 'code signing', 'email protection', 's/mime'],
  ...['ipsec end system', 'ipsec tunnel', 'ipsec user', 'timestamping', 'ocsp signing', 'microsoft sgc', 'netscape sgc'],
]);

/** A member is a server and a client to its peers, and signs nothing. */
export const certificateUsages = unitRule(
  {
    name: 'tls/usages',
    severity: 'error',
    demands: "A certificate of members is for 'server auth' and for 'client auth', and is no certificate authority.",
    why: 'Each member is called by its peers and calls them: with one of the two only, half of all connections fail. A member that can sign makes a stolen volume enough to join the group.',
    source: 'cert-manager documentation, "Certificate resource", usages; RFC 5280, section 4.2.1.12.',
  },
  unit =>
    peerCertificates(unit).flatMap(({ certificates }) =>
      certificates.flatMap((object): readonly ManifestFound[] => {
        const usages = listAt(object.data, 'spec', 'usages');
        const missing = ['server auth', 'client auth'].filter(usage => !usages.includes(usage));
        const found: ManifestFound[] = [];
        if (missing.length > 0) {
          const problem = `its usages are ${usages.length > 0 ? usages.map(usage => `'${String(usage)}'`).join(', ') : 'not given'}, without ${missing.map(usage => `'${usage}'`).join(' and ')}`;
          found.push({ object, path: ['spec', 'usages'], problem, fix: `add ${missing.map(usage => `'${usage}'`).join(' and ')}` });
        }
        for (const [position, usage] of usages.entries()) {
          if (typeof usage === 'string' && known.has(usage)) continue;
          const problem = `'${String(usage)}' is no usage that cert-manager knows, so it refuses the certificate`;
          found.push({ object, path: ['spec', 'usages', position], problem, fix: 'take it out', about: [given(object, 'spec', 'usages')] });
        }
        if (valueAt(object.data, 'spec', 'isCA') === true) {
          found.push({
            object,
            path: ['spec', 'isCA'],
            problem: 'it is a certificate authority, so that its key signs for anybody',
            fix: 'leave isCA out',
          });
        }
        return found;
      }),
    ),
);
