import type { FleetDocument } from '../plan/document/fleet-document';
import type { LatencyDocument, OutageDocument, SurvivalRowDocument } from '../plan/document/survival-document';
import type { GroupDocument, SystemDocument } from '../plan/document/system-document';
import { folded, listed, summaries } from './folded-rows';
import { lossText, needsText } from './loss-text';
import { rowNotes } from './row-notes';

/**
 * The losses that every system of a fleet survives, as text for a terminal. For each loss: the remaining members, the clusters that serve,
 * lost writes, the steps of an operator and the outage; then the latency with a leader in each cluster.
 *
 * It is computed from the document, not from the program, so it works for any output.
 */
export const survivalTable = ({ fleet, systems }: Pick<FleetDocument, 'fleet' | 'systems'>): string =>
  [...systems.map(systemTable), ...newName(fleet)].join('\n');

function systemTable(system: SystemDocument): string {
  const serving = groupOf(system);
  const rows = listed(system.survival).map(row => cells(row, system, serving));
  const lines = [
    heading(system, serving),
    ...align([['', 'loss', 'quorum', 'members left', 'serves', 'lost writes', 'needs', 'worst / typical'], ...rows]),
    ...folded(system.survival),
    ...rowNotes(system),
    ...summaries(system),
    ...design(system, serving),
    ...openNames(system),
    ...promises(system),
    ...footnote(system),
    ...system.latency.flatMap(latency),
  ];
  return `${lines.join('\n')}\n`;
}

/** The group that serves. */
function groupOf({ seats, groups }: SystemDocument): GroupDocument | undefined {
  const active = seats.find(({ role }) => role === 'active');
  return groups.find(({ name }) => name === active?.group);
}

const votersOf = (group: GroupDocument | undefined): GroupDocument['members'] =>
  group?.members.filter(({ role }) => role === 'voter') ?? [];

function heading({ name, engine, topology, objectives }: SystemDocument, group: GroupDocument | undefined): string {
  const voters = votersOf(group);
  const clusters = new Set(voters.map(({ cluster }) => cluster));
  const votes = [...clusters].map(cluster => `${cluster} ${voters.filter(voter => voter.cluster === cluster).length}`).join(', ');
  return `${name} (${engine.name}, ${topology}): votes ${votes}; quorum ${group?.quorum ?? 0}; to survive ${objectives.survive}; members ${name}-…`;
}

function cells(row: SurvivalRowDocument, system: SystemDocument, group: GroupDocument | undefined): readonly string[] {
  const { name, survival } = system;
  const outage = survival.outages[row.outage];
  const all = votersOf(group).length;
  return [
    outage?.ends === 'restore' ? 'FATAL' : '',
    lossText(row, system),
    `${row.quorum ? 'yes' : 'NO '} ${row.votes}/${all}`,
    row.members ? membersText(row.members, `${name}-`) : `${row.votes} voters`,
    servesText(row),
    outage ? lostText(outage) : '',
    needsText(row, system),
    outage ? outageCell(outage) : '',
  ];
}

const servesText = ({ serves, stranded }: SurvivalRowDocument): string =>
  [serves.join(', ') || 'nobody', ...(stranded.length > 0 ? [`not ${stranded.join(', ')}`] : [])].join('; ');

/** Names without their common prefix, and consecutive numbers as a range: `0..1 10..11 20`. */
function membersText(members: readonly string[], common: string): string {
  const runs: { readonly prefix: string; readonly first: number; last: number }[] = [];
  for (const name of members) {
    const member = name.startsWith(common) ? name.slice(common.length) : name;
    const [, prefix = member, digits = ''] = /^(.*?)(\d+)$/.exec(member) ?? [];
    const run = runs.at(-1);
    if (run && run.prefix === prefix && Number(digits) === run.last + 1) run.last += 1;
    else runs.push({ prefix, first: Number(digits), last: Number(digits) });
  }
  const text = runs.map(({ prefix, first, last }) => `${prefix}${first === last ? first : `${first}..${last}`}`);
  return text.join(' ') || 'none';
}

