import type { OutagePlan } from './outage-plan';

/** What is lost at once. */
export interface Loss {
  readonly loss: 'cluster' | 'pair' | 'zone' | 'split' | 'drain-and-loss';
  /** What is lost; the side of a split that has a quorum, or the first; the clusters that lose a zone. */
  readonly clusters: readonly string[];
  /** The other side of a split; the cluster that is drained meanwhile. */
  readonly other: readonly string[];
}

/** Something that a person must do. */
export interface Step {
  /**
   * `undrain`: let the members that a drain took start again. `records`: take clusters out of the name's records.
   * `switchover`: commit another active cluster of the same group. `reassign`: make a witness a voting standby and the active
   * cluster, in the program. `fence`: prove that the old side is stopped. `fence-name`: take the keys away with which it would
   * write the name back. `writers`: let another cluster write the names that clusters share. `sites`: put the load balancers or
   * the gateway into another cluster. `promote`: commit an active cluster of another group. `restore`: bring a cluster back, or
   * restore a quorum by the engine's procedure. `reconnect`: mend the network.
   */
  readonly step:
    | 'undrain'
    | 'records'
    | 'switchover'
    | 'reassign'
    | 'fence'
    | 'fence-name'
    | 'writers'
    | 'sites'
    | 'promote'
    | 'restore'
    | 'reconnect';
  /** The clusters that it is about. */
  readonly clusters: readonly string[];
}

/** What becomes of a system after a loss. */
export interface Verdict {
  /** Whether what is left of the group that served has a quorum. */
  readonly quorum: boolean;
  /** Its votes that are left; in a split those of the side with more. */
  readonly votes: number;
  /** Clusters that serve clients, once the steps have been taken. */
  readonly serves: readonly string[];
  /** Clusters that are cut off and live: clients that are still sent to them get no write through. */
  readonly stranded: readonly string[];
  /** Clusters that served, and that nothing keeps from writing the name back once it has been moved by a commit. */
  readonly unfencedName: readonly string[];
  /** What a person must do, in this order. */
  readonly steps: readonly Step[];
  readonly outage: OutagePlan;
}

/** One loss, and what becomes of the system after it. */
export interface SurvivalRow extends Loss, Verdict {
  /**
   * Members of the group that served that are left, voters first; in a split, those of the side with more votes. Which
   * members of a cluster a zone or a drain takes is not known: their number counts, and the last ones stand for them.
   * Undefined in a system over many clusters.
   */
  readonly members: readonly string[] | undefined;
  /**
   * Standbys with a group of their own that are cut off from the group that serves. They must not be promoted before that is
   * fenced: both sides live, and both would take writes.
   */
  readonly unfenced: readonly string[];
}

/** How many losses of one kind were looked at. */
export interface LossCount {
  readonly loss: Loss['loss'];
  /** Undefined where they are more than a number can count exactly. */
  readonly examined: number | undefined;
  /** Those after which the group that serves still has a quorum. */
  readonly survived: number | undefined;
  /** Those after which nobody can take over. */
  readonly fatal: number | undefined;
}

/** What a system survives. */
export interface SurvivalPlan {
  /** Clusters any one of which takes the quorum of the serving group with it. */
  readonly fatal: readonly string[];
  /** The fewest votes of a witness in a further cluster that would change that. */
  readonly witnessVotes: number | undefined;
  /** The votes of the same clusters after the fewest moves that would change that. */
  readonly movedVotes: ReadonlyMap<string, number> | undefined;
  readonly counts: readonly LossCount[];
  /** Every loss; in a system over many clusters the worst of one cluster, and those of several that are worse than each of their parts. */
  readonly rows: readonly SurvivalRow[];
}
