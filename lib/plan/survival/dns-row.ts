import type { SurvivalRow } from '../model/survival-plan';
import { planOutage } from '../outage/outage';
import { nameCaches } from '../outage/outage-terms';
import type { Baseline } from './baseline';
import { nobodyHarmed } from './unharmed-row';

/**
 * The loss of the zone's servers. The group is untouched, since its members are connected; but nobody finds a member that restarts.
 * Clients of a name go on for as long as answers are kept.
 */
export function dnsRow(baseline: Baseline): SurvivalRow {
  const { facts } = baseline;
  const cachedSeconds = secondsInCaches(baseline);
  const outage =
    cachedSeconds === undefined ? planOutage({ kind: 'unharmed' }, facts) : planOutage({ kind: 'repair', cachedSeconds }, facts);
  return {
    ...{ loss: 'dns', clusters: [], other: [] },
    ...nobodyHarmed(baseline),
    serves: cachedSeconds === undefined ? baseline.active : [],
    steps: [{ step: 'dns', clusters: [] }],
    outage,
  };
}

/** How long answers still lead clients to a system; undefined where these ask for no name of the zone. */
function secondsInCaches({ facts: { access, dns } }: Baseline): number | undefined {
  if (access.kind !== 'client-list') {
    const caches = nameCaches(access);
    return caches.length === 0 ? undefined : caches.reduce((sum, { seconds }) => sum + seconds, 0);
  }
  const named = access.exposure.kind === 'pod-addresses' || access.exposure.kind === 'load-balancer';
  return named ? dns.peerTtl.toSeconds() : undefined;
}
