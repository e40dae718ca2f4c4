import { type FleetDocument, fleetDocument } from '../../lib/plan/document/fleet-document';
import type { FleetPlan } from '../../lib/plan/model/system-plan';

/** What a rule must find: where, and what its problem says. */
export interface Expected {
  readonly at: string;
  readonly says: readonly string[];
  /** @default error */
  readonly severity?: 'warning';
}

/** A situation that one rule looks at. Without findings it is let through. */
export interface Case {
  readonly situation: string;
  readonly plan: FleetPlan;
  /** The output that is there already. */
  readonly previous?: FleetDocument;
  /** Whether it is just at the limit of what is let through or found. */
  readonly boundary?: true;
  readonly finds: readonly Expected[];
}

export const before = (planned: FleetPlan): FleetDocument => fleetDocument(planned, []);

export const passes = (situation: string, planned: FleetPlan, previous?: FleetDocument): Case => ({
  situation,
  plan: planned,
  ...(previous ? { previous } : {}),
  finds: [],
});
export const fails = (situation: string, planned: FleetPlan, at: string, ...says: readonly string[]): Case => ({
  situation,
  plan: planned,
  finds: [{ at, says }],
});
export const warns = (situation: string, planned: FleetPlan, at: string, ...says: readonly string[]): Case => ({
  situation,
  plan: planned,
  finds: [{ at, says, severity: 'warning' }],
});
export const limit = (given: Case): Case => ({ ...given, boundary: true });
export const after = (previous: FleetPlan, given: Case): Case => ({ ...given, previous: before(previous) });
