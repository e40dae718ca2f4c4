import type { SystemDocument } from '../plan/document/system-document';
import { listed, ofLinks } from './folded-rows';

/** Explanations of the marks in a table's rows; each only if its mark occurs. */
export function rowNotes(system: SystemDocument): readonly string[] {
  const { engine, survival } = system;
  const rows = listed(survival);
  const links = rows.filter(({ loss }) => ofLinks.includes(loss));
  const some = (holds: boolean, note: string): readonly string[] => (holds ? [`  ${note}`] : []);
  const elections = new Set(links.map(({ elections: after }) => after));
  const deposed = 'members that are cut off from the leader';
  const remedy = links.every(
    ({ loss, clusters, other, leader = [] }) =>
      leader.length === 1 &&
      survival.rows.some(
        row => row.loss === loss && row.clusters.join() === clusters.join() && row.other.join() === other.join() && !rows.includes(row),
      ),
  );
  const cached = rows.map(({ outage }) => survival.outages[outage]?.cachedSeconds ?? 0).find(seconds => seconds > 0);
  return [
    ...some(
      links.length > 0,
      '-/-  two clusters that reach all others but not each other; one direction alone is as bad, because connections need both',
    ),
    ...some(
      links.some(({ leader = [] }) => leader.length > 0),
      `x^  the leader is in x${remedy ? '; with a leader elsewhere there is no outage, so moving the leader also ends it' : ''}`,
    ),
    ...some(elections.has('repeated'), `**  ${deposed} depose it again and again, until it is in a cluster that all reach`),
    ...some(elections.has('unknown'), `**  '${engine.name}' does not say whether ${deposed} can depose it ('disruptiveServers')`),
    ...some(
      rows.some(({ steps }) => steps.some(({ step }) => step === 'apply')),
      'by hand: Argo CD is lost, or does not reach every cluster that must see the commit',
    ),
    ...some(
      cached !== undefined,
      `the DNS servers: cached answers route clients for at most ${cached} s; peers do not find a member that restarts`,
    ),
  ];
}
