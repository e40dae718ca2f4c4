import type { Fleet } from '../../domain/fleet';
import { roundTripLookup } from '../members/round-trip-lookup';
import type { OutagePlan } from '../model/outage-plan';
import type { Loss, LossCount, Step, SurvivalPlan, SurvivalRow } from '../model/survival-plan';
import type { SystemPlan } from '../model/system-plan';
import { type LeaderLatency, planLatencies } from '../survival/latency';

/** A type whose undefined values are null, as JSON has them. */
type Nullable<Value> = { readonly [Key in keyof Value]: undefined extends Value[Key] ? Exclude<Value[Key], undefined> | null : Value[Key] };

/** An outage, in `fleet.json`. */
export type OutageDocument = Nullable<OutagePlan>;

/** One loss and the state of the system after it, in `fleet.json`. */
export interface SurvivalRowDocument extends Loss {
  readonly leader: readonly string[];
  readonly elections: SurvivalRow['elections'];
  readonly quorum: boolean;
  readonly votes: number;
  readonly members: readonly string[] | null;
  readonly serves: readonly string[];
  readonly stranded: readonly string[];
  readonly unfenced: readonly string[];
  readonly unfencedName: readonly string[];
  readonly steps: readonly Step[];
  /** Position of its outage in `outages`: many losses have the same outage. */
  readonly outage: number;
}

/** What a system survives, in `fleet.json`. */
export interface SurvivalDocument {
  readonly fatal: readonly string[];
  readonly witnessVotes: number | null;
  /** In the order of the clusters that have votes. */
  readonly movedVotes: readonly number[] | null;
  readonly counts: readonly Nullable<LossCount>[];
  readonly rows: readonly SurvivalRowDocument[];
  readonly outages: readonly OutageDocument[];
}

/** Latency of one group, in `fleet.json`. */
export interface LatencyDocument {
  readonly group: string;
  readonly bestHome: string | null;
  readonly leaders: readonly Nullable<LeaderLatency>[];
}

/** The computed promises of one system, in `fleet.json`: outage, survival and latency. */
export interface ProofDocument {
  /** The worst outage after the loss of one cluster. */
  readonly outage: OutageDocument;
  /** Every loss, and the state of the system after it. */
  readonly survival: SurvivalDocument;
  /** Latency of the serving group and of every stretched group. */
  readonly latency: readonly LatencyDocument[];
}

export const proofDocument = (plan: SystemPlan, fleet: Fleet): ProofDocument => ({
  outage: outageDocument(plan.outage),
  survival: survivalDocument(plan.survival),
  latency: latencyDocuments(plan, fleet),
});

const outageDocument = (outage: OutagePlan): OutageDocument => ({
  ...outage,
  lostSeconds: outage.lostSeconds ?? null,
  typicalLostSeconds: outage.typicalLostSeconds ?? null,
});

function survivalDocument({ fatal, witnessVotes, movedVotes, counts, rows }: SurvivalPlan): SurvivalDocument {
  const outages: OutageDocument[] = [];
  const positions = new Map<string, number>();
  const positionOf = (outage: OutagePlan): number => {
    const document = outageDocument(outage);
    const key = JSON.stringify(document);
    const position = positions.get(key) ?? outages.push(document) - 1;
    positions.set(key, position);
    return position;
  };
  return {
    fatal,
    witnessVotes: witnessVotes ?? null,
    movedVotes: movedVotes ? [...movedVotes.values()] : null,
    counts: counts.map(({ loss, ...count }) => ({
      loss,
      examined: count.examined ?? null,
      survived: count.survived ?? null,
      fatal: count.fatal ?? null,
    })),
    rows: rows.map(({ loss, clusters, other, leader, elections, quorum, votes, members, serves, outage, ...row }) => ({
      ...{ loss, clusters, other, leader, elections, quorum, votes, members: members ?? null, serves, stranded: row.stranded },
      ...{ unfenced: row.unfenced, unfencedName: row.unfencedName, steps: row.steps },
      outage: positionOf(outage),
    })),
    outages,
  };
}

const latencyDocuments = (plan: SystemPlan, { roundTrips }: Fleet): readonly LatencyDocument[] =>
  planLatencies(plan, roundTripLookup(roundTrips)).map(({ group, leaders, bestHome }) => ({
    group,
    bestHome: bestHome ?? null,
    leaders: leaders.map(({ cluster, commitMillis, readMillis, clientMillis }) => ({
      cluster,
      commitMillis: commitMillis ?? null,
      readMillis: readMillis ?? null,
      clientMillis: clientMillis ?? null,
    })),
  }));
