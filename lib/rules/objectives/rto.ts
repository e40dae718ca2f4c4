import type { Access } from '../../domain/access';
import type { OutagePlan, OutageTerm } from '../../plan/model/outage-plan';
import { worstCluster } from '../../plan/survival/survival';
import { clusterLoss } from '../quorum/cluster-loss';
import { evenVoters } from '../quorum/even-voters';
import { memberLoss } from '../quorum/member-loss';
import { noVoters } from '../quorum/no-voters';
import { twoClusters } from '../quorum/two-clusters';
import { allVotesOf } from '../quorum/votes-of';
import { systemRule } from '../rule';

/** The declared recovery time holds for the loss of the worst cluster. */
export const recoveryTime = systemRule(
  {
    name: 'objectives/rto',
    severity: 'error',
    demands: 'The declared recovery time holds for the loss of any one cluster.',
    why: 'An outage is the sum of detect, decide, fence, publish, start, elect, TTL, client cache and reconnect. A shorter promise than this sum cannot be kept.',
    source: 'Arithmetic: the sum of the terms; Raft, section 5.2 for the election.',
    follows: [noVoters, clusterLoss, memberLoss, evenVoters, twoClusters],
  },
  ({ outage, survival, system, name }) => {
    const { rto } = system.objectives;
    if (!rto) return [];
    const promised = rto.toSeconds();
    const about = [{ unit: name, field: ['objectives', 'rto'] }];
    const cluster = worstCluster(survival)?.clusters[0] ?? 'the active cluster';
    if (outage.ends === 'restore') {
      return [
        {
          problem: `an rto of ${promised} s is promised, and the loss of ${cluster} costs the quorum until a restore`,
          fix: 'add clusters that vote, or a hot or cold standby',
          about,
          reads: [allVotesOf(name)],
        },
      ];
    }
    if (outage.countedFrom === 'commit') {
      return [
        {
          problem: `an rto of ${promised} s is promised, and after the loss of ${cluster} an operator must decide, in an undeclared time; the rest is ${sum(outage)}`,
          fix: "declare 'onCall', route clients by health checks or a load balancer, or remove 'rto'",
          about,
        },
      ];
    }
    if (outage.worstSeconds <= promised) return [];
    return [
      {
        problem: `${sum(outage)}, and an rto of ${promised} s is promised`,
        fix: `shorten ${toShorten(outage, promised, system.access).join(' and ')}`,
        about,
      },
    ];
  },
);

const sum = ({ terms, worstSeconds }: OutagePlan): string =>
  `${terms.map(({ term, seconds }) => `${term} ${seconds} s`).join(' + ')} = ${worstSeconds} s`;

/** The longest terms of the outage, as many as exceed the promise together. */
function toShorten({ terms, worstSeconds, ends }: OutagePlan, promised: number, access: Access): readonly string[] {
  const longest = [...terms].sort((a, b) => b.seconds - a.seconds);
  let left = worstSeconds;
  const named = longest.filter(({ seconds }) => {
    const needed = left > promised;
    if (needed) left -= seconds;
    return needed;
  });
  return named.map(term => `'${term.term}' (${term.why}) by ${means(term, ends, access)}`);
}

function means({ term }: OutageTerm, ends: OutagePlan['ends'], access: Access): string {
  switch (term) {
    case 'elect':
      return 'clusters with shorter round trips';
    case 'detect':
      return ends === 'automatic' ? checksOf(access) : "the 'notice' of the fleet's 'onCall'";
    case 'decide':
      return "the 'decide' of the fleet's 'onCall'";
    case 'fence':
      return "the 'fence' of the fleet's 'onCall'";
    case 'publish':
      return "the 'poll' of the delivery and the 'interval' of the fleet's 'dns'";
    case 'start':
      return 'a hot standby instead of a cold one, and by a program in another cluster that writes the name or routes clients';
    case 'negative-ttl':
      return "a smaller negative TTL in the SOA record of the zone, and the 'negativeTtl' of the fleet's 'dns'";
    case 'ttl':
      return "the 'ttl' of the access";
    case 'client-cache':
      return access.kind === 'client-list' ? 'a load balancer instead of a list' : "the 'clientCache' of the access";
    case 'reconnect':
      return access.kind === 'gateway' ? 'fewer addresses in one cluster' : "the 'connectTimeout' of the access";
  }
}

function checksOf({ kind }: Access): string {
  switch (kind) {
    case 'load-balancer':
      return "the 'interval', 'timeout' and 'fall' of its 'checks'";
    case 'gateway':
      return "the 'errors' and 'interval' of its 'outliers'";
    case 'dns':
    case 'client-list':
    case 'internal':
      return "the 'interval' and 'failures' of 'healthChecks'";
  }
}
