import { Duration } from 'cdk8s';
import type {
  EngineConfig,
  EngineContext,
  EngineMembership,
  EngineStanding,
  EngineTask,
  MembershipContext,
  PeerAddress,
  RaftEngine,
} from '../domain/engine';
import { knownEngine } from '../domain/known-engine';
import { image } from '../plan/input/access-shape';
import { dnsName } from '../plan/input/fleet-shape';
import { integer, optional } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { packageFile } from '../programs/package-file';
import { engineFrom } from './made-engine';

/** Settings of etcd 3.6. */
export interface EtcdProps {
  /** Image with a full version or a digest, for example `quay.io/coreos/etcd:v3.6.5`. */
  readonly image: string;
  readonly pullSecret?: string;
  /** Largest size of the key space, in bytes. @default 2147483648 (2 GiB), etcd's own default */
  readonly quotaBytes?: number;
}

const shape = objectOf<EtcdProps>()({
  image,
  pullSecret: optional(dnsName),
  quotaBytes: optional(integer(1, Number.MAX_SAFE_INTEGER)),
});

const peer = 2380;
const client = 2379;
const metrics = 2381;

/**
 * etcd 3.6: a static list of voters, learners that a job adds, a mirror for hot standbys.
 *
 * Probes use the metrics port, which stays plain when peers speak TLS. `/readyz` makes a linearizable read, which needs the quorum.
 * For learners it excludes the check `non_learner`, which a learner always fails (etcd 3.6, server/etcdserver/api/etcdhttp/health.go).
 * On the stop signal etcd itself transfers leadership.
 */
export const etcd = (props: EtcdProps): RaftEngine => knownEngine(engineFrom(props, shape, made));

const made = (props: EtcdProps): RaftEngine => ({
  name: 'etcd',
  image: props.image,
  ...(props.pullSecret ? { pullSecret: props.pullSecret } : {}),
  maxLearners: 1, // --max-learners, etcd's default
  timing: { defaults: { heartbeatMillis: 100, electionMillis: 1000 }, maxElectionMillis: 50_000 },
  disruptiveServers: 'refused', // CheckQuorum is always on, PreVote by default (etcd 3.6, etcdserver/bootstrap.go and embed/config.go)
  bind: context => bind(context, props),
  mirror,
  join,
  membership,
  connectionString: ({ endpoints }) => endpoints.map(endpoint => `http://${endpoint}`).join(','),
});

function bind(context: EngineContext, { quotaBytes = 2 * 1024 ** 3 }: EtcdProps): EngineConfig {
  const { domain, tlsFolder, tlsMode = 'on', timing, role } = context;
  // With plain URLs to listen at, the files still serve the connections that the member makes itself (etcd 3.6, embed/etcd.go).
  const scheme = tlsFolder && tlsMode === 'on' ? 'https' : 'http';
  const url = (member: PeerAddress): string => `${member.name}=${peerUrl(member)}`;
  const learning = role === 'learner';
  // A member that joins is refused unless it is given all members, as its peers have them.
  const withLearners = learning || context.joining.length > 0;
  return {
    ports: [
      { name: 'peer', port: peer, serves: ['peers'] },
      { name: 'client', port: client, serves: ['clients'] },
      { name: 'metrics', port: metrics, serves: ['probes'] },
    ],
    command: ['/usr/local/bin/etcd'],
    args: [
      '--name=$(POD_NAME)',
      '--data-dir=/var/lib/etcd/data',
      `--listen-peer-urls=${scheme}://0.0.0.0:${peer}`,
      `--initial-advertise-peer-urls=${scheme}://$(POD_NAME).${domain}:${peer}`,
      `--listen-client-urls=http://0.0.0.0:${client}`,
      `--advertise-client-urls=http://$(POD_NAME).${domain}:${client}`,
      `--listen-metrics-urls=http://0.0.0.0:${metrics}`,
      `--heartbeat-interval=${timing.heartbeatMillis}`,
      `--election-timeout=${timing.electionMillis}`,
      `--quota-backend-bytes=${quotaBytes}`,
      '--auto-compaction-mode=periodic',
      '--auto-compaction-retention=1h',
      ...(tlsFolder
        ? [
            '--peer-client-cert-auth=true',
            `--peer-cert-file=${tlsFolder}/tls.crt`,
            `--peer-key-file=${tlsFolder}/tls.key`,
            `--peer-trusted-ca-file=${tlsFolder}/ca.crt`,
          ]
        : []),
    ],
    env: [{ name: 'POD_NAME', field: 'metadata.name' }],
    bootstrap: {
      ETCD_INITIAL_CLUSTER: [...context.voters, ...context.joining, ...(withLearners ? context.learners : [])].map(url).join(','),
      // A learner always joins a group that exists. A voter does so only after the group has formed.
      ETCD_INITIAL_CLUSTER_STATE: context.bootstrapped || learning ? 'existing' : 'new',
      ETCD_INITIAL_CLUSTER_TOKEN: context.token,
    },
    dataPath: '/var/lib/etcd',
    liveness: { kind: 'http', path: '/livez', port: 'metrics' },
    readiness: {
      handler: { kind: 'http', path: learning ? '/readyz?exclude=non_learner' : '/readyz', port: 'metrics' },
      needs: learning ? 'member' : 'quorum',
    },
    startup: { kind: 'http', path: '/livez', port: 'metrics' },
    // The request timeout bounds the transfer of leadership: 5 s and two election timeouts (etcd, server/config).
    shutdown: { grace: Duration.seconds(30 + Math.ceil((2 * timing.electionMillis) / 1000)) },
    user: 10_001,
  };
}

