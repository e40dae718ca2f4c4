import type { Construct } from 'constructs';
import type { SystemChart } from '../../lib/kubernetes/system-chart';
import type { UnitPlan } from '../../lib/kubernetes/unit-plan';
import { type Import, places, type Source, source, sources } from './sources';

/**
 * A unit is left out when the digest of its `UnitPlan` is what it was. That is right only if the constructs of a system read nothing
 * else, so that no input can be forgotten in the digest.
 */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only while the chart of a system is given its place and its plan, and nothing beside them. */
const givenItsPlan: Same<ConstructorParameters<typeof SystemChart>, [scope: Construct, plan: UnitPlan]> = true;

const chartFile = 'lib/kubernetes/system-chart.ts';
const planFile = 'lib/kubernetes/unit-plan.ts';

/** Modules whose types are parts of a `UnitPlan`, or forms of what is rendered: all that constructs of a system may know. */
const parts: Readonly<Record<string, readonly string[] | '*'>> = {
  'lib/domain/discovery.ts': '*',
  'lib/domain/engine.ts': ['EngineConfig', 'EngineShutdown', 'EngineTask', 'EnvironmentVariable', 'ProbeHandler'],
  'lib/domain/exposure.ts': '*',
  'lib/domain/gateway-route.ts': '*',
  'lib/domain/kubernetes-object.ts': '*',
  'lib/domain/peer-tls.ts': '*',
  'lib/domain/finding.ts': '*',
  'lib/plan/model/balancer-plan.ts': '*',
  'lib/plan/model/network-edge.ts': '*',
};

/** What a construct could read beside what it is given: the surroundings of the program, the tree above it, or what was before. */
const surroundings =
  /\b(process|globalThis|Date|performance|require)\b|Math\.random|\b(tryG|g)etContext\b|\bnode\.(root|scope)\b|(?<![^\n])(export )?let /;

/** The files that rendering runs through, from the chart of a system on; how a unit's plan is made is not among them. */
function rendering(all: readonly Source[]): readonly Source[] {
  const byPath = new Map(all.map(file => [file.path, file]));
  const found = new Set<string>();
  const visit = (path: string): void => {
    const file = byPath.get(path);
    if (!file || found.has(path) || path === planFile) return;
    found.add(path);
    for (const { file: next, typeOnly } of file.imports) if (next && !typeOnly) visit(next);
  };
  visit(chartFile);
  return all.filter(({ path }) => found.has(path));
}

/** Imports of constructs of a system that lead to more than its plan holds. */
const wider = ({ path, imports }: Source): readonly string[] =>
  imports
    .filter(({ file, names }: Import) => {
      if (!file || !/^lib\/(domain|plan\/model)\//.test(file)) return false;
      const known = parts[file];
      return known === undefined || (known !== '*' && (names.length === 0 || names.some(name => !known.includes(name))));
    })
    .map(({ from, names }) => `${path} -> ${from} (${names.join(', ')})`);

describe('the constructs of a system', () => {
  const reached = rendering(sources('lib'));
  const constructs = reached.filter(({ path }) => path.startsWith('lib/kubernetes/'));

  it('are given the plan of their unit, which the digest covers, and nothing else', () => {
    expect(givenItsPlan).toBe(true);
    expect(constructs.length).toBeGreaterThan(20);
    expect(constructs.flatMap(wider)).toEqual([]);
  });

  it('read nothing of what surrounds them, and neither does what they call', () => {
    expect(reached.length).toBeGreaterThan(constructs.length);
    expect(reached.flatMap(file => places(file, surroundings))).toEqual([]);
  });
});

describe('these tests', () => {
  const planted = (path: string, text: string): Source => source(path, text);

  it('find a construct that is given more', () => {
    const text = [
      "import type { Dns } from '../domain/dns';",
      "import type { RaftEngine } from '../domain/engine';",
      "import type { SystemPlan } from '../plan/model/system-plan';",
      "import type { RenderedSeat } from './unit-plan';",
    ].join('\n');
    expect(wider(planted('lib/kubernetes/planted.ts', text))).toEqual([
      'lib/kubernetes/planted.ts -> ../domain/dns (Dns)',
      'lib/kubernetes/planted.ts -> ../domain/engine (RaftEngine)',
      'lib/kubernetes/planted.ts -> ../plan/model/system-plan (SystemPlan)',
    ]);
  });

  it('find what they call, and what that reads', () => {
    const called = planted('lib/plan/planted.ts', 'const a = 0;\nlet before = 0;\nexport const today = () => new Date(process.env.NOW);\n');
    const chart = planted(chartFile, "import { today } from '../plan/planted';\nconst app = this.node.root;\n");
    const found = rendering([called, chart, planted('lib/plan/other.ts', '')]);
    expect(found.map(({ path }) => path)).toEqual(['lib/plan/planted.ts', chartFile]);
    expect(found.flatMap(file => places(file, surroundings)).map(place => place.replace(/^\S+ /, ''))).toEqual([
      'let',
      'Date',
      'process',
      'node.root',
    ]);
  });
});
