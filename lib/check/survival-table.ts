import type { FleetDocument } from '../plan/document/fleet-document';
import type { LatencyDocument, OutageDocument, SurvivalRowDocument } from '../plan/document/survival-document';
import type { GroupDocument, SystemDocument } from '../plan/document/system-document';
import type { Step } from '../plan/model/survival-plan';

/**
 * What every system of a fleet survives, as text for a terminal: for each loss what is left, who serves, which writes are
 * lost, what somebody must do and how long clients wait; then what they wait for a leader in each cluster.
 *
 * It is read from the document and not from the program, so that it works on any output.
 */
export const survivalTable = ({ systems }: Pick<FleetDocument, 'systems'>): string => systems.map(systemTable).join('\n');

function systemTable(system: SystemDocument): string {
  const serving = groupOf(system);
  const rows = system.survival.rows.map(row => cells(row, system, serving));
  const lines = [
    heading(system, serving),
    ...align([['', 'loss', 'quorum', 'members left', 'serves', 'lost writes', 'needs', 'worst / typical outage'], ...rows]),
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

function cells(row: SurvivalRowDocument, { name, survival }: SystemDocument, group: GroupDocument | undefined): readonly string[] {
  const outage = survival.outages[row.outage];
  const all = votersOf(group).length;
  return [
    outage?.ends === 'restore' ? 'FATAL' : '',
    lossText(row),
    `${row.quorum ? 'yes' : 'NO '} ${row.votes}/${all}`,
    row.members ? membersText(row.members, `${name}-`) : `${row.votes} voters`,
    [row.serves.join(', ') || 'nobody', ...(row.stranded.length > 0 ? [`not ${row.stranded.join(', ')}`] : [])].join('; '),
    outage ? lostText(outage) : '',
    needs(row),
    outage ? outageCell(outage) : '',
  ];
}

function lossText({ loss, clusters, other }: SurvivalRowDocument): string {
  switch (loss) {
    case 'cluster':
      return clusters.join(', ');
    case 'pair':
      return clusters.join(' + ');
    case 'zone':
      return `a zone of ${clusters.join(' and ')}`;
    case 'split':
      return `${clusters.join(', ')} | ${other.join(', ')}`;
    case 'drain-and-loss':
      return `${clusters.join(', ')}, ${other.join(', ')} drained`;
  }
}

/** Names without the beginning that all have, and consecutive numbers as a range: `0..1 10..11 20`. */
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

function needs({ steps, unfenced, unfencedName }: SurvivalRowDocument): string {
  const warned = unfenced.length > 0 && !steps.some(({ step }) => step === 'fence');
  const warning = warned ? [`fence before promoting ${unfenced.join(', ')}`] : [];
  const text = [...steps.map(stepText), ...warning].join('; ') || '-';
  return unfencedName.length > 0 ? `${text} *` : text;
}

/** Whom nothing keeps from taking the name back, after which losses: the table marks these. */
function openNames({ access, host, survival: { rows } }: SystemDocument): readonly string[] {
  const clusters = [...new Set(rows.flatMap(({ unfencedName }) => unfencedName))].join(' or ');
  if (clusters === '') return [];
  return access.kind === 'dns'
    ? [`  * nothing keeps ${clusters} from writing ${host} back once it has moved`]
    : [`  * nothing keeps ${clusters} from leading clients to the group that served, once another one has been promoted`];
}

function stepText({ step, clusters }: Step): string {
  const names = clusters.join(', ');
  switch (step) {
    case 'undrain':
      return `undrain ${names}`;
    case 'records':
      return `take ${names} out of the name`;
    case 'switchover':
    case 'promote':
      return `commit active ${names}`;
    case 'reassign':
      return `make the witness ${names} serve`;
    case 'fence':
      return `fence ${names}`;
    case 'fence-name':
      return `take the key of ${names} away`;
    case 'writers':
      return `add writer ${names}`;
    case 'sites':
      return `put the way in into ${names}`;
    case 'restore':
      return 'get it back, or restore';
    case 'reconnect':
      return 'mend the network';
  }
}

function outageCell({ ends, countedFrom, worstSeconds, typicalSeconds }: OutageDocument): string {
  if (ends === 'restore') return 'until restored';
  if (ends === 'automatic' && worstSeconds === 0) return '0 s';
  const time = `${seconds(worstSeconds)} / ${seconds(typicalSeconds)} s`;
  return ends === 'decision' && countedFrom === 'commit' ? `${time} + people` : time;
}

/** What is not listed, in systems over many clusters. */
const summaries = ({ survival: { counts, rows } }: SystemDocument): readonly string[] =>
  counts
    .filter(({ loss, examined }) => examined === null || examined > rows.filter(row => row.loss === loss).length)
    .map(({ loss, examined, survived, fatal }) => {
      const quorum = survived === examined ? 'all' : (survived ?? 'not all');
      return `  ${lossNames[loss]}: ${examined ?? 'too many to count'}, ${quorum} keep the quorum, ${fatal ?? 'some'} fatal`;
    });

const lossNames: Readonly<Record<SurvivalRowDocument['loss'], string>> = {
  cluster: 'losses of one cluster',
  pair: 'losses of two clusters',
  zone: 'losses of a zone',
  split: 'splits of the network',
  'drain-and-loss': 'losses of a cluster while another is drained',
};

function design({ survival: { fatal, witnessVotes, movedVotes } }: SystemDocument, group: GroupDocument | undefined): readonly string[] {
  if (fatal.length === 0) return [];
  const alone = `  losing ${fatal.join(' alone, or ')} alone takes the quorum`;
  const ways = [
    ...(movedVotes ? [`the votes ${movedVotes.join('/')} would change that`] : []),
    ...(witnessVotes === null
      ? []
      : [`a witness with ${witnessVotes} ${witnessVotes === 1 ? 'vote' : 'votes'} in a further cluster would`]),
  ];
  const clusters = new Set(votersOf(group).map(({ cluster }) => cluster)).size;
  const none = clusters < 2 ? 'all votes are there, so that no witness changes it' : 'more clusters must vote';
  return [`${alone}: ${ways.join('; ') || none}`];
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
    ? ["  + people: counted from the commit, since the fleet does not say how long people take ('onCall')"]
    : [];

/** To a tenth. */
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
