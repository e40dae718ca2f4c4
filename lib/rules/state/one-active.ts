import { type AppliedObject, annotationOf } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { mostFrequent } from '../most-frequent';
import { type ManifestFound, unitRule } from '../rule';

const roleName = 'georaft.io/role';
const epochName = 'georaft.io/epoch';
const path = (name: string): readonly string[] => ['metadata', 'annotations', name];

/** The members of one cluster, and what they say of its part. */
interface Part {
  readonly cluster: ClusterManifests;
  readonly object: AppliedObject;
  readonly role: string | undefined;
  readonly epoch: string | undefined;
}

/** One cluster is the active one, and all clusters know since when. */
export const oneActive = unitRule(
  {
    name: 'state/one-active',
    severity: 'error',
    demands: 'Every cluster has the role and the epoch of the plan: one is active, or all are, and the epoch is the same everywhere.',
    why: 'Two active clusters at one epoch are two that may take writes, and nobody can say which was promoted last.',
    source: 'arithmetic: a split brain is two that may write; cloudnative-pg issue 8701.',
  },
  unit => {
    const parts = unit.clusters.flatMap(cluster => objectsOf(cluster, 'StatefulSet').flatMap(object => part(cluster, object) ?? []));
    return unit.system ? againstPlan(parts, unit.system) : amongEachOther(parts);
  },
);

function part(cluster: ClusterManifests, object: AppliedObject): Part | undefined {
  const role = annotationOf(object, roleName);
  const epoch = annotationOf(object, epochName);
  const members = cluster.seat?.statefulSet === object.name;
  return members || role !== undefined || epoch !== undefined ? { cluster, object, role, epoch } : undefined;
}

function againstPlan(parts: readonly Part[], { state }: NonNullable<UnitManifests['system']>): readonly ManifestFound[] {
  return parts.flatMap(({ cluster: { seat }, object, role, epoch }): readonly ManifestFound[] => {
    if (!seat) return [];
    const text = (value: string | undefined): string => (value === undefined ? 'not given' : `'${value}'`);
    const fix = (value: string | number): string => `make it '${value}'; a change of role is a change of the state, with a new epoch`;
    return [
      ...(role === seat.role
        ? []
        : [
            {
              object,
              path: path(roleName),
              problem: `the role of this cluster is ${text(role)}, and '${seat.role}' in the plan`,
              fix: fix(seat.role),
            },
          ]),
      ...(epoch === String(state.epoch)
        ? []
        : [
            {
              object,
              path: path(epochName),
              problem: `the epoch is ${text(epoch)}, and ${state.epoch} in the plan`,
              fix: fix(state.epoch),
            },
          ]),
    ];
  });
}

function amongEachOther(parts: readonly Part[]): readonly ManifestFound[] {
  const standby = parts.some(({ role }) => role !== undefined && role !== 'active');
  const active = parts.filter(({ role }) => role === 'active');
  const names = active.map(({ cluster }) => cluster.cluster).join(' and ');
  const usual = mostFrequent(parts.map(({ epoch }) => epoch));
  return [
    ...(standby && active.length > 1 ? active : []).map(({ object }) => ({
      object,
      path: path(roleName),
      problem: `${names} are active, in a system with standbys`,
      fix: 'make one of them active',
    })),
    ...parts
      .filter(({ epoch }) => epoch !== usual)
      .map(({ object, epoch }) => ({
        object,
        path: path(epochName),
        problem: `the epoch is ${epoch === undefined ? 'not given' : `'${epoch}'`}, and ${usual === undefined ? 'not given' : `'${usual}'`} in other clusters`,
        fix: 'make it the same in all clusters',
      })),
  ];
}
