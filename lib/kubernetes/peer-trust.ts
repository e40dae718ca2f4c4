import { Construct } from 'constructs';
import { certificateSecretName, peerTrustName, tlsFolder } from '../plan/members/object-names';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes, type Volume, type VolumeMount } from './plain';
import { Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/**
 * The authorities that the members of a cluster trust, as one file. It has one name whatever is in it: who restarts reads what is trusted
 * now, and the annotation of the pod template lets everybody restart for it.
 */
export class PeerTrust extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { pool }: RenderedSeat, authorities: Readonly<Record<string, string>>) {
    super(scope, id);
    const metadata = {
      name: peerTrustName(pool.name),
      namespace: plan.namespace,
      labels: systemLabels(plan),
      annotations: wave(Wave.foundation),
    };
    new Manifest(this, 'authorities', kubernetes('ConfigMap', { metadata, data: { 'ca.crt': Object.values(authorities).join('') } }));
  }
}

const name = 'peer-tls';

/** The certificate of a pod's peers, and whom they trust, as a volume; none where its members have no certificates. */
export function peerTlsVolumes({ tls, pool }: Pick<RenderedSeat, 'tls' | 'pool'>): readonly Volume[] {
  if (!hasCertificate(tls)) return [];
  const secretName = certificateSecretName(pool.name);
  if (!tls.authorities) return [{ name, secret: { secretName } }];
  const items = ['tls.crt', 'tls.key'].map(key => ({ key, path: key }));
  const sources = [{ secret: { name: secretName, items } }, { configMap: { name: peerTrustName(pool.name) } }];
  return [{ name, projected: { sources } }];
}

/** Where a container finds them. */
export const peerTlsMounts = ({ tls }: Pick<RenderedSeat, 'tls'>): readonly VolumeMount[] =>
  hasCertificate(tls) ? [{ name, mountPath: tlsFolder, readOnly: true }] : [];

/** What makes members restart for other authorities: they read them when they start. */
export const trustAnnotation = ({ tls }: Pick<RenderedSeat, 'tls'>): Readonly<Record<string, string>> =>
  hasCertificate(tls) && tls.authorities ? { 'georaft.io/peer-authorities': Object.keys(tls.authorities).join('.') } : {};

const hasCertificate = (tls: RenderedSeat['tls']): tls is NonNullable<RenderedSeat['tls']> => tls !== undefined && tls.mode !== 'off';
