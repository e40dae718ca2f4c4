import { deliveryRows } from './delivery-rows';
import { dnsRow } from './dns-row';
import { ingressRows } from './ingress-rows';
import type { Standing } from './standing';
import type { SurvivalRow } from './survival-plan';

/**
 * The losses of what a system depends on beside its clusters and their links, kind by kind.
 * @param clusters whose loss is looked at while there is no Argo CD
 */
export function dependencyRows(clusters: readonly string[], standing: Standing): readonly (readonly SurvivalRow[])[] {
  const delivery = deliveryRows(clusters, standing);
  return [[dnsRow(standing)], ingressRows(standing), delivery.slice(0, 1), delivery.slice(1)];
}
