import type { SurvivalRow } from '../model/survival-plan';
import { planOutage } from '../outage/outage';
import { nameCaches } from '../outage/outage-terms';
import type { Baseline } from './baseline';
import { unharmedRow } from './unharmed-row';

/**
 * The row for the loss of the zone's DNS servers. The group keeps working, because its members are connected; but its peers do not find a
 * member that restarts. Clients of a name continue for as long as caches have the answer.
 */
export function dnsRow(baseline: Baseline): SurvivalRow {
  const { facts } = baseline;
  const cachedSeconds = secondsInCaches(baseline);
  const outage =
    cachedSeconds === undefined ? planOutage({ kind: 'unharmed' }, facts) : planOutage({ kind: 'repair', cachedSeconds }, facts);
  return {
    ...{ loss: 'dns', clusters: [], other: [] },
    ...unharmedRow(baseline),
    serves: cachedSeconds === undefined ? baseline.active : [],
    steps: [{ step: 'dns', clusters: [] }],
    outage,
  };
}

/** The seconds for which cached answers still serve clients; undefined where clients use no name of the zone. */
function secondsInCaches({ facts: { access, dns } }: Baseline): number | undefined {
  if (access.kind !== 'client-list') {
    const caches = nameCaches(access);
    return caches.length === 0 ? undefined : caches.reduce((sum, { seconds }) => sum + seconds, 0);
  }
  const named = access.exposure.kind === 'pod-addresses' || access.exposure.kind === 'load-balancer';
  return named ? dns.peerTtl.toSeconds() : undefined;
}
