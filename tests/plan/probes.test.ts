import { Size } from 'cdk8s';
import { probePeriodSeconds, readinessFailures, startupSeconds } from '../../lib/plan/members/probes';

describe('a member that starts', () => {
  it.each([
    [1, 300],
    [5, 300],
    [6, 308], // 6144 MiB at 20 MiB/s
    [100, 5120],
  ])('with %i GiB has %i seconds to read its log', (gibibytes, seconds) => {
    expect(startupSeconds(Size.gibibytes(gibibytes))).toBe(seconds);
  });
});

describe('a readiness probe', () => {
  it.each(['member', 'quorum'] as const)('that needs a %s outlasts two election timeouts', needs => {
    for (const electionMillis of [1000, 5000, 10_000, 50_000]) {
      const failures = readinessFailures(needs, { heartbeatMillis: electionMillis / 10, electionMillis });
      // The first probe may fall right at the start of the election.
      expect((failures - 1) * probePeriodSeconds * 1000).toBeGreaterThanOrEqual(2 * electionMillis);
    }
  });

  it('that asks the process alone fails after three', () => {
    expect(readinessFailures('process', { heartbeatMillis: 1000, electionMillis: 50_000 })).toBe(3);
  });
});
