import type { PeerTlsDocument } from '../../plan/document/peer-tls-document';
import type { AppliedObject } from '../objects/applied-object';
import { groupOf } from '../objects/applied-object';
import { objectsOf } from '../objects/cluster-objects';
import type { UnitManifests } from '../objects/unit-manifests';
import { peerTlsOf, type SystemPart, systemParts } from '../pods/system-objects';
import { listAt, textAt } from '../yaml/json';

/** The certificates of a system's members in one cluster. */
export interface PeerCertificates {
  readonly part: SystemPart;
  readonly tls: PeerTlsDocument;
  readonly certificates: readonly AppliedObject[];
}

/** Whether an object is a Certificate of cert-manager. */
export const isCertificate = (object: AppliedObject): boolean => object.kind === 'Certificate' && groupOf(object) === 'cert-manager.io';

/** The certificates of a system whose peers use TLS, cluster by cluster; none for another system. */
export const peerCertificates = (unit: UnitManifests): readonly PeerCertificates[] =>
  systemParts(unit).flatMap(part => {
    const tls = peerTlsOf(part);
    const own = (object: AppliedObject): boolean => isCertificate(object) && object.namespace === part.system.namespace;
    return tls ? [{ part, tls, certificates: objectsOf(part.cluster, 'Certificate').filter(own) }] : [];
  });

/** The DNS names of a certificate. */
export const dnsNamesOf = ({ data }: AppliedObject): readonly string[] =>
  listAt(data, 'spec', 'dnsNames').filter(name => typeof name === 'string');

/** Whether a name of a certificate covers a host. A wildcard stands for exactly one label, the first (RFC 6125, section 6.4.3). */
export function covers(name: string, host: string): boolean {
  if (!name.startsWith('*.')) return name.toLowerCase() === host;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === name.slice(1).toLowerCase();
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Seconds of a duration in Go's form (`2160h0m0s`); undefined for any other text. */
export function durationSeconds(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g)) seconds += Number(number) * (units[unit ?? ''] ?? 0);
  return seconds;
}

/** Name of the Secret that stores a certificate. */
export const secretOf = ({ data }: AppliedObject): string => textAt(data, 'spec', 'secretName') ?? '';
