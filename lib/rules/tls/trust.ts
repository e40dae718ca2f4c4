import { peerCertificates } from '../../manifests/security/certificates';
import { textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

const ownGroup = 'cert-manager.io';

/** All members of a group trust each other: their certificates come from one issuer. */
export const oneTrust = unitRule(
  {
    name: 'tls/trust',
    severity: 'error',
    demands: "In every cluster, the issuer of the plan signs the certificates of a system's members.",
    why: "Members that do not trust each other's root cannot replicate: the group splits at the border of a cluster.",
    source:
      'etcd documentation, "Transport security model": --peer-trusted-ca-file signs for all peers; cert-manager documentation, "Certificate resource": the default kind of an issuerRef is Issuer.',
  },
  unit =>
    peerCertificates(unit).flatMap(({ tls, certificates }) =>
      certificates.flatMap((object): readonly ManifestFound[] => {
        const given = {
          name: textAt(object.data, 'spec', 'issuerRef', 'name') ?? '',
          kind: textAt(object.data, 'spec', 'issuerRef', 'kind') ?? 'Issuer',
          group: textAt(object.data, 'spec', 'issuerRef', 'group') ?? ownGroup,
        };
        const wanted = { name: tls.issuer, kind: tls.issuerKind, group: ownGroup };
        return (['name', 'kind', 'group'] as const)
          .filter(field => given[field] !== wanted[field])
          .slice(0, 1)
          .map(field => ({
            object,
            path: ['spec', 'issuerRef', field],
            problem: `its issuer is ${text(given)}, and the plan's issuer is ${text(wanted)}: members of other clusters may not trust it`,
            fix: `set its ${field} to '${wanted[field]}'`,
          }));
      }),
    ),
);

const text = ({ name, kind, group }: { readonly name: string; readonly kind: string; readonly group: string }): string =>
  `${kind} '${name}'${group === ownGroup ? '' : ` of ${group}`}`;
