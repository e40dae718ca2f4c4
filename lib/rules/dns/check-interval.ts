import { systemRule } from '../rule';

/** The interval of health checks is one that the DNS provider offers. */
export const checkInterval = systemRule(
  {
    name: 'dns/check-interval',
    severity: 'error',
    demands: 'Health checks have an interval that the DNS provider offers.',
    why: 'The time until a failover is computed from the interval. The API of the provider refuses any other interval, and an existing check cannot have it.',
    source: 'Route 53 API reference, HealthCheckConfig.RequestInterval: 10 or 30.',
  },
  ({ system: { access } }, { fleet }) => {
    const { name, capabilities } = fleet.dns.provider;
    const offered = capabilities.checkIntervals.map(interval => interval.toSeconds());
    if (access.kind !== 'dns' || !access.healthChecks || access.healthChecks.kind === 'server' || offered.length === 0) return [];
    const seconds = access.healthChecks.interval.toSeconds();
    if (offered.includes(seconds)) return [];
    return [
      {
        problem: `the health checks have an interval of ${seconds} s, and DNS provider '${name}' offers ${offered.map(each => `${each} s`).join(' and ')}`,
        fix: `use ${offered.map(each => `Duration.seconds(${each})`).join(' or ')}`,
      },
    ];
  },
);
