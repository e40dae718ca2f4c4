import { Construct } from 'constructs';
import { certificateName, certificateSecretName } from '../plan/members/object-names';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** Days for which a certificate is valid. It is renewed when a third of them is left. */
const validDays = 90;

/** The certificate of a cluster's members. Its names are exactly the names by which peers connect to them. */
export class PeerCertificate extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { pool, members }: RenderedSeat, tls: NonNullable<RenderedSeat['tls']>) {
    super(scope, id);
    const metadata = {
      name: certificateName(pool.name),
      namespace: plan.namespace,
      labels: systemLabels(plan),
      annotations: wave(Wave.foundation),
    };
    const spec = {
      secretName: certificateSecretName(pool.name),
      dnsNames: members.map(({ host }) => host),
      duration: `${validDays * 24}h0m0s`,
      renewBefore: `${(validDays / 3) * 24}h0m0s`,
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth', 'client auth'],
      issuerRef: { name: tls.issuer, kind: tls.issuerKind, group: 'cert-manager.io' },
    };
    new Manifest(this, 'certificate', Object.assign({ apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata }, { spec }));
  }
}
