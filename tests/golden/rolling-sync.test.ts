import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { FleetDocument } from '../../lib/plan/document/fleet-document';

interface ApplicationSet {
  readonly spec: {
    readonly strategy: {
      readonly rollingSync: { readonly steps: readonly { readonly matchExpressions: readonly { values: string[] }[] }[] };
    };
  };
}

const dist = join(__dirname, 'rolling-sync', 'dist');
const { systems } = JSON.parse(readFileSync(join(dist, 'fleet.json'), 'utf8')) as FleetDocument;
const stepsOf = (system: string): readonly (readonly string[])[] => {
  const set = parse(readFileSync(join(dist, 'argocd', `${system}.yaml`), 'utf8')) as ApplicationSet;
  return set.spec.strategy.rollingSync.steps.map(({ matchExpressions }) => matchExpressions.flatMap(({ values }) => values));
};

describe.each(systems)('the steps of $name', ({ name, groups, seats, state }) => {
  const steps = stepsOf(name);

  it('name every cluster of the system once', () => {
    expect([...steps.flat()].sort()).toEqual(seats.map(({ cluster }) => cluster).sort());
  });

  // Argo CD goes on once a step is healthy. Members are ready with a quorum, and a later step's members do not exist yet.
  it('wait for no member that only a later step brings', () => {
    for (const { members, quorum } of groups) {
      const votes = (clusters: readonly string[]): number =>
        members.filter(({ role, cluster }) => role === 'voter' && clusters.includes(cluster)).length;
      const first = steps.find(clusters => votes(clusters) > 0) ?? [];
      expect(state.bootstrapped || votes(first) >= quorum).toBe(true);
    }
  });
});
