import { memoized } from '../objects/memoized';
import type { Setting } from './settings';

/** One address of a peer list: `name=scheme://host:port`. Everything but the host may be missing. */
export interface PeerEntry {
  readonly text: string;
  readonly name: string | undefined;
  readonly scheme: string | undefined;
  readonly host: string;
  readonly port: number | undefined;
}

const address = /^(?:([^=/:]+)=)?(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:]+\]|[\w.$()-]+)(?::(\d+))?\/?$/i;

/**
 * The addresses in a text: separated by commas, as JSON, or one on each line. A single word without dot, scheme or port is not an address.
 * Answers are cached, since the members of a group have the same texts in every cluster.
 */
export const peerEntries: (text: string) => readonly PeerEntry[] = memoized(text =>
  text.split(/[\s,;"'{}]+/).flatMap(word => {
    const part = word.includes('[') === word.includes(']') ? word : word.replace(/^\[|\]$/g, '');
    const match = part ? address.exec(part) : null;
    if (!match) return [];
    const [, name, scheme, written = '', port] = match;
    if (scheme === undefined && port === undefined && !/[\w)]\.\w/.test(written)) return [];
    // Host names are case-insensitive; names of variables are not.
    const host = written.includes('$') ? written : written.toLowerCase();
    return [{ text: part, name, scheme: scheme?.toLowerCase(), host, port: port === undefined ? undefined : Number(port) }];
  }),
);

const peerKeys = /^(initial-cluster|(\w+-)*peers(-json|-yaml|-txt|-list)?|join|(raft|cluster|retry)-join|(cluster-)?routes)$/;

/** Whether a setting, by its name, lists peers: those of etcd, rqlite, HashiCorp and NATS, and any name that ends with 'peers'. */
export const namesPeers = ({ key }: Setting): boolean => isPeerKey(key);

const isPeerKey = memoized(key => peerKeys.test(key));

/** Whether a host is a loopback address, which no other pod reaches. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host.startsWith('127.') || host === '[::1]';
