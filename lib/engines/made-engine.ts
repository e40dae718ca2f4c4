import type { RaftEngine } from '../domain/engine';
import { validatedFrom } from '../domain/validated';
import type { Shape } from '../plan/input/shape';

/** Placeholder for an engine whose props are wrong. */
const unmade: RaftEngine = {
  name: 'wrong-props',
  image: 'wrong-props:0.0.0',
  maxLearners: 0,
  timing: { defaults: { heartbeatMillis: 100, electionMillis: 1000 }, maxElectionMillis: 50_000 },
  bind: () => {
    throw new Error('the props of the engine are wrong');
  },
};

/** An engine from its props; with wrong props, a placeholder whose `validate` reports them. */
export const engineFrom = <Props extends object>(
  props: Props | undefined,
  shape: Shape<Props>,
  make: (props: Props) => RaftEngine,
): RaftEngine => validatedFrom(props, shape, make, unmade);
