import { type AppliedObject, annotationOf } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import type { ClusterManifests, UnitManifests } from '../../manifests/objects/unit-manifests';
import { mostFrequent } from '../most-frequent';
import { type ManifestFound, unitRule } from '../rule';

const roleName = 'georaft.io/role';
const epochName = 'georaft.io/epoch';
const path = (name: string): readonly string[] => ['metadata', 'annotations', name];

/** The members of one cluster, with the role and epoch in their annotations. */
interface Part {
  readonly cluster: ClusterManifests;
  readonly object: AppliedObject;
  readonly role: string | undefined;
  readonly epoch: string | undefined;
}

/** One cluster is active, and all clusters have the same epoch. */
export const oneActive = unitRule(
  {
    name: 'state/one-active',
    severity: 'error',
    demands: 'Every cluster has the role and the epoch of the plan: one is active, or all are, and the epoch is the same everywhere.',
    why: 'Two active clusters in one epoch may both accept writes, and it is unknown which was promoted last.',
    source: 'arithmetic: in a split brain two clusters accept writes; cloudnative-pg issue 8701.',
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
    const text = (value: string | undefined): string => (value === undefined ? 'not set' : `'${value}'`);
    const fix = (value: string | number): string => `set it to '${value}'; to change a role, change the state, with a new epoch`;
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
      fix: 'keep one of them active',
    })),
    ...parts
      .filter(({ epoch }) => epoch !== usual)
      .map(({ object, epoch }) => ({
        object,
        path: path(epochName),
        problem: `the epoch is ${epoch === undefined ? 'not set' : `'${epoch}'`}, and ${usual === undefined ? 'not set' : `'${usual}'`} in other clusters`,
        fix: 'set the same in all clusters',
      })),
  ];
}
