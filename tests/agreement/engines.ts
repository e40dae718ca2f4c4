import { Duration } from 'cdk8s';
import { type EngineConfig, type EngineContext, type EngineTask, RaftEngine } from '../../lib';
import type { EnginePort, EngineShutdown, EnvironmentVariable, PeerAddress, ProbeHandler } from '../../lib/domain/engine';
import type { EngineDraft, MirrorForm } from './draft';

/** The engine that a draft describes: etcd's, the generic one, or one of a user's own. */
export function engineOf(draft: EngineDraft): RaftEngine {
  const secret = draft.pullSecret ? { pullSecret: 'registry' } : {};
  switch (draft.kind) {
    case 'etcd':
      return RaftEngine.etcd({
        image: draft.image,
        ...secret,
        ...(draft.quota === undefined ? {} : { quotaBytes: draft.quota * 1024 ** 2 }),
      });
    case 'generic':
      return generic(draft, secret);
    case 'own':
      return own(draft, secret);
  }
}

/** The ports of an engine: of peers, of clients, of probes. */
export function portsOf({ kind, peerPort, clientPorts, probePort, portNames, silent }: EngineDraft): readonly EnginePort[] {
  if (kind === 'etcd')
    return [
      { name: 'peer', port: 2380, serves: ['peers'] },
      { name: 'client', port: 2379, serves: ['clients'] },
      { name: 'metrics', port: 2381, serves: ['probes'] },
    ];
  const names = [...portNames];
  const next = (): string => names.shift() ?? 'last';
  if (kind === 'generic') {
    const [client] = clientPorts;
    const name = next();
    return client === undefined
      ? [{ name, port: peerPort, serves: ['peers', 'clients'] }]
      : [
          { name, port: peerPort, serves: ['peers'] },
          { name: 'client', port: client, serves: ['clients'] },
        ];
  }
  if (silent) return [{ name: next(), port: peerPort, serves: ['peers', 'probes'] }];
  const all = clientPorts.length === 0 ? (['peers', 'clients'] as const) : (['peers'] as const);
  return [
    { name: next(), port: peerPort, serves: probePort === undefined ? [...all, 'probes'] : all },
    ...clientPorts.map(port => ({ name: next(), port, serves: ['clients'] as const })),
    ...(probePort === undefined ? [] : [{ name: next(), port: probePort, serves: ['probes'] as const }]),
  ];
}

/** Where members are asked how they are. */
const asked = (draft: EngineDraft): EnginePort => {
  const ports = portsOf(draft);
  return ports.at(-1) as EnginePort;
};

function liveness(draft: EngineDraft): ProbeHandler {
  if (draft.extras.includes(firstWrong)) return readiness(draft).handler; // as some do who know no better
  return draft.probe === 'exec' ? { kind: 'exec', command: ['/bin/alive', '--quick'] } : { kind: 'tcp', port: asked(draft).name };
}

function readiness(draft: EngineDraft): EngineConfig['readiness'] {
  const { name: port } = asked(draft);
  const handlers = {
    http: { kind: 'http', path: '/ready', port },
    tcp: { kind: 'tcp', port },
    exec: { kind: 'exec', command: ['/bin/ready', '--now'] },
  } as const;
  return { handler: handlers[draft.probe], needs: draft.readiness };
}

/** A learner has no part in a quorum: some ask it for its process, others whether it follows a leader. */
const learnerReadiness = (draft: EngineDraft): EngineConfig['readiness'] =>
  draft.extras.includes(0) && draft.probe !== 'tcp'
    ? { ...readiness(draft), needs: 'member' }
    : { handler: liveness(draft), needs: 'process' };

const befores: Readonly<Record<NonNullable<EngineDraft['pause']>, (draft: EngineDraft) => NonNullable<EngineShutdown['before']>>> = {
  sleep: () => ({ kind: 'sleep', time: Duration.seconds(4) }),
  exec: () => ({ kind: 'exec', command: ['/bin/leave', '--wait'] }),
  http: draft => ({ kind: 'http', path: '/leave', port: asked(draft).name }),
};

const shutdown = (draft: EngineDraft): EngineShutdown => ({
  grace: Duration.seconds(draft.grace),
  ...(draft.pause ? { before: befores[draft.pause](draft) } : {}),
});

/** What programs are told beside their peers. */
interface Extra {
  readonly args?: (context: EngineContext, draft: EngineDraft) => readonly string[];
  readonly env?: (context: EngineContext, draft: EngineDraft) => readonly EnvironmentVariable[];
  readonly bootstrap?: (context: EngineContext, draft: EngineDraft) => Readonly<Record<string, string>>;
}

