import type { Duration, Size } from 'cdk8s';
import type { PeerDiscovery } from './discovery';
import type { Validated } from './validated';

/** A container port of a Raft engine. */
export interface EnginePort {
  /** At most 15 lower-case characters, the limit of container port names. */
  readonly name: string;
  readonly port: number;
  /** What connects to the port. A port may serve several. */
  readonly serves: readonly ('peers' | 'clients' | 'probes')[];
}

/** An environment variable: a value, a field of the pod, or a key of a Secret. */
export type EnvironmentVariable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly field: string }
  | { readonly name: string; readonly secret: { readonly name: string; readonly key: string } };

/** How the kubelet probes a member. `port` is the name of a port. */
export type ProbeHandler =
  | { readonly kind: 'http'; readonly path: string; readonly port: string }
  | { readonly kind: 'tcp'; readonly port: string }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

/** What must be true for a member to be ready: the process answers, it follows a leader, or a quorum answers. */
export type ReadinessClass = 'process' | 'member' | 'quorum';

/**
 * What happens to a leader when some members do not hear it and start elections, while the others still hear it (Raft dissertation,
 * section 4.2.3, "Disruptive servers"). `refused`: members that hear a leader refuse to vote for another one, so the leader stays. PreVote
 * does this, and the leader lease that comes with CheckQuorum. `obeyed`: each election raises the term, and the leader steps down.
 */
export type DisruptiveServers = 'refused' | 'obeyed';

/** What happens before a member stops. */
export interface EngineShutdown {
  /** Time from the stop signal to the kill: long enough to hand over leadership and flush. More than 0. */
  readonly grace: Duration;
  /** What runs before the stop signal. Native `sleep` needs Kubernetes 1.30. @default - nothing */
  readonly before?: ProbeHandler | { readonly kind: 'sleep'; readonly time: Duration };
}

/** Heartbeat and election timeouts, in milliseconds, the same for every member of a group. */
export interface RaftTiming {
  readonly heartbeatMillis: number;
  readonly electionMillis: number;
}

/** The name and address by which peers know a member. */
export interface PeerAddress {
  /** Pod name, unique in the fleet. */
  readonly name: string;
  /** Full DNS name, the same in every cluster. */
  readonly host: string;
  /** Whether it listens with TLS for its peers. @default false */
  readonly tls?: boolean;
}

/** What an engine may know when it configures the members of one system in one cluster. */
export interface EngineContext {
  readonly system: string;
  readonly namespace: string;
  readonly cluster: string;
  readonly clusterDomain: string;
  readonly role: 'voter' | 'learner';
  /** The group's token. It differs between groups, so that members of two groups never form one. */
  readonly token: string;
  readonly bootstrapped: boolean;
  /** All voters of the group over all clusters, ordered. Every member gets the same list. */
  readonly voters: readonly PeerAddress[];
  /** All learners of the group over all clusters, ordered. */
  readonly learners: readonly PeerAddress[];
  /** The member that a group which has formed is taking in as a voter: it starts with a list of peers that has itself too. At most one. */
  readonly joining: readonly PeerAddress[];
  /** The domain of this cluster's members: a pod is `$(POD_NAME).<domain>`. */
  readonly domain: string;
  readonly peerService: string;
  /** Labels of the pods, as a selector: `a=b,c=d`. */
  readonly labelSelector: string;
  readonly discovery: PeerDiscovery;
  readonly timing: RaftTiming;
  /** Folder with `tls.crt`, `tls.key` and `ca.crt` when peers speak TLS. */
  readonly tlsFolder?: string;
  /** With a folder: whether members listen with TLS already, or only connect with it (`EngineMembership.switchesPeerTls`). @default 'on' */
  readonly tlsMode?: 'outgoing' | 'on';
}

/** What an engine decides for the members of one system in one cluster. Plain data. */
export interface EngineConfig {
  readonly ports: readonly EnginePort[];
  /** @default - the image's own entry point */
  readonly command?: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly EnvironmentVariable[];
  /** Variables that a member reads at its first start. They come from a ConfigMap, so that a change restarts no member. */
  readonly bootstrap: Readonly<Record<string, string>>;
  /** Files for an init container, in the same ConfigMap as the variables. File name to content. */
  readonly bootstrapFiles?: Readonly<Record<string, string>>;
  /** Where the volume is mounted. @immutable With another path members would start empty. */
  readonly dataPath: string;
  /** Whether the process is alive. It must not need a quorum: the loss of one would then restart all members at once. */
  readonly liveness: ProbeHandler;
  readonly readiness: { readonly handler: ProbeHandler; readonly needs: ReadinessClass };
  readonly startup: ProbeHandler;
  readonly shutdown: EngineShutdown;
  /** User and group that the process runs as; not 0. */
  readonly user: number;
}

