import { systemRule } from '../rule';

const mostSeconds = 60;

/** A name that follows health checks has a short TTL. */
export const recordTtl = systemRule(
  {
    name: 'dns/ttl',
    severity: 'warning',
    demands: 'The TTL of a name that follows health checks is 60 s at most.',
    why: 'Resolvers cache the answer with a lost cluster for its TTL, however fast the health checks are.',
    source: 'Amazon Route 53 FAQ and "Best practices for Amazon Route 53 DNS": 60 s or less with health checks.',
  },
  ({ publication, system: { access } }) => {
    if (access.kind !== 'dns' || !access.healthChecks || publication?.how.kind === 'shared') return [];
    const seconds = access.ttl.toSeconds();
    if (seconds <= mostSeconds) return [];
    return [
      {
        problem: `the TTL of '${access.host}' is ${seconds} s, so a failover by health checks takes that much longer`,
        fix: `use Duration.seconds(${mostSeconds}) or less`,
      },
    ];
  },
);
