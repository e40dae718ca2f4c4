import type { FleetDocument } from '../../../lib/plan/document/fleet-document';
import type { OutageDocument } from '../../../lib/plan/document/survival-document';

/** What the plan says of the loss of one cluster, as `fleet.json` has it. */
export function predicted(fleet: FleetDocument, system: string, cluster: string): OutageDocument {
  const document = fleet.systems.find(({ name }) => name === system);
  const row = document?.survival.rows.find(({ loss, clusters }) => loss === 'cluster' && clusters.join() === cluster);
  const outage = row && document?.survival.outages[row.outage];
  if (!outage) throw new Error(`the plan says nothing of ${system} without ${cluster}`);
  return outage;
}
