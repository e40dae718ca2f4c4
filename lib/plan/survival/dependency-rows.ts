import type { SurvivalRow } from '../model/survival-plan';
import type { Baseline } from './baseline';
import { deliveryRows } from './delivery-rows';
import { dnsRow } from './dns-row';
import { ingressRows } from './ingress-rows';

/**
 * The rows for the loss of a system's other dependencies, kind by kind: DNS servers, load balancers and gateways, Argo CD.
 * @param clusters the clusters whose loss is examined together with Argo CD's
 */
export function dependencyRows(clusters: readonly string[], baseline: Baseline): readonly (readonly SurvivalRow[])[] {
  const delivery = deliveryRows(clusters, baseline);
  return [[dnsRow(baseline)], ingressRows(baseline), delivery.slice(0, 1), delivery.slice(1)];
}
