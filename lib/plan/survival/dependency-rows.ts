import type { SurvivalRow } from '../model/survival-plan';
import type { Baseline } from './baseline';
import { deliveryRows } from './delivery-rows';
import { dnsRow } from './dns-row';
import { ingressRows } from './ingress-rows';

/**
 * The losses of what a system depends on beside its clusters and their links, kind by kind.
 * @param clusters whose loss is looked at while there is no Argo CD
 */
export function dependencyRows(clusters: readonly string[], baseline: Baseline): readonly (readonly SurvivalRow[])[] {
  const delivery = deliveryRows(clusters, baseline);
  return [[dnsRow(baseline)], ingressRows(baseline), delivery.slice(0, 1), delivery.slice(1)];
}
