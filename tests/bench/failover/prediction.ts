import type { FleetDocument } from '../../../lib/plan/document/fleet-document';
import type { OutageDocument, SurvivalRowDocument } from '../../../lib/plan/document/survival-document';

/** What the plan says of the loss of one cluster, as `fleet.json` has it. */
export function predicted(fleet: FleetDocument, system: string, cluster: string): OutageDocument {
  const document = fleet.systems.find(({ name }) => name === system);
  const row = document?.survival.rows.find(({ loss, clusters }) => loss === 'cluster' && clusters.join() === cluster);
  const outage = row && document?.survival.outages[row.outage];
  if (!outage) throw new Error(`the plan says nothing of ${system} without ${cluster}`);
  return outage;
}

/** What the plan says of one loss of something else, while the leader is in a cluster. */
export function predictedRow(
  fleet: FleetDocument,
  system: string,
  wanted: Pick<SurvivalRowDocument, 'loss' | 'clusters' | 'other'>,
  leader?: string,
): { readonly row: SurvivalRowDocument; readonly outage: OutageDocument } {
  const document = fleet.systems.find(({ name }) => name === system);
  const same = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();
  const row = document?.survival.rows.find(
    ({ loss, clusters, other, leader: leaders }) =>
      loss === wanted.loss &&
      same(clusters, wanted.clusters) &&
      same(other, wanted.other) &&
      (leader === undefined || leaders.length === 0 || leaders.includes(leader)),
  );
  const outage = row && document?.survival.outages[row.outage];
  if (!row || !outage)
    throw new Error(`the plan of ${system} says nothing of ${JSON.stringify(wanted)} with the leader in ${leader ?? 'any'}`);
  return { row, outage };
}
