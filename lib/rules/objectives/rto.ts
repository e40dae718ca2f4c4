import { systemRule } from '../rule';

/** The declared recovery time holds for the loss of the worst cluster. */
export const recoveryTime = systemRule(
  {
    name: 'objectives/rto',
    severity: 'error',
    demands: 'The declared recovery time holds for the loss of any one cluster.',
    why: 'An outage is a sum: detect, decide, fence, publish, TTL, client cache. A promise that is smaller than the sum cannot be kept.',
    source: 'georaft design, section 4, rule 14; Raft, section 5.2 for the election.',
  },
  ({ outage, system }) => {
    const { rto } = system.objectives;
    if (!rto) return [];
    const promised = rto.toSeconds();
    if (outage.ends === 'restore') {
      return [
        {
          problem: `${promised} s are promised, and the loss of the active cluster takes the quorum away for good`,
          fix: 'add clusters that vote, or a hot or cold standby',
        },
      ];
    }
    if (outage.ends === 'decision') {
      return [
        {
          problem: `${promised} s are promised, and somebody must first decide to move the name; the rest takes ${outage.worstSeconds} s`,
          fix: "use a DNS provider with 'healthChecks', or promise no 'rto'",
        },
      ];
    }
    if (outage.worstSeconds <= promised) return [];
    const longest = [...outage.terms].sort((a, b) => b.seconds - a.seconds)[0];
    const terms = outage.terms.map(({ term, seconds }) => `${term} ${seconds} s`).join(' + ');
    return [
      {
        problem: `${terms} = ${outage.worstSeconds} s, and ${promised} s are promised`,
        fix: `shorten '${longest?.term}' (${longest?.why})`,
      },
    ];
  },
);
