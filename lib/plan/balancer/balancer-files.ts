import { createHash } from 'node:crypto';

/** The folder in which the load balancers' configuration is mounted. */
export const haproxyFolder = '/etc/haproxy';
/** Name of the configuration's file. */
export const haproxyFile = 'haproxy.cfg';

/** The annotation of the pod template that holds the configuration's checksum, so that a changed configuration starts new pods. */
export const configChecksumAnnotation = 'georaft.io/config-checksum';

/** The SHA-256 of a configuration, as 64 hexadecimal digits. */
export const configChecksum = (config: string): string => createHash('sha256').update(config).digest('hex');
