import fc from 'fast-check';
import { acknowledge } from '../../lib/check/acknowledge';
import { withConsequences } from '../../lib/check/consequences';
import type { Finding } from '../../lib/domain/finding';
import type { Subject } from '../../lib/domain/subject';
import { everyRule } from '../../lib/rules/every-rule';
import { must } from '../fixtures';

const members = { unit: 'settings', cluster: 'dublin', kind: 'StatefulSet', name: 'settings' };
const field = (...path: readonly (string | number)[]): Subject => ({ ...members, field: path });
const nothingAt = (...path: readonly (string | number)[]): Subject => ({ ...field(...path), holds: 'nothing' });
const missing = (kind: string, name: string): Subject => ({ unit: 'settings', cluster: 'dublin', kind, name, holds: 'nothing' });

const found = (rule: string, about?: Subject, reads: readonly Subject[] = [], change: Partial<Finding> = {}): Finding => ({
  rule,
  severity: must(everyRule.get(rule)).severity,
  at: 'settings/dublin',
  problem: `${rule} is broken`,
  fix: 'mend it',
  ...(about ? { about: [about], reads } : {}),
  ...change,
});

/** Each finding that is reported, with the rules of what follows from it. */
const harms = (findings: readonly Finding[]): readonly string[] =>
  withConsequences(findings).map(({ rule, consequences = [] }) => [rule, ...consequences.map(each => each.rule)].join(' > '));

describe('what the server refuses', () => {
  const refused = found('api/required', nothingAt('spec', 'template'));

  it('explains what is found in the field', () => {
    expect(harms([refused, found('shutdown/grace', field('spec', 'template', 'spec', 'terminationGracePeriodSeconds'))])).toEqual([
      'api/required > shutdown/grace',
    ]);
  });

  it('explains what was concluded from the field, in another object too', () => {
    const service = { ...members, kind: 'Service', field: ['spec', 'selector'] };
    expect(harms([found('names/dangling-service', service, [field('spec', 'template', 'metadata', 'labels')]), refused])).toEqual([
      'api/required > names/dangling-service',
    ]);
  });

  it.each([
    ['a field beside it', field('spec', 'replicas')],
    ['the object as a whole', field()],
    ['another object', { ...members, kind: 'Deployment', field: ['spec', 'template', 'spec'] }],
    ['the same object in another cluster', { ...members, cluster: 'london', field: ['spec', 'template', 'spec'] }],
    ['a missing object', missing('StatefulSet', 'settings')],
  ])('does not explain what is about %s', (_, about) => {
    expect(harms([refused, found('quorum/replicas', about)])).toEqual(['api/required', 'quorum/replicas']);
  });

  it('is one finding for each field that is refused', () => {
    expect(harms([refused, found('api/value', field('spec', 'replicas'))])).toEqual(['api/required', 'api/value']);
  });
});

describe('an object that is not what others take it for', () => {
  const nameless = found('api/name', { ...members, name: '', field: ['metadata', 'name'], holds: 'nothing' });
  const ofNoKind = found('versions/kind', { ...members, kind: 'Rolle', name: 'peers', field: ['kind'] });

  it('explains that one of its kind is missing', () => {
    expect(harms([nameless, found('membership/missing-members', missing('StatefulSet', 'settings'))])).toEqual([
      'api/name > membership/missing-members',
    ]);
  });

  it('explains that one of its name is missing, where the kind is wrong', () => {
    expect(harms([ofNoKind, found('rbac/subjects', field('roleRef'), [missing('Role', 'peers')])])).toEqual([
      'versions/kind > rbac/subjects',
    ]);
  });

  it.each([
    ['one of another kind', nameless, missing('Service', 'settings')],
    ['one of another name', ofNoKind, missing('Role', 'others')],
    ['one of another cluster', nameless, { ...missing('StatefulSet', 'settings'), cluster: 'london' }],
  ])('does not explain that %s is missing', (_, cause, about) => {
    expect(harms([cause, found('membership/missing-members', about)])).toHaveLength(2);
  });

  it('does not explain what else is wrong with the object', () => {
    expect(harms([nameless, found('quorum/replicas', { ...members, name: '', field: ['spec', 'replicas'] })])).toHaveLength(2);
  });
});

