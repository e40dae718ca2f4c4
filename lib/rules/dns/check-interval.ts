import { systemRule } from '../rule';

/** Providers that check offer few intervals. */
export const checkInterval = systemRule(
  {
    name: 'dns/check-interval',
    severity: 'error',
    demands: 'Health checks of the DNS provider have an interval that it offers.',
    why: 'The time until a failover is computed from the interval; one that the provider does not know is refused by its API, or never was that of the existing check.',
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
        problem: `the health checks have an interval of ${seconds} s, and DNS provider '${name}' knows ${offered.map(each => `${each} s`).join(' and ')}`,
        fix: `use ${offered.map(each => `Duration.seconds(${each})`).join(' or ')}`,
      },
    ];
  },
);
