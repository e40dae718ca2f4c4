import { Access } from '../../domain/access';
import { policiesOf } from '../../manifests/dns/routing-policy';
import type { LastOutput, LastRecord } from '../../plan/document/last-output';
import type { Publication } from '../../plan/model/publication-plan';
import type { RecordPlan } from '../../plan/model/system-plan';
import { fleetRule, type PlanFound } from '../rule';

/** The kind of publication of a record. Two kinds can conflict for one name. */
type RecordKind = 'shared' | 'computed' | 'parts' | `${string} members`;

/** The publication of a name changes only if the old records do not block the new ones. */
export const recordPolicy = fleetRule(
  {
    name: 'change/record-policy',
    severity: 'error',
    demands:
      'A name is published as in the last output: by the same program, with the same routing policy, and with each cluster at the same position of an order. A record that clusters share or that the server computes is not replaced by a record of another kind or type.',
    why: 'ExternalDNS never removes shared and computed records: the old record stays beside the new one, or blocks it. Records of one routing policy in one cluster block those of another policy in another cluster, and each waits for the other. Without its TXT record a record has no owner, and ExternalDNS leaves it to Terraform.',
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

/** The publisher of a name changes, or the name waits for one. */
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
      problem: `${name} was published in the last output and waits for ids of health checks now, so its records would be removed`,
      fix: "keep its health checks until the stack has printed the ids of the new ones, and declare those as 'ids'",
    };
  if (how === 'terraform' && kept.length > 0)
    return {
      problem: `${name} was published by ExternalDNS, which would remove it now, and Terraform creates no record that exists already`,
      fix: "accept this, delete the TXT records of the name, import the others into the state of the stack 'dns', apply it, then synchronize",
    };
  if (wasTerraform && how !== 'terraform' && now.length > 0)
    return {
      problem: `${name} was published by Terraform in the last output, and ExternalDNS takes over only its own records`,
      fix: "accept this, remove the records from the state of the stack 'dns' (terraform state rm), and delete them in the zone when this is synchronized",
    };
  return undefined;
}

/** A name has one PRIMARY and one SECONDARY record. If two clusters exchange these, each waits for the other. */
function exchanged(name: string, old: readonly LastRecord[], now: readonly RecordPlan[]): Found | undefined {
  const order = ({ properties }: Pick<LastRecord, 'properties'>): string | undefined =>
    properties.find(property => property.name === 'aws/failover')?.value;
  const changed = now.filter(record => {
    const last = old.find(({ type, setIdentifier }) => type === record.type && setIdentifier === record.setIdentifier);
    return last && order(last) !== undefined && order(record) !== undefined && order(last) !== order(record);
  });
  if (changed.length === 0) return undefined;
  return {
    problem: `${[...new Set(changed.map(({ setIdentifier }) => setIdentifier))].join(' and ')} exchange PRIMARY and SECONDARY of ${name}, and each waits until the other has removed its record`,
    fix,
  };
}

function replaced(
  name: string,
  old: readonly LastRecord[],
  now: readonly RecordPlan[],
  how: Publication['kind'] | undefined,
): Found | undefined {
  const [was, is] = [recordKindsOf(old), recordKindsOf(now)];
  // A cluster removes its own records by itself; they block only new records of another kind.
  const stays = (kind: RecordKind): boolean => kind === 'shared' || kind === 'computed';
  const changed = was.filter(kind => !is.includes(kind) && (stays(kind) || (kind !== 'parts' && is.length > 0)));
  if (changed.length === 0) return undefined;
  return { problem: problemOf(name, changed, is.length > 0 ? is.join(' and ') : (how ?? 'not at all')), fix };
}

/** Types of old shared records, which stay in the zone. */
function leftTypes(name: string, old: readonly LastRecord[], now: readonly RecordPlan[]): readonly Found[] {
  const left = old.filter(({ scope, type }) => scope !== 'local' && !now.some(record => record.type === type)).map(({ type }) => type);
  if (left.length === 0) return [];
  const types = [...new Set(now.map(({ type }) => type))].join(' and ');
  return [
    {
      severity: 'warning' as const,
      problem: `${name} was ${left.join(' and ')} in the last output and is ${types} now, and nothing removes the old record`,
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

const recordKindsOf = (records: readonly LastRecord[]): readonly RecordKind[] => [...new Set(records.map(recordKindOf))];

/** The kind of a record. Properties of providers other than Route 53 say nothing about the policy; then it counts as unchanged. */
function recordKindOf({ scope, setIdentifier, properties }: LastRecord): RecordKind {
  if (scope === 'global') return 'shared';
  if (scope === 'computed') return 'computed';
  if (setIdentifier === undefined) return 'parts';
  return `${policiesOf(properties.map(({ name }) => name))[0] ?? 'routed'} members`;
}

const problemOf = (name: string, was: readonly RecordKind[], is: string): string => {
  const before = was.join(' and ');
  if (was.some(kind => kind === 'shared' || kind === 'computed'))
    return `${name} was ${before} in the last output and is ${is} now, and nothing removes the old record`;
  return `${name} was ${before} in the last output and is ${is} now: each new record waits until all clusters have removed the old one`;
};

const fix = 'keep it, take a new host, or accept this and delete the old records, TXT records too, when it is applied';