/** The address by which a group of etcd knows a member. */
const peerUrl = ({ host, tls }: PeerAddress): string => `${tls ? 'https' : 'http'}://${host}:${peer}`;

function mirror({ source, target }: { readonly source: readonly string[]; readonly target: string }): EngineTask {
  return {
    command: ['/usr/local/bin/etcdctl'],
    args: ['make-mirror', `--endpoints=${source.map(host => `http://${host}:${client}`).join(',')}`, `http://${target}:${client}`],
  };
}

function join({ learner, voters }: { readonly learner: PeerAddress; readonly voters: readonly PeerAddress[] }): EngineTask {
  return {
    command: ['/usr/local/bin/etcdctl'],
    args: [
      'member',
      'add',
      learner.name,
      '--learner',
      `--peer-urls=${peerUrl(learner)}`,
      `--endpoints=${voters.map(({ host }) => `http://${host}:${client}`).join(',')}`,
    ],
  };
}

const program = 'etcd-membership.cjs';

/** Peers list the members on their own port, which members reach, and the port of clients need not be (etcd 3.6, etcdhttp/peer.go). */
const standing: EngineStanding = {
  get module() {
    return packageFile('lib/programs/etcd-standing.cjs');
  },
  asks: ({ voters, joining, tlsFolder }) => ({
    voters: Object.fromEntries(voters.map(voter => [voter.name, peerUrl(voter)])),
    peerUrls: Object.fromEntries(joining.map(member => [member.name, peerUrl(member)])),
    ...(tlsFolder ? { tlsFolder } : {}),
  }),
};

/** etcd's own JSON gateway, asked by a program of ours: its client in the image has no shell, and each of its commands is one request. */
const membership: EngineMembership = {
  // Read only where it is used.
  get files() {
    return { [program]: packageFile(`lib/programs/${program}`) };
  },
  standing,
  switchesPeerTls: true, // certificates are read at each connection (etcd 3.6, client/pkg/transport/listener.go, baseConfig)
  task: ({ action, member, voters, restarted, tlsFolder }: MembershipContext): EngineTask => {
    const endpoint = ({ host }: PeerAddress): string => `http://${host}:${client}`;
    const urls = (members: readonly PeerAddress[]): string => members.map(each => `${each.name}=${peerUrl(each)}`).join(',');
    return {
      command: ['node', `/operations/${program}`],
      args: [
        action,
        `--voters=${voters.map(voter => `${voter.name}=${endpoint(voter)}`).join(',')}`,
        ...(member ? [`--member=${member.name}`, `--endpoint=${endpoint(member)}`] : []),
        ...(member ? [`--peer-url=${peerUrl(member)}`] : []),
        ...(action === 'update' ? [`--peer-urls=${urls(restarted)}`] : []),
        ...(action === 'prove' ? [`--restarted=${restarted.map(({ name }) => name).join(',')}`] : []),
        // Where members have certificates, it proves too that the group knows each by its scheme, and that this cluster trusts them all.
        ...(action === 'prove' && tlsFolder ? [`--peer-urls=${urls(voters)}`, `--tls-folder=${tlsFolder}`] : []),
        // Nothing newer waits for a learner that copies: what is started again copies no faster.
        ...(action === 'promote' ? ['--patience=3600'] : []),
      ],
    };
  },
};
