import { PeersFile } from '../domain/discovery';
import type {
  DisruptiveServers,
  EngineConfig,
  EngineContext,
  EnginePort,
  EngineShutdown,
  EngineTask,
  EnvironmentVariable,
  ProbeHandler,
  RaftEngine,
  RaftTiming,
  ReadinessClass,
} from '../domain/engine';
import { knownEngine } from '../domain/known-engine';
import { madeFrom } from '../domain/made-from';
import { image } from '../plan/input/access-shape';
import { probeHandler, readinessShape, shutdownShape } from '../plan/input/engine-shape';
import { environmentVariable } from '../plan/input/environment-shape';
import { dnsLabel, dnsName } from '../plan/input/fleet-shape';
import { commandLine, integer, list, method, oneOf, optional, text } from '../plan/input/shape';
import { timingShape } from '../plan/input/system-shape';
import { objectOf } from '../plan/input/typed-shape';
import { engineFrom } from './made-engine';

/** Names of the environment variables that a program reads its peers from. */
export interface PeerVariables {
  /** All voters as `host:port`, separated by commas. Every member gets the same list. @default 'RAFT_PEERS' */
  readonly peers: string;
  /** The number of voters of the whole group. @default 'RAFT_EXPECTED_VOTERS' */
  readonly expectedVoters: string;
  /** The address at which peers reach this member, `host:port`. @default 'RAFT_ADVERTISE' */
  readonly advertise: string;
}

/** Any Raft program that takes its peers from environment variables or a file. */
export interface GenericProps {
  readonly name: string;
  readonly image: string;
  readonly pullSecret?: string;
  readonly raftPort: number;
  /** Name of the Raft port, which is also its SRV label. At most 15 characters. @default 'raft' */
  readonly raftPortName?: string;
  /** The port that clients connect to. @default - the Raft port */
  readonly clientPort?: number;
  /** Where the volume is mounted. @immutable With another path members would start empty. */
  readonly dataPath: string;
  readonly args?: readonly string[];
  readonly env?: readonly EnvironmentVariable[];
  readonly variables?: Partial<PeerVariables>;
  /** @default - a TCP connection to the Raft port */
  readonly liveness?: ProbeHandler;
  /** @default - a TCP connection to the Raft port, which proves only that the process runs */
  readonly readiness?: { readonly handler: ProbeHandler; readonly needs: ReadinessClass };
  readonly shutdown: EngineShutdown;
  /** @default 10001 */
  readonly user?: number;
  /** @default heartbeat 100 ms, election 1000 ms */
  readonly timing?: RaftTiming;
  /** Whether members that are cut off from the leader can depose it. @default - not known, and the survival table says so */
  readonly disruptiveServers?: DisruptiveServers;
  /** The process that copies the active group's data into a hot standby. @default - none: hot standbys are refused */
  readonly mirror?: (context: { readonly source: readonly string[]; readonly target: string }) => EngineTask;
  /** The text that clients need to connect to endpoints, `host:port`. @default - the endpoints, separated by commas */
  readonly connectionString?: (context: { readonly endpoints: readonly string[] }) => string;
}

const port = integer(1, 65_535);
const variable = optional(text('the name of a variable'));

const shape = objectOf<GenericProps>()({
  name: dnsLabel,
  image,
  pullSecret: optional(dnsName),
  raftPort: port,
  raftPortName: optional(text('the name of a port')),
  clientPort: optional(port),
  dataPath: text('an absolute path', /^\/[^\n]+$/),
  args: optional(commandLine),
  env: optional(list(environmentVariable)),
  variables: optional(objectOf<Partial<PeerVariables>>()({ peers: variable, expectedVoters: variable, advertise: variable })),
  liveness: optional(probeHandler),
  readiness: optional(readinessShape),
  shutdown: shutdownShape,
  user: optional(integer(1, 2_147_483_647)),
  timing: optional(timingShape),
  disruptiveServers: optional(oneOf('refused', 'obeyed')),
  mirror: optional(method),
  connectionString: optional(method),
});

