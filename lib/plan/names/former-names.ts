import type { Access, ClientName, DnsAccess } from '../../domain/access';
import type { OperatingState } from '../../domain/operating-state';
import type { Publication } from '../model/publication-plan';
import type { FormerName } from '../model/system-plan';

/** How long clients keep an answer beyond its TTL: where the program does not say, as long as a Java client does. */
export const cacheSecondsOf = ({ clientCache }: Pick<ClientName, 'clientCache'>): number => clientCache?.toSeconds() ?? 30;

/** The name that the program declares, as the steps to it need it. */
export interface DeclaredName {
  readonly host: string;
  readonly ttlSeconds: number;
  /** How long clients keep an answer beyond its TTL. */
  readonly cacheSeconds: number;
  /** Whether its records stay in the zone when nobody publishes them any more, as no cluster deletes what all of them publish. */
  readonly stays: boolean;
}

/**
 * Whether several names of a system can be published side by side: by ExternalDNS, and where no object but an Ingress has the host.
 * A route of a Gateway, a controller and Terraform have one host each.
 */
const keepsNames = (access: Access, how: Publication['kind'] | undefined): access is DnsAccess =>
  access.kind === 'dns' &&
  access.exposure.kind !== 'gateway' &&
  (how === 'members' || how === 'parts' || how === 'computed' || how === 'shared');

/** The name that the ledger may have; undefined where a system has none that steps can change. */
export function declaredName(access: Access, how: Publication['kind'] | undefined): DeclaredName | undefined {
  if (!keepsNames(access, how)) return undefined;
  return {
    host: access.host,
    ttlSeconds: access.ttl.toSeconds(),
    cacheSeconds: cacheSecondsOf(access),
    stays: how === 'shared' || how === 'computed',
  };
}

/** The names that the ledger has besides that of the program, with the shorter of both TTLs. */
export function formerNames(access: Access, how: Publication['kind'] | undefined, { names = {} }: OperatingState): readonly FormerName[] {
  const declared = declaredName(access, how);
  if (!declared) return [];
  return Object.entries(names)
    .filter(([host]) => host !== declared.host)
    .map(([host, { ttlSeconds }]) => ({ host, ttlSeconds: Math.min(ttlSeconds, declared.ttlSeconds) }));
}
