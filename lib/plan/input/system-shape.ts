import type { PeerDiscovery } from '../../domain/discovery';
import type { EngineMembership, EngineStanding, RaftEngine, RaftTiming, Resources } from '../../domain/engine';
import type { Finding } from '../../domain/finding';
import type { Objectives, Survive } from '../../domain/objectives';
import type {
  CertificateLedger,
  ClaimLedger,
  GroupLedger,
  LedgerMember,
  NameLedger,
  NetworkLedger,
  OperatingState,
  TemplateLedger,
} from '../../domain/operating-state';
import type { PeerTls } from '../../domain/peer-tls';
import type { Operations, RaftSystem } from '../../domain/raft-system';
import type { Backup, Seat, Standby, Topology } from '../../domain/topology';
import type { GeoLocation, Traffic } from '../../domain/traffic';
import { isAuthority } from '../members/authorities';
import { accessShape, image } from './access-shape';
import { apiServerShape, cidr, clusterShape, dnsLabel, dnsName } from './fleet-shape';
import { anyDuration, cpu, duration, size } from './quantity-shape';
import { boolean, integer, list, matches, method, oneOf, optional, record, type Shape, shaped, text, tuple } from './shape';
import { objectOf, unionOf } from './typed-shape';
import { validated } from './validated-shape';

const seat = objectOf<Seat>()({ cluster: clusterShape, voters: integer(0, 99) });
const voting = { cluster: clusterShape, voters: integer(0, 99) };
/** 31 days in seconds: the longest lag of a mirror, interval of backups or recovery point. */
const month = 2_678_400;
const backup = objectOf<Backup>()({ interval: duration(1, month), upload: duration(0, month), restore: optional(duration(0, month)) });

const traffic = unionOf<Traffic>()({
  ordered: { clusters: list(clusterShape, 1) },
  proximity: { biases: list(tuple(clusterShape, integer(-99, 99)), 1) },
  weighted: { shares: list(tuple(clusterShape, integer(0, 255)), 1) },
  'round-robin': {},
  latency: {},
  geo: {
    locations: list(
      tuple(
        clusterShape,
        unionOf<GeoLocation>()({
          continent: { code: text('a continent: AF, AN, AS, EU, NA, OC or SA', /^(AF|AN|AS|EU|NA|OC|SA)$/) },
          country: { code: text('a country of two capital letters', /^[A-Z]{2}$/) },
          default: {},
        }),
      ),
      1,
    ),
  },
});

const topology = unionOf<Topology>()({
  'active-active': { seats: list(seat, 1), traffic },
  'active-standby': {
    active: seat,
    standbys: list(
      unionOf<Standby>()({
        voting,
        witness: voting,
        hot: { ...voting, lag: optional(anyDuration(0, month)) },
        cold: { ...voting, backup: optional(backup) },
        learner: { cluster: clusterShape, learners: integer(1, 99) },
      }),
    ),
  },
});

/** Name of the members' container. It must differ from the name of the init container. */
const engineName = shaped<string>((value, at) => [
  ...dnsLabel(value, at),
  ...matches("a name other than 'discover-peers', which an init container has", name => name !== 'discover-peers')(value, at),
]);

export const timingShape: Shape<RaftTiming> = objectOf<RaftTiming>()({
  heartbeatMillis: integer(1, 60_000),
  electionMillis: integer(1, 600_000),
});

const issuerKind = oneOf('Issuer', 'ClusterIssuer');
const fingerprint = text('12 hexadecimal digits', /^[0-9a-f]{12}$/);
/** The certificate of an authority. */
const authority: Shape<string> = matches('the certificate of an authority in PEM, one and no more', isAuthority);