function lostText({ ends, loses, lostSeconds }: OutageDocument): string {
  if (ends === 'restore') return 'unknown';
  const time = lostSeconds === null ? 'undeclared' : `${seconds(lostSeconds)} s`;
  switch (loses) {
    case 'nothing':
      return 'none';
    case 'mirror-lag':
      return `lag: ${time}`;
    case 'since-last-restore':
      return `backup: ${time}`;
  }
}

/** The note about clusters without a fence for the name. The table marks the losses after which they can move the name back. */
function openNames({ access, host, survival: { rows } }: SystemDocument): readonly string[] {
  const clusters = [...new Set(rows.flatMap(({ unfencedName }) => unfencedName))].join(' or ');
  if (clusters === '') return [];
  return access.kind === 'dns'
    ? [`  * nothing keeps ${clusters} from writing ${host} back once it has moved`]
    : [`  * nothing keeps ${clusters} from routing clients to the old group, once another one has been promoted`];
}

function outageCell({ ends, countedFrom, worstSeconds, typicalSeconds }: OutageDocument): string {
  if (ends === 'restore') return 'until restored';
  if (ends === 'repair') return 'until repaired';
  if (ends === 'automatic' && worstSeconds === 0) return '0 s';
  const time = `${seconds(worstSeconds)} / ${seconds(typicalSeconds)} s`;
  return ends === 'decision' && countedFrom === 'commit' ? `${time} + people` : time;
}

function design({ survival: { fatal, witnessVotes, movedVotes } }: SystemDocument, group: GroupDocument | undefined): readonly string[] {
  if (fatal.length === 0) return [];
  const alone = `  losing ${fatal.join(' alone, or ')} alone costs the quorum`;
  const remedies = [
    ...(movedVotes ? [`the votes ${movedVotes.join('/')} would change that`] : []),
    ...(witnessVotes === null
      ? []
      : [`a witness with ${witnessVotes} ${witnessVotes === 1 ? 'vote' : 'votes'} in a further cluster would`]),
  ];
  const clusters = new Set(votersOf(group).map(({ cluster }) => cluster)).size;
  const none = clusters < 2 ? 'all votes are there, so a witness does not change it' : 'more clusters must vote';
  return [`${alone}: ${remedies.join('; ') || none}`];
}

function promises({ objectives: { rtoSeconds, rpoSeconds }, outage }: SystemDocument): readonly string[] {
  const worst = outage.ends === 'restore' ? 'until restored' : outageCell(outage);
  const lost = outage.lostSeconds === null ? 'undeclared' : `${seconds(outage.lostSeconds)} s`;
  return [
    ...(rtoSeconds === null ? [] : [`  promised recovery time ${seconds(rtoSeconds)} s; the worst loss of one cluster: ${worst}`]),
    ...(rpoSeconds === null ? [] : [`  promised recovery point ${seconds(rpoSeconds)} s; the worst loss of one cluster: ${lost}`]),
  ];
}

function latency({ group, leaders, bestHome }: LatencyDocument): readonly string[] {
  const millis = (value: number | null): string => (value === null ? 'round trip undeclared' : `${value} ms`);
  const rows = leaders.map(({ cluster, commitMillis, readMillis, clientMillis }) => [
    '',
    cluster,
    ...[commitMillis, readMillis, clientMillis].map(millis),
    cluster === bestHome ? 'best home' : '',
  ]);
  return align([['', `leader of ${group} in`, 'commit', 'linearizable read', 'write as clients see it', ''], ...rows]);
}

const footnote = ({ survival: { outages } }: SystemDocument): readonly string[] =>
  outages.some(({ ends, countedFrom }) => ends === 'decision' && countedFrom === 'commit')
    ? ["  + people: counted from the commit, because the fleet does not declare how long people take ('onCall')"]
    : [];

/** The note about new names, which is the same for every system. */
function newName({ newName: known }: FleetDocument['fleet']): readonly string[] {
  if (!known) return [];
  const { worstSeconds, typicalSeconds } = known;
  return [`a new name of a member or a cluster can stay unknown for ${seconds(worstSeconds)} / ${seconds(typicalSeconds)} s\n`];
}

/** Seconds, rounded to a tenth. */
const seconds = (value: number): string => String(Math.round(value * 10) / 10);

function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
