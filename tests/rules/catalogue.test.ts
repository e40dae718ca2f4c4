import { Finding } from '../../lib';
import { catalogue } from '../../lib/rules/catalogue';
import { checkPlan, planRules } from '../../lib/rules/plan-rules';
import { fleet, must, plan, spread, system } from '../fixtures';
import { cases, casesOf, flawless } from './fixtures';

const names = catalogue.filter(({ plan: check }) => check !== undefined).map(({ name }) => name);

/** A text with all of the parts. */
const saying = (parts: readonly string[]): unknown =>
  expect.stringMatching(new RegExp(parts.map(part => `(?=.*${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`).join('')));

describe('the catalogue', () => {
  it('has every rule about plans, and the list of these has no other', () => {
    const listed = planRules.map(({ name }) => name);
    expect([...listed].sort()).toEqual([...names].sort());
  });

  it('names every rule once', () => {
    expect(names.filter((name, position) => names.indexOf(name) !== position)).toEqual([]);
  });

  it('names rules by area and rule', () => {
    expect(names.filter(name => !/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  it('has no rule that nothing breaks, and no case is of a rule that it does not have', () => {
    const broken = Object.entries(cases).filter(([, list]) => list.some(({ finds }) => finds.length > 0));
    expect(broken.map(([name]) => name).sort()).toEqual([...names].sort());
  });

  it('has no rule that nothing passes', () => {
    const passed = Object.entries(cases).filter(([, list]) => list.some(({ finds }) => finds.length === 0));
    expect(passed.map(([name]) => name).sort()).toEqual([...names].sort());
  });

  it('has no rule whose limit nothing is at', () => {
    const limits = Object.entries(cases).filter(([, list]) => list.some(({ boundary }) => boundary === true));
    expect(limits.map(([name]) => name).sort()).toEqual([...names].sort());
  });

  it('finds nothing wrong with a fleet that breaks no rule', () => {
    expect(checkPlan(flawless, undefined)).toEqual([]);
  });

  it('says what every rule finds, all at once', () => {
    const [index] = casesOf('fleet/cluster-index');
    const [host] = casesOf('dns/host-zone');
    const both = { ...must(host).plan, clusters: must(index).plan.clusters };
    expect(checkPlan(both, undefined).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['fleet/cluster-index', 'dns/host-zone']));
  });
});

describe('a promise to survive the loss of any one member', () => {
  const errors = (voters: number): boolean => {
    const described = fleet(1);
    return Finding.anyError(checkPlan(plan(described, { demo: system(spread(described.clusters, [voters])) }), undefined));
  };

  it('is found broken where there is one voter, whose loss leaves none', () => {
    expect(errors(1)).toBe(true);
  });

  it('is let through with three voters', () => {
    expect(errors(3)).toBe(false);
  });
});

describe.each(names)('%s', name => {
  const rule = must(catalogue.find(candidate => candidate.name === name));
  const failing = casesOf(name).filter(({ finds }) => finds.length > 0);
  const passing = casesOf(name).filter(({ finds }) => finds.length === 0);

  it.each(failing)('finds $situation', ({ plan, previous, finds }) => {
    const found = must(rule.plan)(plan, previous);
    expect(new Set(found.map(({ at }) => at))).toEqual(new Set(finds.map(({ at }) => at)));
    for (const { at, says, severity = 'error' } of finds) {
      const there = found.filter(candidate => candidate.at === at);
      expect(there.map(finding => [finding.rule, finding.severity])).toEqual(there.map(() => [name, severity]));
      expect(there.map(({ problem }) => problem)).toContainEqual(saying(says));
      for (const { problem, fix } of there) expect(`${problem}; ${fix}`).toMatch(/^(?!.*(undefined|NaN|\[object)).+; .+$/);
    }
  });

  it.each(passing)('lets through $situation', ({ plan, previous }) => {
    expect(must(rule.plan)(plan, previous)).toEqual([]);
  });
});
