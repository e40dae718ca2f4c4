import type { DnsAccess, LoadBalancerChecks } from '../../domain/access';
import { connectSeconds, type OutlierDetection } from '../../domain/gateway';
import type { OutageTerm } from '../model/outage-plan';
import type { OutageFacts } from './outage-terms';

/**
 * How long a mechanism takes to detect that a cluster is lost.
 *
 * A lost cluster refuses no connection: its packets vanish, and every check waits for its own timeout.
 */
export interface Detection {
  readonly failure: OutageTerm;
  /** Seconds for which a healthy cluster may fail its checks during an election before it counts as lost, too. */
  readonly toleranceSeconds: number;
  /** The time until such a cluster is used again, after the election. */
  readonly recovery: OutageTerm;
}

/**
 * Connection timeouts of Route 53's checkers, in seconds: 4 s before an HTTP request, 10 s for TCP (AWS developer guide, "Determining
 * health").
 */
const checkerSeconds = { http: 4, https: 4, tcp: 10 } as const;

/** k8gb's own times in seconds: it queries its peers every 30 s (`reconcileRequeueSeconds`), and a DNS query times out after 5 s. */
const delegated = { interval: 30, timeout: 5 } as const;

/** How a system detects the loss of a cluster without an operator; undefined where nothing does, or only the client itself. */
export function detectionOf({ access, publication }: OutageFacts): Detection | undefined {
  switch (access.kind) {
    case 'dns':
      return nameChecks(access, publication);
    case 'load-balancer':
      return balancerChecks(access.checks);
    case 'gateway':
      return access.outliers && outliers(access.outliers, access.route === 'http' || access.route === 'grpc');
    case 'client-list':
    case 'internal':
      return undefined;
  }
}

function nameChecks(access: DnsAccess, publication: OutageFacts['publication']): Detection | undefined {
  switch (publication?.kind) {
    case 'members':
    case 'terraform':
      return recordChecks(access);
    case 'computed':
      return serverChecks(access);
    case 'delegated':
      return controllerChecks(access);
    case 'parts':
    case 'shared':
    case 'waiting':
    case undefined:
      return undefined;
  }
}

const detect = (seconds: number, typicalSeconds: number, why: string): OutageTerm => ({ term: 'detect', seconds, typicalSeconds, why });

/** The provider has many checkers for each cluster. Nearly all of them must fail before the record changes, so the slowest one counts. */
function recordChecks({ healthChecks }: DnsAccess): Detection | undefined {
  if (!healthChecks) return undefined;
  const { interval, failures } = healthChecks;
  const every = interval.toSeconds();
  const timeout = healthChecks.kind === 'existing' ? checkerSeconds.tcp : checkerSeconds[healthChecks.request.kind];
  return {
    failure: detect(
      every * (failures + 1) + timeout,
      every * (failures + 0.5) + timeout,
      `up to one interval until the first check, ${failures} failed checks, one every ${every} s, and ${timeout} s until a connection times out`,
    ),
    toleranceSeconds: every * (failures - 1),
    recovery: detect(every * (failures + 1), every * (failures + 0.5), `${failures} checks must pass again, one every ${every} s`),
  };
}

/** The DNS server checks all clusters at once, and again when all checks have ended or timed out (PowerDNS, lua-records). */
function serverChecks({ healthChecks }: DnsAccess): Detection | undefined {
  if (healthChecks?.kind !== 'server') return undefined;
  const every = healthChecks.interval.toSeconds();
  const timeout = healthChecks.timeout.toSeconds();
  return {
    failure: detect(
      every + timeout,
      every / 2 + timeout,
      `the DNS server checks every ${every} s, and gives up after ${timeout} s without an answer`,
    ),
    toleranceSeconds: 0, // the first failure counts
    recovery: detect(
      every + timeout,
      (every + timeout) / 2,
      `the DNS server checks again after ${every} s, and waits ${timeout} s for the lost cluster`,
    ),
  };
}

/** The controllers of the clusters ask each other whether members are ready. An election does not change that. */
function controllerChecks({ healthChecks }: DnsAccess): Detection {
  const every = healthChecks?.interval.toSeconds() ?? delegated.interval;
  const timeout = healthChecks?.kind === 'server' ? healthChecks.timeout.toSeconds() : delegated.timeout;
  return {
    failure: detect(
      every + 2 * timeout,
      every / 2 + timeout,
      `controllers ask each other every ${every} s, and give up after ${timeout} s; resolvers wait as long for the lost name server`,
    ),
    toleranceSeconds: Number.POSITIVE_INFINITY,
    recovery: detect(every, every / 2, `controllers ask each other every ${every} s`),
  };
}

/** The next check begins one interval after the last one has failed (HAProxy, "inter" and "timeout check"). */
function balancerChecks({ interval, timeout, fall, rise }: LoadBalancerChecks): Detection {
  const every = interval.toSeconds();
  const wait = timeout.toSeconds();
  return {
    failure: detect(
      fall * (every + wait),
      (fall - 0.5) * every + fall * wait,
      `up to one interval until the first check, ${fall} failed checks, each of ${wait} s, and ${every} s between two of them`,
    ),
    toleranceSeconds: (fall - 1) * every,
    recovery: detect(
      rise * every + wait,
      (rise - 0.5) * every,
      `the other clusters also fail checks during the election: ${rise} checks must pass again, one every ${every} s`,
    ),
  };
}

/**
 * The requests of clients are the checks. At worst they come one after the other, and each waits for its own timeout; typically many fail
 * at the same time. A gateway that sees requests also counts the error answers of members without a leader.
 */
function outliers(given: OutlierDetection, seesRequests: boolean): Detection {
  const { errors, interval, ejection } = given;
  const every = interval.toSeconds();
  const connect = connectSeconds(given);
  return {
    failure: detect(
      errors * connect + every,
      connect + every / 2,
      `${errors} errors in a row, ${connect} s each until a connection times out, and one interval of ${every} s`,
    ),
    toleranceSeconds: seesRequests ? 0 : Number.POSITIVE_INFINITY,
    recovery: detect(
      ejection.toSeconds() + every,
      0,
      `the other clusters also return errors during the election, and are ejected for ${ejection.toSeconds()} s`,
    ),
  };
}
