import type { Fleet } from '../../domain/fleet';
import { OperatingState } from '../../domain/operating-state';
import type { RaftSystem } from '../../domain/raft-system';
import { planClientList } from '../access/client-list';
import { planGateway } from '../access/gateway';
import { planBalancer } from '../balancer/load-balancer';
import { allocateBudget } from '../members/budgets';
import { planGroups, type SeatedGroup } from '../members/plan-groups';
import { recordedSeats } from '../members/recorded-seats';
import { assignSeats, canBecomeActive } from '../members/seat-assignment';
import type { SurvivalPlan } from '../model/survival-plan';
import type { SeatRole, SystemPlan } from '../model/system-plan';
import { formerNames } from '../names/former-names';
import { planNameFence } from '../names/name-fence';
import { planPublication } from '../names/publication';
import { planRecords } from '../names/records';
import { planSiteRecords } from '../names/site-records';
import { admittedAccess, admittedFleet } from '../network/admitted';
import { baselineOf } from '../survival/baseline';
import { planSurvival, worstOutage } from '../survival/survival';
import { planSeat } from './plan-seat';
import type { GroupSeat, SystemBase } from './seat-surroundings';

/** Decides everything about one system. Total: a system that breaks a rule still gets a plan, which the rules read. */
export function planSystem(name: string, system: RaftSystem, fleet: Fleet): SystemPlan {
  const state = system.state ?? OperatingState.initial();
  const namespace = system.namespace ?? name;
  const declared = assignSeats(system.topology, state.active);
  const assignments = recordedSeats(name, declared, state, fleet);
  // What is left of a cluster that is lost are the votes of its members: nothing runs there, and nobody is to reach it.
  const groups = planGroups(name, assignments, declared, system, fleet, state).map(({ plan, seats: all }) => ({
    plan,
    seats: all.filter(({ cluster }) => !cluster.lost),
  }));
  // By index, like seats: the hot standby that the active cluster's stopped mirror follows must not depend on the order of groups.
  const seatsOf = (role: SeatRole): readonly GroupSeat[] =>
    groups
      .flatMap(({ plan, seats }) => seats.filter(seat => seat.role === role).map(({ cluster }) => ({ cluster, group: plan })))
      .sort((a, b) => a.cluster.index - b.cluster.index);
  const serving = assignments.filter(({ role }) => canBecomeActive(role)).map(({ cluster }) => cluster);
  // Policies admit what the ledger has besides the program, until a step no longer admits it.
  const admitted = { fleet: admittedFleet(fleet, state.networks), access: admittedAccess(system.access, state.networks) };
  const base: SystemBase = {
    ...{ name, namespace, state, serving, fleet: admitted.fleet, active: seatsOf('active')[0], hot: seatsOf('hot') },
    system: { ...system, access: admitted.access },
  };
  const seats = groups.flatMap(group => planSeats(group, base)).sort((a, b) => a.cluster.index - b.cluster.index);
  const { access, topology } = system;
  const publication = access.kind === 'dns' ? planPublication(access, topology, seats, fleet.dns) : undefined;
  const records = [
    ...(access.kind === 'dns' && publication ? planRecords(access, topology, publication.how, seats, fleet.dns) : []),
    ...planSiteRecords(access, seats, fleet.dns),
  ];
  const former = formerNames(access, publication?.how.kind, state);
  const others = former.flatMap(({ host, ttlSeconds }) =>
    access.kind === 'dns' && publication
      ? planRecords({ ...access, host }, topology, publication.how, seats, fleet.dns).map(record => ({ ...record, ttlSeconds }))
      : [],
  );
  const described = { name, namespace, topology, engine: system.engine };
  const baseline = baselineOf({ seats, records, publication: publication?.how, system, fleet });
  let survival: SurvivalPlan | undefined;
  return {
    name,
    namespace,
    system,
    state,
    groups: groups.map(({ plan }) => plan),
    seats,
    records: [...records, ...others],
    formerNames: former,
    publication,
    get balancer() {
      return admitted.access.kind === 'load-balancer' ? planBalancer(name, admitted.access, topology, seats, admitted.fleet) : undefined;
    },
    clientList: access.kind === 'client-list' ? planClientList(described, access, seats) : undefined,
    gateway: access.kind === 'gateway' ? planGateway(described, access, seats) : undefined,
    nameFence: planNameFence({ system, publication: publication?.how, fleet, seats }),
    outage: worstOutage(baseline),
    // Computed at the first read: a synthesis that is refused for the shape of its input does not need it.
    get survival() {
      survival ??= planSurvival(baseline);
      return survival;
    },
  };
}

/** The seats of one group, each with its share of the group's disruption budget. Learners are outside of the budget. */
function planSeats(group: SeatedGroup, base: SystemBase): SystemPlan['seats'] {
  const voting = group.seats
    .filter(({ votes }) => votes)
    .map(({ cluster, role }) => ({ cluster: cluster.name, role, votes: group.plan.votes.get(cluster.name) ?? 0 }));
  const { drained, thawed, groups } = base.state;
  // A drain of a recorded group is a step: what it gives to one cluster, no other has.
  const alone = drained.length > 0 && groups?.[group.plan.name] !== undefined;
  const votes = [...group.plan.votes.values()].reduce((sum, count) => sum + count, 0);
  const missing = votes - voting.reduce((sum, seat) => sum + seat.votes, 0);
  const budget = allocateBudget(voting, [...drained, ...thawed], alone, missing);
  return group.seats.map(seat => planSeat(seat, group, seat.votes ? (budget.get(seat.cluster.name) ?? 0) : 1, base));
}