/** An engine for any program that takes its peers from environment variables or a file. It has no learners. */
export function generic(props: GenericProps): RaftEngine {
  const engine = engineFrom(props, shape, made);
  return userDefined.some(prop => props?.[prop] !== undefined) ? engine : knownEngine(engine);
}

/** Props whose content only the user knows. With one of them the engine no longer counts as one that the package's tests cover. */
const userDefined = [
  'args',
  'env',
  'variables',
  'liveness',
  'readiness',
  'mirror',
  'connectionString',
] as const satisfies readonly (keyof GenericProps)[];

const made = (props: GenericProps): RaftEngine => ({
  name: props.name,
  image: props.image,
  ...(props.pullSecret ? { pullSecret: props.pullSecret } : {}),
  maxLearners: 0,
  timing: { defaults: props.timing ?? { heartbeatMillis: 100, electionMillis: 1000 }, maxElectionMillis: 50_000 },
  ...(props.disruptiveServers ? { disruptiveServers: props.disruptiveServers } : {}),
  bind: context => bind(context, props),
  ...(props.mirror ? { mirror: props.mirror } : {}),
  ...(props.connectionString ? { connectionString: props.connectionString } : {}),
});

function bind(context: EngineContext, props: GenericProps): EngineConfig {
  const raftPortName = props.raftPortName ?? 'raft';
  const variables: PeerVariables = madeFrom(
    { peers: 'RAFT_PEERS', expectedVoters: 'RAFT_EXPECTED_VOTERS', advertise: 'RAFT_ADVERTISE' },
    props.variables,
  );
  const peers = context.voters.map(({ host }) => `${host}:${props.raftPort}`);
  const connection: ProbeHandler = { kind: 'tcp', port: raftPortName };
  return {
    ports: ports(props, raftPortName),
    args: props.args ?? [],
    env: [
      ...identity,
      { name: variables.advertise, value: `$(POD_NAME).${context.domain}:${props.raftPort}` },
      ...discoveryEnv(context, raftPortName),
      ...(props.env ?? []),
    ],
    bootstrap: { [variables.peers]: peers.join(','), [variables.expectedVoters]: String(peers.length) },
    ...(context.discovery.kind === 'init-container' ? { bootstrapFiles: { [PeersFile.name]: `${JSON.stringify({ peers })}\n` } } : {}),
    dataPath: props.dataPath,
    liveness: props.liveness ?? connection,
    readiness: props.readiness ?? { handler: connection, needs: 'process' },
    startup: props.liveness ?? connection,
    shutdown: props.shutdown,
    user: props.user ?? 10_001,
  };
}

const identity: readonly EnvironmentVariable[] = [
  { name: 'POD_NAME', field: 'metadata.name' },
  { name: 'POD_IP', field: 'status.podIP' },
];

function ports({ raftPort, clientPort }: GenericProps, name: string): readonly EnginePort[] {
  if (clientPort === undefined || clientPort === raftPort) return [{ name, port: raftPort, serves: ['peers', 'clients'] }];
  return [
    { name, port: raftPort, serves: ['peers'] },
    { name: 'client', port: clientPort, serves: ['clients'] },
  ];
}

/** The variables from which the program finds its peers, for each mode of discovery. */
function discoveryEnv({ discovery, peerService, labelSelector }: EngineContext, portName: string): readonly EnvironmentVariable[] {
  const namespace: EnvironmentVariable = { name: 'NAMESPACE', field: 'metadata.namespace' };
  switch (discovery.kind) {
    case 'static-peers':
      return [];
    case 'dns-srv':
      return [{ name: 'SERVICE_NAME', value: peerService }, { name: 'SERVICE_PORT_NAME', value: portName }, namespace];
    case 'kubernetes-api':
      return [namespace, { name: 'LABEL_SELECTOR', value: labelSelector }];
    case 'init-container':
      return [{ name: 'PEERS_FILE', value: `${PeersFile.folder}/${PeersFile.name}` }];
  }
}
