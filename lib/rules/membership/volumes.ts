import { isDeepStrictEqual } from 'node:util';
import { objectOf } from '../../manifests/objects/cluster-objects';
import { dataClaim } from '../../manifests/pods/data-volume';
import { ledgerMembersOf } from '../../manifests/pods/disruption-budget';
import type { MemberPool, PlannedPool } from '../../manifests/pods/member-pool';
import { type Json, listAt, textAt } from '../../manifests/yaml/json';
import { firstVolume } from '../../plan/members/recorded-seats';
import { plannedMemberRule } from '../member-rule';
import type { ManifestFound } from '../rule';

const file = 'ledger.json';

/** A member starts only on the volume that its group counts on. */
export const memberVolumes = plannedMemberRule(
  {
    name: 'membership/volumes',
    severity: 'error',
    demands:
      'Where jobs change the membership, a container that runs before each member compares its volume with the one that the ledger has.',
    why: 'A voter that comes back with an empty volume has forgotten what it acknowledged: under its old name it votes again, and writes that a majority had acknowledged can be lost.',
    source: 'Raft dissertation, section 3.8: current term, vote and log are on stable storage before a server answers; etcd issue 12227.',
  },
  (pool, plan) => (plan.system.operations ? [...unguarded(pool, plan), ...otherLedger(pool, plan)] : []),
);

const mapOf = ({ seat }: PlannedPool): string => `${seat.statefulSet}-volumes`;

function unguarded(pool: MemberPool, plan: PlannedPool): readonly ManifestFound[] {
  const claim = dataClaim(pool)?.name;
  const map = listAt(pool.template.spec, 'volumes').find(volume => textAt(volume, 'configMap', 'name') === mapOf(plan));
  const mounts = (container: Json, volume: string | undefined): boolean =>
    volume !== undefined && listAt(container, 'volumeMounts').some(mount => textAt(mount, 'name') === volume && !textAt(mount, 'subPath'));
  const guards = pool.containers.filter(({ init, data }) => init && mounts(data, claim) && mounts(data, textAt(map, 'name')));
  if (guards.length > 0) return [];
  return [
    {
      path: [...pool.template.specPath, 'initContainers'],
      problem: `no container that runs before the members has both their volume and ConfigMap ${mapOf(plan)}, so a member whose volume came back empty starts`,
      fix: 'restore it',
    },
  ];
}

function otherLedger(pool: MemberPool, plan: PlannedPool): readonly ManifestFound[] {
  const { system, seat, group, formed } = plan;
  const map = objectOf(pool.cluster, 'ConfigMap', mapOf(plan), system.namespace);
  if (!map) return [{ problem: `there is no ConfigMap ${mapOf(plan)}, so no member starts`, fix: 'restore it' }];
  const recorded = ledgerMembersOf(plan)?.map(([name, { role, volume }]) => [name, { role, volume }] as const);
  const declared = group.members
    .filter(({ cluster }) => cluster === seat.cluster)
    .map(({ name, role }) => [name, { role, volume: firstVolume(system.state, system.name, name) }] as const);
  const expected = { system: system.name, formed, members: Object.fromEntries(recorded ?? declared) };
  const text = textAt(map.data, 'data', file) ?? '';
  if (isDeepStrictEqual(withoutAsks(parsed(text)), expected)) return [];
  return [
    {
      object: map,
      path: ['data', file],
      problem: `${file} is not what the plan has of these members and their volumes, so some wait, or start on the wrong one`,
      fix: 'restore it; the ledger changes by georaft step and georaft replace',
    },
  ];
}

/** What a member asks its group with is the engine's own. */
const withoutAsks = (ledger: unknown): unknown => {
  if (typeof ledger !== 'object' || ledger === null) return ledger;
  const { asks: _, ...known } = ledger as { readonly asks?: unknown };
  return known;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
