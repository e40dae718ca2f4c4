import type { DnsProvider as Strategy } from '../domain/dns';
import { rfc2136 } from './rfc2136';
import { route53 } from './route53';

/** The providers that come with the package. A user's own implements `DnsProvider`. */
export type DnsProvider = Strategy;

export const DnsProvider = { rfc2136, route53 } as const;
