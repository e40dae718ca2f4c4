import type { GatewayImplementation } from '../domain/gateway';
import { validatedFrom } from '../domain/validated';
import type { Shape } from '../plan/input/shape';

/** Placeholder for an implementation whose props are wrong. */
const unmade: GatewayImplementation = {
  name: 'wrong props',
  capabilities: { routes: [], traffic: [], sessions: [], shadow: 'none', partialFailure: [], outliers: 'none' },
  bind: () => [],
};

/** An implementation from its props; with wrong props, a placeholder whose `validate` reports them. */
export const implementationFrom = <Props extends object>(
  props: Props | undefined,
  shape: Shape<Props>,
  make: (props: Props) => GatewayImplementation,
): GatewayImplementation => validatedFrom(props, shape, make, unmade);
