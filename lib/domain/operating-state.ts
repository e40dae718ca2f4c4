import type { ApiServer } from './cluster';
import type { PeerTlsMode } from './peer-tls';
import { reasonOf } from './reason';

/**
 * A member of a group that has formed. `joining`: the group takes it in as a learner, and promotes it once it has caught up. `leaving`:
 * the group removes it, then its pod stops. `lost`: the group removes it, and its pod waits until it joins again on a new volume. There is
 * one of these three at a time.
 */
export interface LedgerMember {
  readonly cluster: string;
  readonly role: 'voter' | 'learner' | 'joining' | 'joining-learner' | 'leaving' | 'lost';
  /** The volume that the member has what it acknowledged on: 1 for its first, one more after each replacement. 1 or more. */
  readonly volume: number;
}

/** The pod template that the members of one cluster run, without the image, which is told beside it. */
export interface TemplateLedger {
  /** What tells it from another one, with timeouts, image and TLS between peers left out: 12 hexadecimal digits. */
  readonly digest: string;
  /** Interval of heartbeats that the members run with, in milliseconds. */
  readonly heartbeatMillis: number;
  /** Election timeout that they run with, in milliseconds. */
  readonly electionMillis: number;
  /** How they use TLS between peers. @default 'off' */
  readonly peerTls?: PeerTlsMode;
  /** Fingerprints of the authorities that they trust. @default - the authority in the Secret of their certificate */
  readonly authorities?: readonly string[];
}

/** Who issues the certificates of a group's peers now, and which authorities any of its members trusts. */
export interface CertificateLedger {
  readonly issuer: string;
  readonly issuerKind: 'Issuer' | 'ClusterIssuer';
  /** Their certificates in PEM, by fingerprint: the first 12 hexadecimal digits of SHA-256. @default - those in the Secrets */
  readonly authorities?: Readonly<Record<string, string>>;
}

/**
 * The volumes of a group's members in one cluster. The claim template of a StatefulSet cannot change, so it is what the ledger says; claims
 * can grow beside it, and members can be replaced by ones on volumes of another class.
 */
export interface ClaimLedger {
  /** Size in the claim template, in MiB. */
  readonly mebibytes: number;
  /** Storage class in the claim template. */
  readonly storageClass: string;
  /** Size that each claim is asked to have, in MiB. @default - that of the claim template */
  readonly grown?: number;
  /** The members whose volumes are of the class before, and that class. @default - none */
  readonly former?: { readonly storageClass: string; readonly members: readonly string[] };
}

/**
 * The addresses of one cluster that the policies of a system admit beside those that the program declares, until a step no longer admits
 * them. What the program declares is admitted at once.
 */
export interface NetworkLedger {
  /** Ranges of the pods. */
  readonly podCidrs: readonly string[];
  /** Ranges under which other clusters see the members. @default - those of the pods */
  readonly memberCidrs?: readonly string[];
  /** Ranges of DNS servers besides kube-dns. @default - none */
  readonly dnsCidrs?: readonly string[];
  /** The API server, where members ask it for their peers. @default - none */
  readonly apiServers?: readonly ApiServer[];
}

/** A name for clients that is published until a step takes it away, also where the program has another one. */
export interface NameLedger {
  /** The TTL of its records, in seconds. */
  readonly ttlSeconds: number;
}

/** Where one Raft group that has formed is. */
export interface GroupLedger {
  /** By the names of their pods. In each cluster the ordinals follow each other without a gap. */
  readonly members: Readonly<Record<string, LedgerMember>>;
  /** The volume that each member had which is no longer one: should it come again, it starts on the next. @default - none */
  readonly left?: Readonly<Record<string, number>>;
  /** The engine's image in each cluster. */
  readonly images: Readonly<Record<string, string>>;
  /** The pod template that the members of each cluster run. @default - whatever the program says; `georaft step` records it */
  readonly templates?: Readonly<Record<string, TemplateLedger>>;
  /** The certificates of peers. @default - none, or those that the program says while no template is recorded */
  readonly certificates?: CertificateLedger;
  /** The volumes in each cluster. @default - what the program says, which cannot change then */
  readonly volumes?: Readonly<Record<string, ClaimLedger>>;
  /** Clusters whose members may still run an older image or template than that: it was taken back under way. @default - none */
  readonly stopped?: readonly string[];
}

/**
 * The ledger: where a system is, kept in `clusters/state/<system>.json` and changed by commits. The program says where it should be.
 */
export interface OperatingState {
  /**
   * Whether all voters of the stretched or active group have formed it. Once it is set, new members join the group and never form
   * a new one.
   */
  readonly bootstrapped: boolean;
  /** Standbys whose own group (hot, cold) has formed, or whose learners have joined. A cold standby has formed once it has run. */
  readonly formed: readonly string[];
  /** Rises with each change of the active cluster. 1 or more. */
  readonly epoch: number;
  /** The cluster that serves now. @default - the topology's active cluster */
  readonly active?: string;
  /** Clusters whose members may be restarted with the pod template that the ledger has for them. One at a time. */
  readonly thawed: readonly string[];
  /**
   * Clusters whose nodes are drained next: one. The disruption budget is given to it first; where the ledger names the members it is given
   * to no other, until `georaft step` ends the drain.
   */
  readonly drained: readonly string[];
  /** Each Raft group that has formed, by its name, once `georaft step` has recorded it. @default - the members that the topology has */
  readonly groups?: Readonly<Record<string, GroupLedger>>;
  /** The admitted addresses of each cluster that the system has to do with. @default - those that the program declares */
  readonly networks?: Readonly<Record<string, NetworkLedger>>;
  /** The names for clients, where ExternalDNS publishes them. @default - that of the program */
  readonly names?: Readonly<Record<string, NameLedger>>;
}

export const OperatingState = {
  /** The state of a system that has never run. */
  initial: (): OperatingState => Object.freeze({ bootstrapped: false, formed: [], epoch: 1, thawed: [], drained: [] }),
  /**
   * The state in the text of a file. Keys that are left out have their initial value.
   *
   * A text that is not a state must not look like a system that has never run. So the description of what is wrong is returned as
   * the state, and the checks print and refuse it.
   */
  parse: (json: string): OperatingState => {
    const given = parsed(json);
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    return isObject ? Object.freeze({ ...OperatingState.initial(), ...given }) : (given as OperatingState);
  },
} as const;

function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return json === undefined ? 'no text was given' : `not a text, but of type ${typeof json}`;
  try {
    return JSON.parse(json);
  } catch (error) {
    return `not JSON: ${reasonOf(error)}`;
  }
}
