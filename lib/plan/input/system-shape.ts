import type { Finding } from '../../domain/finding';
import { accessShape, image } from './access-shape';
import { clusterShape, dnsLabel, dnsName } from './fleet-shape';
import { anyDuration, duration, size } from './quantity-shape';
import { boolean, integer, list, method, object, oneOf, optional, type Shape, text, tuple, union } from './shape';

const seat = object({ cluster: clusterShape, voters: integer(0, 99) });
const voting = { cluster: clusterShape, voters: integer(0, 99) };
/** As long as an outage of people or an interval of backups may be: a month. */
const month = 2_678_400;
const backup = object({ interval: duration(1, month), upload: duration(0, month), restore: optional(duration(0, month)) });

const traffic = union({
  ordered: { clusters: list(clusterShape, 1) },
  proximity: { biases: list(tuple(clusterShape, integer(-99, 99)), 1) },
  weighted: { shares: list(tuple(clusterShape, integer(0, 255)), 1) },
  'round-robin': {},
  latency: {},
  geo: {
    locations: list(
      tuple(
        clusterShape,
        union({
          continent: { code: text('a continent: AF, AN, AS, EU, NA, OC or SA', /^(AF|AN|AS|EU|NA|OC|SA)$/) },
          country: { code: text('a country of two capital letters', /^[A-Z]{2}$/) },
          default: {},
        }),
      ),
      1,
    ),
  },
});

const topology = union({
  'active-active': { seats: list(seat, 1), traffic },
  'active-standby': {
    active: seat,
    standbys: list(
      union({
        voting,
        witness: voting,
        hot: { ...voting, lag: optional(anyDuration(0, month)) },
        cold: { ...voting, backup: optional(backup) },
        learner: { cluster: clusterShape, learners: integer(1, 99) },
      }),
    ),
  },
});

const systemFields: Shape = object({
  engine: object(
    {
      name: dnsLabel,
      image,
      pullSecret: optional(dnsName),
      maxLearners: integer(0, 99),
      timing: object({
        defaults: object({ heartbeatMillis: integer(1, 60_000), electionMillis: integer(1, 600_000) }),
        maxElectionMillis: integer(1, 600_000),
      }),
      bind: method,
      mirror: optional(method),
      join: optional(method),
      connectionString: optional(method),
    },
    'ignored',
  ),
  storage: size,
  topology,
  access: accessShape,
  objectives: object({
    survive: union({ 'any-one-cluster': {}, 'any-one-member': {} }),
    rto: optional(duration(0, 86_400)),
    rpo: optional(duration(0, month)),
  }),
  discovery: optional(union({ 'static-peers': {}, 'dns-srv': {}, 'kubernetes-api': {}, 'init-container': { image } })),
  peerTls: optional(union({ none: {}, 'cert-manager': { issuer: dnsName, issuerKind: oneOf('Issuer', 'ClusterIssuer') } })),
  namespace: optional(dnsLabel),
  resources: optional(object({ cpu: text("a quantity such as '250m'", /^\d+(\.\d+)?m?$/), memory: size })),
  state: optional(
    object({
      bootstrapped: boolean,
      formed: list(dnsLabel),
      epoch: integer(1, 1_000_000),
      active: optional(dnsLabel),
      thawed: list(dnsLabel),
      drained: list(dnsLabel),
    }),
  ),
});

/** What is wrong with the shape of a system and its name. */
export const checkSystemShape = (name: unknown, system: unknown): readonly Finding[] => [
  ...dnsLabel(name, 'the name of a system'),
  ...systemFields(system, typeof name === 'string' ? name : 'system'),
];