const extras: readonly Extra[] = [
  { args: () => ['--log-level=info'] },
  { env: () => [{ name: 'GOMAXPROCS', value: '2' }] },
  { env: () => [{ name: 'POD_UID', field: 'metadata.uid' }] },
  { env: () => [{ name: 'STORE_PASSWORD', secret: { name: 'store', key: 'password' } }] },
  { args: ({ domain }, { peerPort }) => [`--advertise=$(POD_NAME).${domain}:${peerPort}`] },
  { args: (_, { dataPath }) => [`--data-dir=${dataPath}/raft`] },
  { bootstrap: ({ voters }) => ({ EXPECTED_VOTERS: String(voters.length) }) },
  { args: (_, { peerPort }) => ['--listen', `0.0.0.0:${peerPort}`] },
  { env: ({ token }) => [{ name: 'CLUSTER_TOKEN', value: token }] },
  { env: ({ domain }) => [{ name: 'ADVERTISED_NAME', value: `$(POD_NAME).${domain}` }] },
  { args: ({ timing }) => [`--heartbeat-interval=${timing.heartbeatMillis}`, `--election-timeout=${timing.electionMillis}`] },
  { env: ({ cluster }) => [{ name: 'NODE_REGION', value: cluster }] },
  { args: ({ tlsFolder }) => (tlsFolder ? [`--peer-cert-file=${tlsFolder}/tls.crt`, `--peer-key-file=${tlsFolder}/tls.key`] : []) },
  { bootstrap: ({ bootstrapped }) => ({ START_STATE: bootstrapped ? 'existing' : 'new' }) },
  { args: () => ['serve', '--verbose'] },
  { bootstrap: ({ learners }) => ({ OBSERVERS: learners.map(({ host }) => host).join(' ') }) },
  { args: () => ['--listen-metrics', '127.0.0.1:9100', '-v'] },
  {
    env: () => [
      { name: 'IP', field: 'status.podIP' },
      { name: 'BOUND', value: '$(IP):80' },
    ],
  },
  {
    env: () => [
      { name: 'LABEL', field: "metadata.labels['app.kubernetes.io/name']" },
      { name: 'WHO', field: 'spec.serviceAccountName' },
    ],
  },
  // What follows is refused.
  { env: () => [{ name: 'API_TOKEN', value: 'abcdef' }] },
  { args: () => ['--store=redis://user:secret@cache:6379'] },
  { env: () => [{ name: '1ST', value: 'a variable with a digit' }] },
  { env: () => [{ name: 'GOMAXPROCS', value: '4' }] },
  { args: () => ['--peers=a:1,b:2'] },
  { bootstrap: () => ({ 'LIST OF PEERS': 'none' }) },
  { env: () => [{ name: 'NODE', field: 'spec.nonsense' }] },
];

/** What depends on the cluster. */
const perCluster: readonly number[] = [4, 8, 9, 10, 11, 12];

/** The first of those that nobody should say: they are refused before anything is written. */
export const firstWrong = 19;

/** How many further things an engine may be told, the wrong ones included. */
export const extraCount = extras.length;

const extrasOf = (draft: EngineDraft): readonly Extra[] => draft.extras.flatMap(number => extras[number] ?? []);

function generic(draft: EngineDraft, secret: { readonly pullSecret?: string }): RaftEngine {
  const [name] = draft.portNames;
  const [clientPort] = draft.clientPorts;
  // It is told the same everywhere: what depends on the cluster cannot be given.
  const nowhere = { domain: '', token: 'one', cluster: 'any', voters: [], learners: [], timing: {} } as unknown as EngineContext;
  const quiet = draft.peers === 'variable'; // told nothing in words of its own
  const fixed = quiet ? [] : extrasOf(draft).filter(extra => !perCluster.includes(extras.indexOf(extra)));
  return RaftEngine.generic({
    name: draft.name,
    image: draft.image,
    ...secret,
    raftPort: draft.peerPort,
    ...(name === undefined ? {} : { raftPortName: name }),
    ...(clientPort === undefined ? {} : { clientPort }),
    dataPath: draft.dataPath,
    ...(quiet
      ? {}
      : {
          args: fixed.flatMap(extra => extra.args?.(nowhere, draft) ?? []),
          env: fixed.flatMap(extra => extra.env?.(nowhere, draft) ?? []),
        }),
    ...(draft.peers !== 'flag' ? {} : { variables: { peers: 'CLUSTER_PEERS', expectedVoters: 'BOOTSTRAP_EXPECT' } }),
    ...(quiet ? {} : { liveness: liveness(draft), readiness: readiness(draft) }),
    shutdown: shutdown(draft),
    user: draft.user,
    timing: { heartbeatMillis: draft.heartbeat, electionMillis: draft.election },
    ...(draft.mirror ? { mirror: mirrors(draft.mirror, draft) } : {}),
    ...(draft.extras.includes(7) && !quiet ? { connectionString: ({ endpoints }) => `store://${endpoints.join(',')}/?mode=any` } : {}),
  });
}

