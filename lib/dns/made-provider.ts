import { Duration } from 'cdk8s';
import { DnsCapabilities, type DnsProvider } from '../domain/dns';
import { validatedFrom } from '../domain/validated';
import type { Shape } from '../plan/input/shape';

/** Placeholder for a provider whose props are wrong. */
const unmade: DnsProvider = {
  name: 'wrong props',
  capabilities: DnsCapabilities.of(),
  propagation: Duration.seconds(0),
  bind: () => ({ provider: '', args: [], env: [] }),
};

/** A provider from its props; with wrong props, a placeholder whose `validate` reports them. */
export const providerFrom = <Props extends object>(
  props: Props | undefined,
  shape: Shape<Props>,
  make: (props: Props) => DnsProvider,
): DnsProvider => validatedFrom(props, shape, make, unmade);
