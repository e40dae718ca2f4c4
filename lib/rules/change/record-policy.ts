import { Access } from '../../domain/access';
import { policiesOf } from '../../manifests/dns/routing-policy';
import type { LastOutput, LastRecord } from '../../plan/document/last-output';
import type { Publication } from '../../plan/model/publication-plan';
import type { RecordPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound } from '../rule';

/** How a name is published, as far as one way stands against another. */
type Way = 'shared' | 'computed' | 'parts' | `${string} members`;

/** A name changes how it is published only where what it leaves behind is not in the way. */
export const recordPolicy = fleetRule(
  {
    name: 'change/record-policy',
    severity: 'error',
    demands:
      'A name is published as it was in the last output: by whom, and for each cluster in the same place of an order; its routing policy stays, and a record that clusters share or that the server computes is neither replaced by another kind nor by another type.',
    why: 'Shared and computed records are never removed by ExternalDNS, so that the old one stays beside the new one, or keeps it from being made. Members of one policy in the one cluster keep those of another in the other cluster from being made, each waiting for the other. Without its TXT record a record is nobody’s, so that ExternalDNS leaves it to Terraform.',
    source:
      'ExternalDNS plan/policy.go: upsert-only drops deletions; provider/aws/aws.go, requiresDeleteCreate; Route 53 refuses different policies of one name.',
  },
  ({ systems }, previous) => {
    const before = recordsByName(previous);
    const byTerraform = new Set(
      (previous?.systems ?? []).flatMap(({ host, publication }) => (host && publication === 'terraform' ? [host] : [])),
    );
    return systems.flatMap(({ name: at, records, publication, system: { access } }) => {
      const host = Access.nameOf(access)?.host;
      const names = new Set([...records.map(({ name }) => name), ...(host === undefined ? [] : [host])]);
      return [...names].flatMap((name): readonly PlanFound[] => {
        const old = before.get(name) ?? [];
        const now = records.filter(record => record.name === name);
        const how = name === host ? publication?.how.kind : undefined;
        const found = handedOver(name, byTerraform.has(name), how, old, now) ?? exchanged(name, old, now) ?? replaced(name, old, now, how);
        return found ? [{ at, ...found }] : leftTypes(name, old, now).map(left => ({ at, ...left }));
      });
    });
  },
);

type Found = Omit<PlanFound, 'at'>;

/** Who publishes a name changes, or nobody does for now. */
function handedOver(
  name: string,
  wasTerraform: boolean,
  how: Publication['kind'] | undefined,
  old: readonly LastRecord[],
  now: readonly RecordPlan[],
): Found | undefined {
  const kept = old.filter(({ scope }) => scope === 'local');
  if (how === 'waiting' && old.length > 0)
    return {
      problem: `${name} was published in the last output and waits for ids of health checks now, so that it would be taken away`,
      fix: "keep the checks that it had until the stack has printed the ids of the new ones, and give those as 'ids'",
    };
  if (how === 'terraform' && kept.length > 0)
    return {
      problem: `${name} was published by ExternalDNS in the last output, which would take it away, and Terraform makes no record that is there`,
      fix: "accept this, delete the TXT records of the name, import the others into the state of the stack 'dns', apply it, then synchronize",
    };
  if (wasTerraform && how !== 'terraform' && now.length > 0)
    return {
      problem: `${name} was published by Terraform in the last output, and ExternalDNS takes over no record that it has not made`,
      fix: "accept this, take the records out of the state of the stack 'dns' (terraform state rm), and delete them in the zone when this is synchronized",
    };
  return undefined;
}

/** Of a pair of PRIMARY and SECONDARY there is one each, so that none of two that exchange them can begin. */
function exchanged(name: string, old: readonly LastRecord[], now: readonly RecordPlan[]): Found | undefined {
  const order = ({ properties }: Pick<LastRecord, 'properties'>): string | undefined =>
    properties.find(property => property.name === 'aws/failover')?.value;
  const changed = now.filter(record => {
    const last = old.find(({ type, setIdentifier }) => type === record.type && setIdentifier === record.setIdentifier);
    return last && order(last) !== undefined && order(record) !== undefined && order(last) !== order(record);
  });
  if (changed.length === 0) return undefined;
  return {
    problem: `${[...new Set(changed.map(({ setIdentifier }) => setIdentifier))].join(' and ')} exchange PRIMARY and SECONDARY of ${name}, and each waits until the other has given up its own`,
    fix,
  };
}

function replaced(
  name: string,
  old: readonly LastRecord[],
  now: readonly RecordPlan[],
  how: Publication['kind'] | undefined,
): Found | undefined {
  const [was, is] = [waysOf(old), waysOf(now)];
  // What its own cluster keeps is removed by itself; it is in the way only where something else takes its place.
  const stays = (way: Way): boolean => way === 'shared' || way === 'computed';
  const changed = was.filter(way => !is.includes(way) && (stays(way) || (way !== 'parts' && is.length > 0)));
  if (changed.length === 0) return undefined;
  return { problem: problemOf(name, changed, is.length > 0 ? is.join(' and ') : (how ?? 'not at all')), fix };
}

/** Types of shared records that are no more, and stay. */
function leftTypes(name: string, old: readonly LastRecord[], now: readonly RecordPlan[]): readonly Found[] {
  const left = old.filter(({ scope, type }) => scope !== 'local' && !now.some(record => record.type === type)).map(({ type }) => type);
  if (left.length === 0) return [];
  const types = [...new Set(now.map(({ type }) => type))].join(' and ');
  return [
    {
      severity: 'warning' as const,
      problem: `${name} was ${left.join(' and ')} in the last output and is ${types} now, and the old record is never removed by itself`,
      fix: `delete ${left.join(' and ')} ${name} in the zone when this is applied`,
    },
  ];
}

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
  return `${name} was ${before} in the last output and is ${is} now: each new record waits until all clusters have removed the old one`;
};

const fix = 'keep it, take a new host, or accept this and delete the old records, TXT records too, when it is applied';