/** A container that runs besides the members: a mirror, or a one-off job. */
export interface EngineTask {
  readonly command: readonly string[];
  readonly args: readonly string[];
}

/**
 * What is done to the membership of a group that has formed. `prove`: nothing, but that all voters answer, follow one leader and are
 * caught up. `add`: a member as a learner. `promote`: a learner that has caught up, to a voter. `remove`: a member, whether it answers or
 * not. `update`: the group is told the address at which a member listens, once it does, because the scheme has changed.
 */
export type MembershipAction = 'prove' | 'add' | 'promote' | 'remove' | 'update';

/** What an engine may know when it changes the membership of its group. */
export interface MembershipContext {
  readonly action: MembershipAction;
  /** The member that it is about; undefined for `prove` and `update`. */
  readonly member: PeerAddress | undefined;
  /** The voters of the group, without the member that it is about. */
  readonly voters: readonly PeerAddress[];
  /** For `prove`: of these voters, those that are restarted next, one at a time. For `update`: the members that it is about. */
  readonly restarted: readonly PeerAddress[];
  /** Folder with `tls.crt`, `tls.key` and `ca.crt` where members of this cluster have certificates. */
  readonly tlsFolder: string | undefined;
}

/** What a member that joins is told, so that it can ask its group before it starts with an empty volume. */
export interface StandingContext {
  /** The voters of the group, without the one that joins. */
  readonly voters: readonly PeerAddress[];
  /** The members of this cluster that join. */
  readonly joining: readonly PeerAddress[];
  /** Folder with `tls.crt`, `tls.key` and `ca.crt` when peers speak TLS. */
  readonly tlsFolder: string | undefined;
}

/** How a member asks its group for its part there. */
export interface EngineStanding {
  /**
   * The text of a CommonJS module for Node 20 without dependencies. Its `standing(member, asks)` resolves to `learner`, `voter` or `none`,
   * as a quorum of the voters has it, and is rejected with the reason where that is not known.
   */
  readonly module: string;
  /** What the module is given as `asks`: plain data. */
  asks(context: StandingContext): Readonly<Record<string, unknown>>;
}

/** How an engine changes the membership of its group: a program, and the command for each action. */
export interface EngineMembership {
  /** Files of the program, by name. They are found in the folder `/operations`. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * The command of one action, run by the image of `RaftSystem.operations`. It fails, and is run again, for as long as the action
   * cannot be done safely. Run again afterwards it succeeds and does nothing.
   */
  task(context: MembershipContext): EngineTask;
  /**
   * How the guard of the volumes asks whether a member that joins has a vote by now: with one it must not begin anew.
   * @default - it asks nobody, and a volume that is lost between the promotion and the next step is not noticed
   */
  readonly standing?: EngineStanding;
  /**
   * Whether a group that runs can be led to TLS between peers, to other certificates and back: `bind` knows `tlsMode`, `task` knows `update`,
   * and members read a renewed certificate by themselves. @default false
   */
  readonly switchesPeerTls?: boolean;
}

/** A Raft implementation. Open: users may implement their own. */
export interface RaftEngine extends Validated {
  readonly name: string;
  readonly image: string;
  /** Name of a Secret of type `kubernetes.io/dockerconfigjson` in the system's namespace. The package never writes the Secret. */
  readonly pullSecret?: string;
  /** The most learners that a group may have. 0 where the engine has none. */
  readonly maxLearners: number;
  /** The engine's default timeouts, and the longest election timeout that it accepts, in milliseconds. */
  readonly timing: { readonly defaults: RaftTiming; readonly maxElectionMillis: number };
  /** Whether members that are cut off from the leader can depose it. @default - not known, and the survival table says so */
  readonly disruptiveServers?: DisruptiveServers;
  bind(context: EngineContext): EngineConfig;
  /** The process that copies what is written at `source` into `target`, for a hot standby. */
  mirror?(context: { readonly source: readonly string[]; readonly target: string }): EngineTask;
  /**
   * The text that the engine's own clients need to connect to these endpoints, `host:port`, in this order.
   * @default - the endpoints, separated by commas
   */
  connectionString?(context: { readonly endpoints: readonly string[] }): string;
  /** How members are added to a group that has formed, and removed. @default - by people, and `georaft plan` says what is to be done */
  readonly membership?: EngineMembership;
  /** The one-off job that adds a learner to its group. */
  join?(context: { readonly learner: PeerAddress; readonly voters: readonly PeerAddress[] }): EngineTask;
}

/** What each member requests of its node. */
export interface Resources {
  /** Kubernetes quantity, for example `250m`. @default '250m' */
  readonly cpu: string;
  /** Request and limit alike: a member killed for memory is a vote lost. @default 512 MiB */
  readonly memory: Size;
}
