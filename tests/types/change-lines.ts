import type { Seat, Standby } from '../../lib';
import { linesOf, linesOfKinds } from '../../lib/change/fields/field-line';

/** Compiled and never run: each line marked as an error must be one, and the line above it shows what is legal. */
export function changeLines(): void {
  linesOf<Seat>()({ cluster: ['votes.moved'], voters: ['votes.one-more'] });
  // @ts-expect-error a field has no line
  linesOf<Seat>()({ cluster: ['votes.moved'] });
  // @ts-expect-error a line has no field
  linesOf<Seat>()({ cluster: ['votes.moved'], voters: ['votes.one-more'], zones: ['votes.moved'] });
  // @ts-expect-error a kind of change that there is not
  linesOf<Seat>()({ cluster: ['votes.moved'], voters: ['votes.more'] });

  const member = { cluster: [], voters: [] } as const;
  const hot = { ...member, lag: [] } as const;
  const cold = { ...member, backup: [] } as const;
  const learner = { cluster: [], learners: [] } as const;
  linesOfKinds<Standby>()('Standby', [], { voting: member, witness: member, learner, hot, cold });
  // @ts-expect-error a kind has no lines
  linesOfKinds<Standby>()('Standby', [], { voting: member, witness: member, learner, hot });
  // @ts-expect-error a field of a kind has no line
  linesOfKinds<Standby>()('Standby', [], { voting: member, witness: member, learner, hot: member, cold });
}
