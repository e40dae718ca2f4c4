import type { RaftEngine as Strategy } from '../domain/engine';
import { etcd } from './etcd';
import { generic } from './generic';

/** The engines that come with the package. A user's own implements `RaftEngine`. */
export type RaftEngine = Strategy;

export const RaftEngine = { etcd, generic } as const;