function own(draft: EngineDraft, secret: { readonly pullSecret?: string }): RaftEngine {
  return {
    name: draft.name,
    image: draft.image,
    ...secret,
    maxLearners: draft.learners,
    timing: { defaults: { heartbeatMillis: draft.heartbeat, electionMillis: draft.election }, maxElectionMillis: 60_000 },
    bind: context => ownConfig(context, draft),
    ...(draft.mirror ? { mirror: mirrors(draft.mirror, draft) } : {}),
    join: ({ learner, voters }) => ({
      command: ['/bin/join'],
      args: [learner.host, ...voters.map(({ host }) => `${host}:${portsOf(draft).find(({ serves }) => serves.includes('clients'))?.port}`)],
    }),
  };
}

function ownConfig(context: EngineContext, draft: EngineDraft): EngineConfig {
  const more = extrasOf(draft);
  const given = handed(context, draft);
  return {
    ports: portsOf(draft),
    ...(draft.extras.includes(14) ? { command: ['/opt/store/bin/store'] } : {}),
    args: [...more.flatMap(extra => extra.args?.(context, draft) ?? []), ...given.args],
    env: [
      { name: 'POD_NAME', field: 'metadata.name' },
      ...(draft.peers !== 'file' && context.discovery.kind === 'init-container'
        ? [{ name: 'PEERS_FILE', value: '/config/peers.json' }]
        : []),
      ...more.flatMap(extra => extra.env?.(context, draft) ?? []),
    ],
    bootstrap: { ...given.bootstrap, ...Object.assign({}, ...more.map(extra => extra.bootstrap?.(context, draft) ?? {})) },
    ...(context.discovery.kind === 'init-container'
      ? { bootstrapFiles: { 'peers.json': `${JSON.stringify(addresses(context, draft))}\n` } }
      : {}),
    dataPath: draft.dataPath,
    liveness: liveness(draft),
    readiness: context.role === 'learner' ? learnerReadiness(draft) : readiness(draft),
    startup: liveness(draft),
    shutdown: shutdown(draft),
    user: draft.user,
  };
}

const addresses = ({ voters, learners, role }: EngineContext, { peerPort }: EngineDraft): readonly string[] =>
  [...voters, ...(role === 'learner' ? learners : [])].map(({ host }: PeerAddress) => `${host}:${peerPort}`);

/** The list of peers, as an engine wants it: in a variable, in a flag that reads one, or in a file for an init container. */
function handed(context: EngineContext, draft: EngineDraft): Pick<EngineConfig, 'args' | 'bootstrap'> {
  const list = addresses(context, draft);
  switch (draft.peers) {
    case 'variable':
      return { args: [], bootstrap: { STORE_PEERS: list.join(',') } };
    case 'flag':
      return { args: ['--routes=$(ROUTES)'], bootstrap: { ROUTES: list.map(peer => `route://${peer}`).join(',') } };
    case 'flag-apart':
      return { args: ['--raft-join', '$(JOINED)'], bootstrap: { JOINED: list.join(',') } };
    case 'file':
      return context.discovery.kind === 'init-container'
        ? { args: ['--config=/config/peers.json'], bootstrap: {} }
        : { args: [], bootstrap: { PEERS: list.join(' ') } };
  }
}

type Mirror = (context: { readonly source: readonly string[]; readonly target: string }) => EngineTask;

/** A mirror that is told its source and its target in one of the forms that programs have. */
function mirrors(form: MirrorForm, draft: EngineDraft): Mirror {
  const port = portsOf(draft).find(({ serves }) => serves.includes('clients'))?.port;
  const command = ['/bin/mirror'];
  return ({ source, target }) => {
    switch (form) {
      case 'host':
        return { command, args: ['--from', source.join(','), '--to', target] };
      case 'host-port':
        return { command, args: [`--from=${source.map(host => `${host}:${port}`).join(',')}`, `--to=${target}:${port}`] };
      case 'url':
        return { command, args: ['--from', source.map(host => `tcp://${host}:${port}/`).join(' '), '--to', `tcp://${target}:${port}/`] };
      case 'json':
        return { command, args: [JSON.stringify({ from: source.map(host => ({ host, port })), to: { host: target, port } })] };
      case 'one-each':
        return { command, args: [...source.flatMap(host => ['-s', host]), '-p', String(port), target] };
    }
  };
}
