import { isIP } from '../../domain/ip-family';

/** A host and a port as URLs and servers take them: an IPv6 address in brackets (RFC 3986, section 3.2.2). */
export const hostPort = (host: string, port: number): string => (isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`);
