import { Testing } from 'cdk8s';
import type { Fleet } from '../../lib';
import { SystemChart } from '../../lib/kubernetes/system-chart';
import { renderedSeat, renderedSystem } from '../../lib/kubernetes/unit-plan';
import type { SystemPlan } from '../../lib/plan/model/system-plan';
import { must, seatOf } from '../fixtures';

/** An object as a cluster applies it. */
export interface Applied {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
}

/** What one cluster applies for a system. */
export const rendered = (planned: SystemPlan, cluster: string, { dns }: Fleet): readonly Applied[] =>
  Testing.synth(
    new SystemChart(Testing.app(), { system: renderedSystem(planned, dns), seat: renderedSeat(planned, seatOf(planned, cluster), dns) }),
  );

/** The object of this kind and name. */
export const applied = (objects: readonly Applied[], kind: string, name: string): Applied => {
  const found = objects.filter(object => object.kind === kind && object.metadata.name === name);
  expect(found).toHaveLength(1);
  return must(found.at(0));
};
