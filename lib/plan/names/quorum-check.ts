import type { RaftSystem } from '../../domain/raft-system';
import type { Publication } from '../model/publication-plan';
import type { SeatPlan, SystemPlan } from '../model/system-plan';

/** The facts that the routing of a system's clients depends on. */
export interface ClientRoutingInput {
  readonly system: RaftSystem;
  readonly publication: Publication | undefined;
  readonly records: SystemPlan['records'];
  readonly seats: readonly SeatPlan[];
  /** Seats that serve. */
  readonly active: readonly SeatPlan[];
}

/** Whether a member without a leader fails the health checks. A check that only opens a connection passes on such a member. */
export function checksSeeQuorum({ system: { access }, active }: Pick<ClientRoutingInput, 'system' | 'active'>): boolean {
  if (access.kind === 'dns' && access.healthChecks?.kind !== 'existing' && access.healthChecks?.request.kind === 'tcp') return false;
  return active[0]?.config.readiness.needs !== 'process';
}
