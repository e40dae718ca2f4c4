import { createHash } from 'node:crypto';

/** Where the load balancers' configuration is mounted. */
export const haproxyFolder = '/etc/haproxy';
/** Name of the configuration's file. */
export const haproxyFile = 'haproxy.cfg';

/** The annotation by which a changed configuration makes new pods. */
export const configChecksumAnnotation = 'georaft.io/config-checksum';

/** What changes whenever a configuration does: its SHA-256, as 64 hexadecimal digits. */
export const configChecksum = (config: string): string => createHash('sha256').update(config).digest('hex');