describe('a rule that follows another', () => {
  const uncovered = found('disruption/coverage', missing('PodDisruptionBudget', 'settings'));

  it('is explained by it where it looked at the same', () => {
    expect(harms([found('disruption/budget', field(), [missing('PodDisruptionBudget', 'settings')]), uncovered])).toEqual([
      'disruption/coverage > disruption/budget',
    ]);
  });

  it('is not explained by it elsewhere', () => {
    const elsewhere = { ...missing('PodDisruptionBudget', 'settings'), cluster: 'london' };
    expect(harms([found('disruption/budget', field(), [elsewhere]), uncovered])).toHaveLength(2);
  });

  it('does not explain it', () => {
    const budget = found('disruption/budget', field(), [missing('PodDisruptionBudget', 'settings')]);
    expect(withConsequences([budget, uncovered]).map(({ rule }) => rule)).toEqual(['disruption/coverage']);
  });

  it('is attached to what explains the one that explains it', () => {
    const gone = found('versions/kind', { ...members, kind: 'Budget', field: ['kind'] });
    expect(harms([found('disruption/budget', field(), [missing('PodDisruptionBudget', 'settings')]), uncovered, gone])).toEqual([
      'versions/kind > disruption/budget > disruption/coverage',
    ]);
  });

  it('is explained in a plan too', () => {
    const votes: Subject = { unit: 'settings', field: ['votes', 'settings'] };
    expect(
      harms([found('objectives/rto', { unit: 'settings', field: ['objectives'] }, [votes]), found('quorum/cluster-loss', votes)]),
    ).toEqual(['quorum/cluster-loss > objectives/rto']);
  });
});

describe('findings about the same', () => {
  it('are one where nothing is there, whichever rules miss it', () => {
    const annotations = nothingAt('metadata', 'annotations');
    expect(harms([found('argo/confirm', annotations), found('state/one-active', annotations)])).toEqual([
      'argo/confirm > state/one-active',
    ]);
  });

  it('are one where one value is wrong in several ways', () => {
    const image: Subject = { ...field('spec', 'image'), holds: 'one value' };
    expect(harms([found('images/floating-tag', image), found('images/same-version', image)])).toEqual([
      'images/floating-tag > images/same-version',
    ]);
  });

  it('are one of one rule, also where several fields are below', () => {
    expect(harms([found('argo/options', field('spec')), found('argo/options', field('spec'), [], { problem: 'another' })])).toEqual([
      'argo/options > argo/options',
    ]);
  });

  it('stay two of two rules where several fields are below', () => {
    expect(harms([found('argo/options', field('spec')), found('argo/retry', field('spec'))])).toHaveLength(2);
  });

  it('are one of a system in a plan, where the same is said of several clusters', () => {
    const port = (at: string, problem = 'too long'): Finding => found('names/port', undefined, [], { at, problem });
    expect(harms([port('a/dublin'), port('a/london'), port('b/dublin'), port('a/dublin', 'another')])).toEqual([
      'names/port > names/port',
      'names/port',
      'names/port',
    ]);
  });

  it('are said once where they say the same of the same place', () => {
    const once = found('input/strategy', undefined, [], { at: 'fleet.network.bind()' });
    expect(withConsequences([once, once, once])).toEqual([once]);
  });
});

describe('a finding from which others follow', () => {
  const warning = found('resources/requests', nothingAt('spec', 'resources'), [], { severity: 'warning' });
  const error = found('resources/memory', nothingAt('spec', 'resources'), [], { severity: 'error' });

  it('is the severest of those about the same', () => {
    expect(withConsequences([warning, error])[0]).toMatchObject({ rule: 'resources/memory', severity: 'error' });
  });

  it('is as severe as the severest that follows from it', () => {
    const votes: Subject = { unit: 'settings', field: ['votes', 'settings'] };
    const two = found('quorum/two-clusters', votes, [], { severity: 'warning' });
    const time = found('objectives/rto', { unit: 'settings', field: ['objectives'] }, [votes]);
    expect(withConsequences([two, time])).toEqual([{ ...two, severity: 'error', consequences: [time] }]);
  });
});

