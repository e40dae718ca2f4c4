import { peerCertificates } from '../../manifests/security/certificates';
import { numberAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** What cert-manager makes, with the size that it takes where none is given. */
const sizes: Readonly<Record<string, { readonly usual: number; readonly fits: (size: number) => boolean; readonly said: string }>> = {
  RSA: { usual: 2048, fits: size => size >= 2048 && size <= 8192, said: '2048 to 8192' },
  ECDSA: { usual: 256, fits: size => [256, 384, 521].includes(size), said: '256, 384 or 521' },
  Ed25519: { usual: 0, fits: () => true, said: 'any' },
};

/** A renewed certificate has a new key, of a kind that can be made. */
export const certificateKey = unitRule(
  {
    name: 'tls/key',
    severity: 'error',
    demands: "The key of a members' certificate is new at each renewal, and of a size that its algorithm has.",
    why: 'A key that was stolen once is good for ever where renewals keep it; a key that cannot be made is a certificate that never comes.',
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
          const problem = `its rotationPolicy is ${policy ?? 'not given'}, so a renewed certificate may keep the key of the old one`;
          found.push({ object, path: [...path, 'rotationPolicy'], problem, fix: "make it 'Always'" });
        }
        const algorithm = textAt(object.data, ...path, 'algorithm') ?? 'RSA';
        const known = Object.hasOwn(sizes, algorithm) ? sizes[algorithm] : undefined;
        if (!known) {
          const problem = `its key is of ${algorithm}, which cert-manager does not make`;
          found.push({ object, path: [...path, 'algorithm'], problem, fix: "make it 'ECDSA', with size 256" });
          return found;
        }
        const size = numberAt(object.data, ...path, 'size') ?? known.usual;
        if (!known.fits(size)) {
          const problem = `its key is ${algorithm} of ${size}, and cert-manager makes ${known.said}`;
          found.push({ object, path: [...path, 'size'], problem, fix: 'choose one of these sizes' });
        }
        return found;
      }),
    ),
);
