import { isIP } from '../../domain/ip-family';

/** `host:port` as in URLs, with an IPv6 address in brackets (RFC 3986, section 3.2.2). */
export const hostPort = (host: string, port: number): string => (isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`);