describe('what is accepted', () => {
  const cause = found('bootstrap/inputs', missing('ConfigMap', 'settings-bootstrap'));
  const first = found('bootstrap/token', field('spec'), [missing('ConfigMap', 'settings-bootstrap')]);
  const second = found('membership/peer-list', field('spec'), [missing('ConfigMap', 'settings-bootstrap')]);
  const accepting = (rule: string) => ({ rule, at: 'settings/dublin', reason: 'a test', until: '2027-03-31' });
  const reported = (...rules: readonly string[]) => {
    const { findings, accepted } = acknowledge([cause, first, second], rules.map(accepting), { today: '2027-03-01', of: 'manifests' });
    return { findings: harms(findings), accepted: accepted.map(({ finding }) => finding.rule) };
  };

  it('explains nothing: what would have followed from it counts', () => {
    expect(reported('bootstrap/inputs')).toEqual({ findings: ['bootstrap/token', 'membership/peer-list'], accepted: ['bootstrap/inputs'] });
  });

  it('may be what follows alone: its cause counts, and what else follows from it', () => {
    expect(reported('bootstrap/token')).toEqual({ findings: ['bootstrap/inputs > membership/peer-list'], accepted: ['bootstrap/token'] });
  });

  it('is gone only where each of its rules is accepted', () => {
    expect(reported('bootstrap/inputs', 'bootstrap/token', 'membership/peer-list').findings).toEqual([]);
  });

  it('of a rule at one place leaves the same rule at another', () => {
    const [dublin, london] = ['settings/dublin', 'settings/london'].map(at => found('names/port', undefined, [], { at })) as [
      Finding,
      Finding,
    ];
    const { findings } = acknowledge([dublin, london], [accepting('names/port')], { today: '2027-03-01', of: 'plan' });
    expect(withConsequences(findings)).toEqual([london]);
  });
});

describe('rules that follow one another', () => {
  const rules = [...everyRule.values()];

  it('form no circle', () => {
    const ends = new Set<string>();
    const circles: string[] = [];
    const visit = (name: string, way: readonly string[]): void => {
      if (way.includes(name)) circles.push([...way, name].join(' > '));
      if (way.includes(name) || ends.has(name)) return;
      for (const each of must(everyRule.get(name)).follows ?? []) visit(each.name, [...way, name]);
      ends.add(name);
    };
    for (const { name } of rules) visit(name, []);
    expect(circles).toEqual([]);
  });

  it('are rules that there are', () => {
    expect(rules.flatMap(({ follows = [] }) => follows).filter(rule => everyRule.get(rule.name) !== rule)).toEqual([]);
  });

  it('are about the server alone where they are about the server', () => {
    const beyond = rules
      .filter(({ fundamental }) => fundamental)
      .flatMap(({ name, follows = [] }) => follows.map(rule => [name, rule] as const));
    expect(beyond.filter(([, rule]) => !rule.fundamental).map(([name, rule]) => `${name} follows ${rule.name}`)).toEqual([]);
  });
});

describe('any findings', () => {
  const steps = fc.array(fc.constantFrom('spec', 'template', 0), { maxLength: 3 });
  const subject = fc.record(
    {
      unit: fc.constantFrom('a', 'b'),
      cluster: fc.constantFrom('dublin', 'london'),
      kind: fc.constantFrom('StatefulSet', 'Service'),
      name: fc.constantFrom('', 'x'),
      field: steps,
      holds: fc.constantFrom('nothing' as const, 'one value' as const, 'several' as const),
    },
    { requiredKeys: ['unit'] },
  );
  const finding: fc.Arbitrary<Finding> = fc.record({
    rule: fc.constantFrom(...everyRule.keys()),
    severity: fc.constantFrom('error' as const, 'warning' as const),
    at: fc.constantFrom('a', 'a/dublin', 'b/london', 'fleet'),
    problem: fc.uuid(),
    fix: fc.constant('mend it'),
    about: fc.array(subject, { minLength: 1, maxLength: 2 }),
    reads: fc.array(subject, { maxLength: 2 }),
  });
  const findings = fc.array(finding, { maxLength: 40 });

  it('are all reported, each once', () => {
    fc.assert(
      fc.property(findings, all => {
        const shown = withConsequences(all).flatMap(each => [each, ...(each.consequences ?? [])]);
        expect(shown.map(({ problem }) => problem).sort()).toEqual(all.map(({ problem }) => problem).sort());
      }),
    );
  });

  it('keep their severity: an error is one, or part of one', () => {
    fc.assert(
      fc.property(findings, all => {
        const errors = new Set(all.filter(({ severity }) => severity === 'error').map(({ problem }) => problem));
        for (const each of withConsequences(all)) {
          const parts = [each, ...(each.consequences ?? [])];
          expect(each.severity).toBe(parts.some(({ problem }) => errors.has(problem)) ? 'error' : 'warning');
          for (const { problem, severity } of each.consequences ?? []) expect(severity).toBe(errors.has(problem) ? 'error' : 'warning');
        }
      }),
    );
  });

  it('that stand by themselves do so again', () => {
    fc.assert(
      fc.property(findings, all => {
        const heads = withConsequences(all).map(({ problem }) => problem);
        expect(withConsequences(all.filter(({ problem }) => heads.includes(problem))).map(({ problem }) => problem)).toEqual(heads);
      }),
    );
  });
});
