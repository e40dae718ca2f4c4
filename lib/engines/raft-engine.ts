import type { RaftEngine as Strategy } from '../domain/engine';
import { etcd } from './etcd';
import { generic } from './generic';

/** A Raft engine: one that comes with the package, or a user's own implementation. */
export type RaftEngine = Strategy;

export const RaftEngine = { etcd, generic } as const;
