import type { Finding } from '../../domain/finding';
import type { Fleet } from '../../domain/fleet';
import { reasonOf } from '../../domain/reason';
import { cidr } from './fleet-shape';
import { inputError } from './input-rules';
import { commandLine, list, object, optional, type Shape, text } from './shape';

const networkConfig = object({ cidrs: list(cidr, 1) }, 'ignored');
const providerConfig = object(
  {
    provider: text('a provider of ExternalDNS'),
    args: commandLine,
    env: list(object({ name: text('the name of a variable') }, 'ignored')),
    secret: optional(object({ name: text('the name of a Secret'), keys: commandLine })),
  },
  'ignored',
);

/** What is wrong with the form of what the network and the DNS provider decided, for each cluster. */
export const checkStrategyShape = ({ clusters, network, dns }: Fleet): readonly Finding[] =>
  clusters.flatMap(cluster => [
    ...answer('fleet.network.bind()', networkConfig, () => network.bind(cluster)),
    ...answer('fleet.dns.provider.bind()', providerConfig, () => dns.provider.bind({ cluster, zone: dns.zone, scope: 'local' })),
  ]);

function answer(at: string, shape: Shape, ask: () => unknown): readonly Finding[] {
  try {
    return shape(ask(), at);
  } catch (error) {
    const problem = `failed: ${reasonOf(error)}`;
    return [inputError('strategy', { at, problem, fix: 'let it return plain data of the form that its type says' })];
  }
}
