import type { Network as Strategy } from '../domain/network';
import { flat } from './flat';

/** A network between clusters: one that comes with the package, or a user's own implementation. */
export type Network = Strategy;

export const Network = { flat } as const;
