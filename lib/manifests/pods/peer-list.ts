import { memoized } from '../objects/memoized';
import type { Setting } from './settings';

/** One address of a list of peers: `name=scheme://host:port`, of which all but the host can be missing. */
export interface PeerEntry {
  readonly text: string;
  readonly name: string | undefined;
  readonly scheme: string | undefined;
  readonly host: string;
  readonly port: number | undefined;
}

const address = /^(?:([^=/:]+)=)?(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:]+\]|[\w.$()-]+)(?::(\d+))?\/?$/i;

/**
 * The addresses in a text, however they are written: with commas, as JSON, or one a line. A word alone is no address.
 * The members of a group have the same texts in every cluster, so what was read is asked for again soon.
 */
export const peerEntries: (text: string) => readonly PeerEntry[] = memoized(text =>
  text.split(/[\s,;"'{}]+/).flatMap(word => {
    const part = word.includes('[') === word.includes(']') ? word : word.replace(/^\[|\]$/g, '');
    const match = part ? address.exec(part) : null;
    if (!match) return [];
    const [, name, scheme, written = '', port] = match;
    if (scheme === undefined && port === undefined && !/[\w)]\.\w/.test(written)) return [];
    // Names of hosts are the same in either case; a variable's name is not.
    const host = written.includes('$') ? written : written.toLowerCase();
    return [{ text: part, name, scheme: scheme?.toLowerCase(), host, port: port === undefined ? undefined : Number(port) }];
  }),
);

const peerKeys = /^(initial-cluster|(\w+-)*peers(-json|-yaml|-txt|-list)?|join|(raft|cluster|retry)-join|(cluster-)?routes)$/;

/** Whether a setting lists peers by its name: etcd's, rqlite's, HashiCorp's, NATS's, and whatever ends with 'peers'. */
export const namesPeers = ({ key }: Setting): boolean => isPeerKey(key);

const isPeerKey = memoized(key => peerKeys.test(key));
