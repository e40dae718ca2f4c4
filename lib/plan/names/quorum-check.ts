import type { RaftSystem } from '../../domain/raft-system';
import type { Publication } from '../model/publication-plan';
import type { SeatPlan, SystemPlan } from '../model/system-plan';

/** What a lead depends on. */
export interface ClientRoutingInput {
  readonly system: RaftSystem;
  readonly publication: Publication | undefined;
  readonly records: SystemPlan['records'];
  readonly seats: readonly SeatPlan[];
  /** Seats that serve. */
  readonly active: readonly SeatPlan[];
}

/** Whether a member without a leader fails the checks. */
export function checksSeeQuorum({ system: { access }, active }: Pick<ClientRoutingInput, 'system' | 'active'>): boolean {
  if (access.kind === 'dns' && access.healthChecks?.kind !== 'existing' && access.healthChecks?.request.kind === 'tcp') return false;
  return active[0]?.config.readiness.needs !== 'process';
}
