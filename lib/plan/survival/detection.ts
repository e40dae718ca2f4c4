import type { DnsAccess, LoadBalancerChecks } from '../../domain/access';
import { connectSeconds, type OutlierDetection } from '../../domain/gateway';
import type { OutageTerm } from '../model/outage-plan';
import type { OutageFacts } from './outage-terms';

/**
 * How long a mechanism takes to see that a cluster is lost.
 *
 * A lost cluster refuses nothing: its network is gone, packets to it vanish, and whoever asks it waits until the own timeout ends.
 */
export interface Detection {
  readonly failure: OutageTerm;
  /** Seconds that a healthy cluster may fail its checks, while its group elects, before it is taken out as well. */
  readonly toleranceSeconds: number;
  /** The time from there on, until it is used again. */
  readonly recovery: OutageTerm;
}

/** What Route 53's checkers wait: 4 s for a connection before an HTTP request, 10 s for one of TCP (AWS developer guide, "Determining health"). */
const checkerSeconds = { http: 4, https: 4, tcp: 10 } as const;

/** k8gb's own times: peers are asked every 30 s (its `reconcileRequeueSeconds`), a question of DNS takes 5 s to be given up. */
const delegated = { interval: 30, timeout: 5 } as const;

/** What sees that a cluster is lost, without anybody doing anything; undefined where nothing does, or only the client itself. */
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

/** Checkers of the provider ask each cluster; nearly all of them must have failed, so that the slowest counts. */
function recordChecks({ healthChecks }: DnsAccess): Detection | undefined {
  if (!healthChecks) return undefined;
  const { interval, failures } = healthChecks;
  const every = interval.toSeconds();
  const timeout = healthChecks.kind === 'existing' ? checkerSeconds.tcp : checkerSeconds[healthChecks.request.kind];
  return {
    failure: detect(
      every * (failures + 1) + timeout,
      every * (failures + 0.5) + timeout,
      `${failures} failed checks, one every ${every} s, one interval of phase, and ${timeout} s for a connection that nothing answers`,
    ),
    toleranceSeconds: every * (failures - 1),
    recovery: detect(every * (failures + 1), every * (failures + 0.5), `${failures} checks must pass again, one every ${every} s`),
  };
}

/** The server asks all clusters at once, and asks again when all have answered or were given up (PowerDNS, lua-records). */
function serverChecks({ healthChecks }: DnsAccess): Detection | undefined {
  if (healthChecks?.kind !== 'server') return undefined;
  const every = healthChecks.interval.toSeconds();
  const timeout = healthChecks.timeout.toSeconds();
  return {
    failure: detect(
      every + timeout,
      every / 2 + timeout,
      `the server asks every ${every} s, and gives up after ${timeout} s without an answer`,
    ),
    toleranceSeconds: 0, // the first failure counts
    recovery: detect(
      every + timeout,
      (every + timeout) / 2,
      `the server asks again after ${every} s, and waits ${timeout} s for the lost one`,
    ),
  };
}

/** Controllers of the clusters ask each other; what they ask is whether members are ready, which an election leaves as it is. */
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

/** The next check begins an interval after the last has failed (HAProxy, "inter" and "timeout check"). */
function balancerChecks({ interval, timeout, fall, rise }: LoadBalancerChecks): Detection {
  const every = interval.toSeconds();
  const wait = timeout.toSeconds();
  return {
    failure: detect(
      fall * (every + wait),
      (fall - 0.5) * every + fall * wait,
      `${fall} failed checks, each given up after ${wait} s and begun ${every} s after the last, the first after one interval of phase`,
    ),
    toleranceSeconds: (fall - 1) * every,
    recovery: detect(
      rise * every + wait,
      (rise - 0.5) * every,
      `the living fail too while they elect: ${rise} checks must pass, one every ${every} s`,
    ),
  };
}

/**
 * Requests are the checks. At worst one follows the other and each waits for its own connection; typically many fail side by
 * side. A gateway that understands the answers takes those of members without a leader for errors as well.
 */
function outliers(given: OutlierDetection, understands: boolean): Detection {
  const { errors, interval, ejection } = given;
  const every = interval.toSeconds();
  const connect = connectSeconds(given);
  return {
    failure: detect(
      errors * connect + every,
      connect + every / 2,
      `${errors} errors in a row, ${connect} s each for a connection that nothing answers, and one interval of ${every} s`,
    ),
    toleranceSeconds: understands ? 0 : Number.POSITIVE_INFINITY,
    recovery: detect(
      ejection.toSeconds() + every,
      0,
      `the living err too while they elect, and are kept out for ${ejection.toSeconds()} s`,
    ),
  };
}
