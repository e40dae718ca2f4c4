import type { OutagePlan } from './outage-plan';

/** What is lost at once. */
export interface Loss {
  /**
   * `link`: two clusters no longer reach each other, and both reach all others. `one-way`: packets from the first cluster do not arrive at
   * the second. `dns`: the DNS servers of the zone. `ingress`: the load balancers, gateways or ingress controllers of these clusters, while
   * their members live. `delivery`: Argo CD, and nothing else.
   */
  readonly loss:
    | ('cluster' | 'pair' | 'zone' | 'split' | 'drain-and-loss' | 'link' | 'one-way')
    | ('dns' | 'ingress' | 'delivery' | 'delivery-and-loss');
  /**
   * The lost clusters; in a split, the side with a quorum or else the first side; the clusters that lose a zone; the first end of a link.
   */
  readonly clusters: readonly string[];
  /** The other side of a split; the cluster under a drain; the other end of a link; the cluster that ran Argo CD and is lost as well. */
  readonly other: readonly string[];
}

/** A loss of members: of clusters, of zones, or of one side of a split. */
export interface ClusterLoss extends Loss {
  readonly loss: 'cluster' | 'pair' | 'zone' | 'split' | 'drain-and-loss';
}

/** One step that an operator must take. */
export interface Step {
  /**
   * `undrain`: let the members that a drain evicted start again. `records`: remove clusters from the name's records.
   * `switchover`: commit another active cluster of the same group. `reassign`: change the program, so that a witness becomes a voting
   * standby and the active cluster. `fence`: prove that the old side is stopped. `fence-name`: revoke the keys with which the old side
   * could write its record again. `writers`: let another cluster write the shared names. `sites`: move the load balancers or the gateway
   * into another cluster. `promote`: commit an active cluster of another group. `restore`: bring a cluster back, or restore a quorum by
   * the engine's procedure. `reconnect`: repair the network. `apply`: apply the commit by hand in clusters that Argo CD does not reach.
   * `dns`: bring the DNS servers back, and restart no member before. `ingress`: bring the load balancers, gateways or ingress controllers
   * back.
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
    | 'reconnect'
    | 'apply'
    | 'dns'
    | 'ingress';
  /** The clusters that the step applies to. */
  readonly clusters: readonly string[];
}

/** The state of a system after a loss, and how it recovers. */
export interface Verdict {
  /** Whether the group that served still has a quorum. */
  readonly quorum: boolean;
  /** The votes that this group still has; in a split, those of the side with more votes. */
  readonly votes: number;
  /** Clusters that serve clients, once the steps have been taken. */
  readonly serves: readonly string[];
  /** Clusters that are alive and cut off: clients that are still routed to them cannot write. */
  readonly stranded: readonly string[];
  /** Clusters that served, and that no fence keeps from writing their old record again after a commit has moved the name. */
  readonly unfencedName: readonly string[];
  /** What an operator must do, in this order. */
  readonly steps: readonly Step[];
  readonly outage: OutagePlan;
}

/** One loss, and the state of the system after it. */
export interface SurvivalRow extends Loss, Verdict {
  /** The row holds if the leader is in one of these clusters; empty where the leader's cluster does not matter. */
  readonly leader: readonly string[];
  /**
   * Whether the group keeps a leader afterwards. `settled`: it does. `repeated`: members that are cut off from the leader depose it again
   * and again, until the leader is in a cluster that all members reach. `unknown`: the engine does not say whether members can do that.
   */
  readonly elections: 'settled' | 'repeated' | 'unknown';
  /**
   * The members that the group that served still has, voters first; in a split, those of the side with more votes. It is not known which
   * members of a cluster a zone or a drain takes, only how many; the plan takes the last ones. Undefined in a system over many clusters.
   */
  readonly members: readonly string[] | undefined;
  /**
   * Standbys with a group of their own that are cut off from the group that serves. Fence that group before you promote one of them:
   * both groups live, and both would accept writes.
   */
  readonly unfenced: readonly string[];
}

/** How many losses of one kind were examined, and how they end. */
export interface LossCount {
  readonly loss: Loss['loss'];
  /** Undefined where the count is larger than a number can represent exactly. */
  readonly examined: number | undefined;
  /** Losses after which the group that serves still has a quorum. */
  readonly survived: number | undefined;
  /** Losses after which no cluster can take over. */
  readonly fatal: number | undefined;
}

/** What a system survives. */
export interface SurvivalPlan {
  /** Clusters whose loss alone takes the quorum from the serving group. */
  readonly fatal: readonly string[];
  /** The fewest votes of a witness in a further cluster that would change that. */
  readonly witnessVotes: number | undefined;
  /** The votes of the same clusters after the fewest moves that would change that. */
  readonly movedVotes: ReadonlyMap<string, number> | undefined;
  readonly counts: readonly LossCount[];
  /**
   * Every loss. In a system over many clusters: the worst losses of one cluster, and those losses of several clusters that are worse than
   * the loss of each of them alone.
   */
  readonly rows: readonly SurvivalRow[];
}
