import { peerCertificates } from '../../manifests/security/certificates';
import { numberAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** The key algorithms of cert-manager, with their default and valid sizes. */
const sizes: Readonly<Record<string, { readonly usual: number; readonly fits: (size: number) => boolean; readonly text: string }>> = {
  RSA: { usual: 2048, fits: size => size >= 2048 && size <= 8192, text: '2048 to 8192' },
  ECDSA: { usual: 256, fits: size => [256, 384, 521].includes(size), text: '256, 384 or 521' },
  Ed25519: { usual: 0, fits: () => true, text: 'any' },
};

/** A renewed certificate has a new key, of a valid algorithm and size. */
export const certificateKey = unitRule(
  {
    name: 'tls/key',
    severity: 'error',
    demands: "The key of a members' certificate is new at each renewal, and has a valid size for its algorithm.",
    why: 'If renewals keep the key, a stolen key stays valid. If the key is invalid, the certificate is never issued.',
    source:
      'cert-manager documentation, "Certificate resource", privateKey: rotationPolicy was Never by default before 1.18; RSA 2048 to 8192, ECDSA 256, 384, 521.',
  },
  unit =>
    peerCertificates(unit).flatMap(({ certificates }) =>
      certificates.flatMap((object): readonly ManifestFound[] => {
        const found: ManifestFound[] = [];
        const path = ['spec', 'privateKey'];
        const policy = textAt(object.data, ...path, 'rotationPolicy');
        if (policy !== 'Always') {
          const problem = `its rotationPolicy is ${policy ?? 'not set'}, so a renewed certificate may keep the key of the old one`;
          found.push({ object, path: [...path, 'rotationPolicy'], problem, fix: "set it to 'Always'" });
        }
        const algorithm = textAt(object.data, ...path, 'algorithm') ?? 'RSA';
        const known = Object.hasOwn(sizes, algorithm) ? sizes[algorithm] : undefined;
        if (!known) {
          const problem = `its key algorithm is ${algorithm}, which cert-manager does not support`;
          found.push({ object, path: [...path, 'algorithm'], problem, fix: "set it to 'ECDSA', with size 256" });
          return found;
        }
        const size = numberAt(object.data, ...path, 'size') ?? known.usual;
        if (!known.fits(size)) {
          const problem = `its key is ${algorithm} of ${size}, and cert-manager supports ${known.text}`;
          found.push({ object, path: [...path, 'size'], problem, fix: 'use one of these sizes' });
        }
        return found;
      }),
    ),
);
