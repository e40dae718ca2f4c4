/** Both prefixes of ExternalDNS's annotations: the default changed in 0.22, and an instance reads only one of them. */
const prefixes = ['external-dns.kubernetes.io/', 'external-dns.alpha.kubernetes.io/'];

/** Annotations with which ExternalDNS publishes the addresses of a Service under a name. */
export const publishedName = (host: string, ttlSeconds: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    prefixes.flatMap(prefix => [
      [`${prefix}hostname`, host],
      [`${prefix}ttl`, String(ttlSeconds)],
    ]),
  );