/** The form of a ledger. */
export const stateShape: Shape<OperatingState> = objectOf<OperatingState>()({
  bootstrapped: boolean,
  formed: list(dnsLabel),
  epoch: integer(1, 1_000_000),
  active: optional(dnsLabel),
  thawed: list(dnsLabel),
  drained: list(dnsLabel),
  groups: optional(
    record(
      objectOf<GroupLedger>()({
        members: record(
          objectOf<LedgerMember>()({
            cluster: dnsLabel,
            role: oneOf('voter', 'learner', 'joining', 'joining-learner', 'leaving', 'lost'),
            volume: integer(1, 1_000_000),
          }),
        ),
        left: optional(record(integer(1, 1_000_000))),
        stopped: optional(list(dnsLabel)),
        images: record(image),
        templates: optional(
          record(
            objectOf<TemplateLedger>()({
              digest: text('12 hexadecimal digits', /^[0-9a-f]{12}$/),
              heartbeatMillis: integer(1, 60_000),
              electionMillis: integer(1, 600_000),
              peerTls: optional(oneOf('off', 'outgoing', 'on')),
              authorities: optional(list(fingerprint, 1)),
            }),
          ),
        ),
        certificates: optional(objectOf<CertificateLedger>()({ issuer: dnsName, issuerKind, authorities: optional(record(authority)) })),
        volumes: optional(
          record(
            objectOf<ClaimLedger>()({
              mebibytes: integer(1, 1_000_000_000),
              storageClass: dnsName,
              grown: optional(integer(1, 1_000_000_000)),
              former: optional(objectOf<NonNullable<ClaimLedger['former']>>()({ storageClass: dnsName, members: list(dnsLabel, 1) })),
            }),
          ),
        ),
      }),
    ),
  ),
  networks: optional(
    record(
      objectOf<NetworkLedger>()({
        podCidrs: list(cidr, 1),
        memberCidrs: optional(list(cidr)),
        dnsCidrs: optional(list(cidr)),
        apiServers: optional(list(apiServerShape)),
      }),
    ),
  ),
  names: optional(record(objectOf<NameLedger>()({ ttlSeconds: integer(1, 604_800) }))),
});

export const systemShape: Shape<RaftSystem> = objectOf<RaftSystem>()({
  engine: validated(
    objectOf<RaftEngine>()(
      {
        name: engineName,
        image,
        pullSecret: optional(dnsName),
        maxLearners: integer(0, 99),
        timing: objectOf<RaftEngine['timing']>()({
          defaults: timingShape,
          maxElectionMillis: integer(1, 600_000),
        }),
        disruptiveServers: optional(oneOf('refused', 'obeyed')),
        bind: method,
        mirror: optional(method),
        join: optional(method),
        membership: optional(
          objectOf<EngineMembership>()(
            {
              files: record(text('the text of a file', /^[\s\S]+$/)),
              task: method,
              standing: optional(
                objectOf<EngineStanding>()({ module: text('the text of a module', /^[\s\S]+$/), asks: method }, 'ignored'),
              ),
              switchesPeerTls: optional(boolean),
            },
            'ignored',
          ),
        ),
        connectionString: optional(method),
        validate: optional(method),
      },
      'ignored',
    ),
  ),
  storage: size,
  topology,
  access: accessShape,
  objectives: objectOf<Objectives>()({
    survive: unionOf<Survive>()({ 'any-one-cluster': {}, 'any-one-member': {} }),
    rto: optional(duration(0, 86_400)),
    rpo: optional(duration(0, month)),
  }),
  discovery: optional(unionOf<PeerDiscovery>()({ 'static-peers': {}, 'dns-srv': {}, 'kubernetes-api': {}, 'init-container': { image } })),
  peerTls: optional(
    unionOf<PeerTls>()({ none: {}, 'cert-manager': { issuer: dnsName, issuerKind, authorities: optional(list(authority, 1)) } }),
  ),
  namespace: optional(dnsLabel),
  resources: optional(objectOf<Resources>()({ cpu, memory: size })),
  state: optional(stateShape),
  operations: optional(objectOf<Operations>()({ image })),
});

/** What is wrong with the shape of a system and with its name. */
export const checkSystemShape = (name: unknown, system: unknown): readonly Finding[] => [
  ...dnsLabel(name, 'the name of a system'),
  ...systemShape(system, typeof name === 'string' ? name : 'system'),
];
