import type { DnsProvider as Strategy } from '../domain/dns';
import { azure } from './azure';
import { cloudflare } from './cloudflare';
import { coreDns } from './core-dns';
import { google } from './google';
import { k8gb } from './k8gb';
import { plain } from './plain';
import { powerDns } from './power-dns';
import { rfc2136 } from './rfc2136';
import { route53 } from './route53';
import { webhook } from './webhook';

/** A DNS provider: one that comes with the package, or a user's own implementation. */
export type DnsProvider = Strategy;

export const DnsProvider = { azure, cloudflare, coreDns, google, k8gb, plain, powerDns, rfc2136, route53, webhook } as const;
