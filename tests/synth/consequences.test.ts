import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { type Acknowledgement, type Cluster, FleetApp, type FleetAppProps, GeoRaft, Survive, type SynthesisResult } from '../../lib';
import { withConsequences } from '../../lib/check/consequences';
import { checkPlan } from '../../lib/rules/plan-rules';
import { casesOf } from '../rules/fixtures';
import { dublin, emptyFolder, fleetIn, frankfurt, london, seats, stretched } from './example';
import { refused } from './refused';

/** A system whose votes are in two clusters, and that promises what no such system can keep. */
const promising = (folder: string, props: FleetAppProps = {}): FleetApp => {
  const app = new FleetApp(fleetIn(folder), { outdir: join(folder, 'dist'), today: '2027-03-01', ...props });
  const objectives = { survive: Survive.anyOneMember(), rto: Duration.minutes(30), rpo: Duration.seconds(0) };
  new GeoRaft(app, 'store', stretched({ topology: seats([frankfurt, 2], [dublin, 1]), objectives }));
  return app;
};
const accepting = (...rules: readonly string[]): readonly Acknowledgement[] =>
  rules.map(rule => ({ rule, at: 'store', reason: 'a third cluster is bought in May', until: '2027-06-30' }));
const harms = ({ findings }: SynthesisResult): readonly string[] =>
  findings.map(({ rule, severity, consequences = [] }) => [`${severity} ${rule}`, ...consequences.map(each => each.rule)].join(' > '));
const synthesized = (...accepted: readonly string[]): SynthesisResult =>
  promising(emptyFolder(), { acknowledged: accepting(...accepted) }).synthesize();

describe('votes in two clusters, from which broken promises follow', () => {
  it('are one finding, as severe as what follows', () => {
    expect(harms(synthesized())).toEqual(['error quorum/two-clusters > objectives/rpo > objectives/rto']);
  });

  it('stop the synthesis, and say why below', () => {
    const folder = emptyFolder();
    const { lines, below, exitCode, untouched } = refused(promising(folder), folder);
    expect([exitCode, untouched]).toEqual([1, true]);
    expect(lines).toEqual([expect.stringMatching(/^error: \[store\] quorum\/two-clusters: /), '1 error; nothing was written']);
    expect(below).toEqual(['because of it: objectives/rpo at store; objectives/rto at store']);
  });

  it('may be accepted, and the promises still cannot be kept', () => {
    const result = synthesized('quorum/two-clusters');
    expect(harms(result)).toEqual(['error objectives/rto > objectives/rpo']);
    expect(result.objects).toBe(0);
  });

  it('may be accepted with one of the promises, and the other one stops the synthesis', () => {
    expect(harms(synthesized('quorum/two-clusters', 'objectives/rto'))).toEqual(['error objectives/rpo']);
  });

  it('are written when everything is accepted', () => {
    const result = synthesized('quorum/two-clusters', 'objectives/rto', 'objectives/rpo');
    expect(harms(result)).toEqual([]);
    expect(result.accepted).toHaveLength(3);
    expect(result.objects).toBeGreaterThan(0);
  });

  it('warn where the promises alone are accepted', () => {
    const result = synthesized('objectives/rto', 'objectives/rpo');
    expect(harms(result)).toEqual(['warning quorum/two-clusters']);
    expect(result.objects).toBeGreaterThan(0);
  });
});

describe('votes that are an even number', () => {
  const found = (...votes: readonly (readonly [Cluster, number])[]): readonly string[] => {
    const folder = emptyFolder();
    const app = new FleetApp(fleetIn(folder), { outdir: join(folder, 'dist') });
    new GeoRaft(app, 'store', stretched({ topology: seats(...votes) }));
    return harms(app.synthesize());
  };

  it('explain that one of three clusters has half of them', () => {
    expect(found([frankfurt, 2], [dublin, 1], [london, 1])).toEqual(['error quorum/even-voters > quorum/cluster-loss']);
  });

  it('do not explain it of two clusters, which an odd number does not help', () => {
    expect(found([frankfurt, 2], [dublin, 2])).toEqual(['error quorum/cluster-loss > quorum/cluster-loss', 'error quorum/even-voters']);
  });
});

describe('a zone that keeps for longer than promised that a name does not exist', () => {
  const failing = casesOf('dns/negative-ttl').filter(({ finds }) => finds.length > 0);

  it('follows from the outage, where it is a part of that, and stands alone elsewhere', () => {
    const attached = failing.map(({ plan, previous }) => {
      const outage = withConsequences(checkPlan(plan, previous)).find(({ rule }) => rule === 'objectives/rto');
      return (outage?.consequences ?? []).some(({ rule }) => rule === 'dns/negative-ttl');
    });
    const counted = failing.map(({ plan }) =>
      plan.systems.some(({ outage: { terms } }) => terms.some(({ term }) => term === 'negative-ttl')),
    );
    expect(attached).toEqual(counted);
    expect(new Set(counted)).toEqual(new Set([true, false]));
  });
});
