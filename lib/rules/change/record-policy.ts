import { Access } from '../../domain/access';
import { policiesOf } from '../../manifests/routing-policy';
import type { LastOutput, LastRecord } from '../../plan/last-output';
import { fleetRule } from '../rule';

/** How a name is published, as far as one way stands against another. */
type Way = 'shared' | 'computed' | 'parts' | `${string} members`;

/** A name changes how it is published only where what it leaves behind is not in the way. */
export const recordPolicy = fleetRule(
  {
    name: 'change/record-policy',
    severity: 'error',
    demands:
      'A name is published as it was in the last output: its routing policy stays, and a record that clusters share or that the server computes is neither replaced by another kind nor by another type.',
    why: 'Shared and computed records are never removed by ExternalDNS, so that the old one stays beside the new one, or keeps it from being made. Members of one policy in the one cluster keep those of another in the other cluster from being made, each waiting for the other.',
    source:
      'ExternalDNS plan/policy.go: upsert-only drops deletions; provider/aws/aws.go, requiresDeleteCreate; Route 53 refuses different policies of one name.',
  },
  ({ systems }, previous) => {
    const before = recordsByName(previous);
    return systems.flatMap(({ name: system, records, publication, system: { access } }) => {
      const host = Access.nameOf(access)?.host;
      const names = new Set([...records.map(({ name }) => name), ...(host === undefined ? [] : [host])]);
      return [...names].flatMap(name => {
        const old = before.get(name) ?? [];
        const now = records.filter(record => record.name === name);
        const [was, is] = [waysOf(old), waysOf(now)];
        if (was.length === 0) return [];
        const instead = is.length > 0 ? is.join(' and ') : (publication?.how.kind ?? 'not at all');
        // What its own cluster keeps is removed by itself; it is in the way only where something else takes its place.
        const stays = (way: Way): boolean => way === 'shared' || way === 'computed';
        const changed = was.filter(way => !is.includes(way) && (stays(way) || (way !== 'parts' && is.length > 0)));
        if (changed.length > 0) return [{ at: system, problem: problemOf(name, changed, instead), fix: fixOf(name) }];
        const left = old
          .filter(({ scope, type }) => scope !== 'local' && !now.some(record => record.type === type))
          .map(({ type }) => type);
        if (left.length === 0) return [];
        const types = [...new Set(now.map(({ type }) => type))].join(' and ');
        const problem = `${name} was ${left.join(' and ')} in the last output and is ${types} now, and the old record is never removed by itself`;
        return [
          {
            at: system,
            severity: 'warning' as const,
            problem,
            fix: `delete ${left.join(' and ')} ${name} in the zone when this is applied`,
          },
        ];
      });
    });
  },
);

function recordsByName(previous: LastOutput | undefined): ReadonlyMap<string, readonly LastRecord[]> {
  const found = new Map<string, LastRecord[]>();
  for (const { records } of previous?.systems ?? [])
    for (const record of records) {
      const same = found.get(record.name);
      if (same) same.push(record);
      else found.set(record.name, [record]);
    }
  return found;
}

const waysOf = (records: readonly LastRecord[]): readonly Way[] => [...new Set(records.map(wayOf))];

/** Properties that are not Route 53's say nothing of the policy: then it is taken for the same. */
function wayOf({ scope, setIdentifier, properties }: LastRecord): Way {
  if (scope === 'global') return 'shared';
  if (scope === 'computed') return 'computed';
  if (setIdentifier === undefined) return 'parts';
  return `${policiesOf(properties.map(({ name }) => name))[0] ?? 'routed'} members`;
}

const problemOf = (name: string, was: readonly Way[], is: string): string => {
  const before = was.join(' and ');
  if (was.some(way => way === 'shared' || way === 'computed'))
    return `${name} was ${before} in the last output and is ${is} now, and the old record is never removed by itself`;
  return `${name} was ${before} in the last output and is ${is} now: in each cluster the new record waits until all others have removed the old one`;
};

const fixOf = (name: string): string =>
  `keep it, or take a new host; else delete the records of ${name} in the zone, their TXT records too, when this is applied, and accept the finding until then`;
