import type { ClusterFacts } from '../../../lib/domain/cluster';
import { must } from '../../fixtures';
import type { FleetDraft, SystemDraft } from '../draft';
import type { Output, Written } from './written';

/** One system in one cluster, as its author means it. Worked out from the draft alone. */
export interface ExpectedSeat {
  readonly cluster: string;
  readonly facts: ClusterFacts;
  readonly role: string;
  /** Who it replicates with: `stretched`, or its own cluster. */
  readonly group: string;
  readonly votes: boolean;
  readonly set: string;
  readonly start: number;
  readonly declared: number;
  readonly running: number;
  /** Whether clients may be led here, now or after a commit. */
  readonly serves: boolean;
  readonly members: readonly { readonly pod: string; readonly host: string }[];
}

/** A system over the fleet. */
export interface ExpectedSystem {
  readonly draft: SystemDraft;
  readonly name: string;
  readonly namespace: string;
  readonly seats: readonly ExpectedSeat[];
}

/** Who is where, and under which names: README, "How names are published" and the doc comments of the public types. */
export function expectedSystem(fleet: FleetDraft, draft: SystemDraft): ExpectedSystem {
  const { topology, state, name } = draft;
  const declared =
    topology.kind === 'active-active'
      ? topology.seats.map(seat => ({ ...seat, kind: 'active' }))
      : [{ ...topology.active, kind: 'active' }, ...topology.standbys];
  const moved = state?.active !== undefined && declared.find(({ cluster }) => cluster === state.active)?.kind !== 'active';
  const taken = moved ? must(declared.find(({ cluster }) => cluster === state?.active)).kind : 'active';
  const roleOf = (kind: string, cluster: string): string => {
    if (!moved) return kind;
    return cluster === state?.active ? 'active' : kind === 'active' ? taken : kind;
  };
  const seats = declared.map(({ cluster, members: count, kind }): ExpectedSeat => {
    const facts = must(fleet.clusters.find(each => each.name === cluster));
    const role = roleOf(kind, cluster);
    const votes = kind !== 'learner';
    const set = votes ? name : `${name}-learner`;
    const start = facts.index * fleet.stride;
    return {
      cluster,
      facts,
      role,
      group: kind === 'hot' || kind === 'cold' ? cluster : 'stretched',
      votes,
      set,
      start,
      declared: count,
      running: role === 'cold' ? 0 : count,
      serves: role !== 'witness' && role !== 'learner',
      members: Array.from({ length: count }, (_, position) => {
        const pod = `${set}-${start + position}`;
        return { pod, host: `${pod}.${cluster}.${name}.${fleet.dns.zone}` };
      }),
    };
  });
  return { draft, name, namespace: draft.namespace ?? name, seats };
}

/** The seats that replicate with each other, by the name of what they have in common. */
export function groupsOf({ seats }: ExpectedSystem): ReadonlyMap<string, readonly ExpectedSeat[]> {
  const groups = new Map<string, ExpectedSeat[]>();
  for (const seat of seats) groups.set(seat.group, [...(groups.get(seat.group) ?? []), seat]);
  return groups;
}

/** Where a check looks. */
export interface Case {
  readonly fleet: FleetDraft;
  readonly systems: readonly ExpectedSystem[];
  readonly output: Output;
}

/** The objects of a cluster. */
export const objectsOf = ({ output }: Case, cluster: string): readonly Written[] => output.clusters.get(cluster) ?? [];
