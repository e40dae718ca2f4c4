import type { Size } from 'cdk8s';
import type { Access } from './access';
import type { PeerDiscovery } from './discovery';
import type { RaftEngine, Resources } from './engine';
import type { Objectives } from './objectives';
import type { OperatingState } from './operating-state';
import type { PeerTls } from './peer-tls';
import type { Topology } from './topology';

/** What changes the membership of a group that has formed, and asks it whether it may be changed now. */
export interface Operations {
  /** Image with Node 20 or newer as `node`: it runs the engine's own program, as a job beside the members and before each of them starts. */
  readonly image: string;
}

/** One Raft system over the fleet, as its user describes it. */
export interface RaftSystem {
  readonly engine: RaftEngine;
  /** Size of each member's volume. @immutable The API server refuses a changed claim template. */
  readonly storage: Size;
  readonly topology: Topology;
  readonly access: Access;
  readonly objectives: Objectives;
  /** @default PeerDiscovery.staticPeers() */
  readonly discovery?: PeerDiscovery;
  /** @default PeerTls.none() */
  readonly peerTls?: PeerTls;
  /** The namespace, in every cluster. @default - the system's name @immutable */
  readonly namespace?: string;
  readonly resources?: Resources;
  /** @default - none: nothing guards volumes that were lost, and people change the membership by the commands that `georaft plan` prints */
  readonly operations?: Operations;
  /** @default OperatingState.initial() */
  readonly state?: OperatingState;
}
