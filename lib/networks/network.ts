import type { Network as Strategy } from '../domain/network';
import { flat } from './flat';

/** The ways to connect clusters that come with the package. A user's own implements `Network`. */
export type Network = Strategy;

export const Network = { flat } as const;
