import type { FleetPlan, RecordPlan, SeatPlan, SystemPlan } from '../plan/model/system-plan';
import { outageText } from '../plan/outage/outage';

/** The most rows with one row per seat. With more, nobody reads them, and each system has one row. */
const mostRows = 200;

const heading = ['system', 'cluster', 'role', 'voters', 'records', 'worst-case outage'] as const;

/** The plan as a table of systems, clusters, roles, voters, records and worst-case outages. */
export function planTable({ systems }: FleetPlan): string {
  const seats = systems.reduce((sum, system) => sum + system.seats.length, 0);
  return align([heading, ...systems.flatMap(seats > mostRows ? systemRow : seatRows)]);
}

const seatRows = (system: SystemPlan): readonly (readonly string[])[] =>
  system.seats.map((seat, position) => [
    position === 0 ? system.name : '',
    seat.cluster.name,
    seat.role,
    voters(seat),
    system.records
      .filter(({ clusters }) => clusters.includes(seat.cluster.name))
      .map(recordText)
      .join(', ') || '-',
    position === 0 ? outageText(system.outage) : '',
  ]);

const systemRow = (system: SystemPlan): readonly (readonly string[])[] => [
  [
    system.name,
    `${system.seats.length} clusters`,
    [...new Set(system.seats.map(({ role }) => role))].join(', '),
    String(system.groups.reduce((sum, group) => sum + group.voters.length, 0)),
    String(system.records.length),
    outageText(system.outage),
  ],
];

function voters({ cluster, pool, group }: SeatPlan): string {
  const all = group.voters.length;
  if (pool.role === 'learner') return `0 of ${all}, ${pool.replicas} learning`;
  if (pool.replicas < pool.declared) return `${pool.replicas} running, ${pool.declared} kept`;
  const joining = group.joining.filter(member => member.cluster === cluster.name).length;
  return `${group.votes.get(cluster.name) ?? 0} of ${all}${joining > 0 ? `, ${joining} joining` : ''}`;
}

function recordText({ name, type, targets, route, scope }: RecordPlan): string {
  const how = route
    ? ` (${route.policy}${route.policy === 'weighted' ? ` ${route.weight}` : route.policy === 'failover' ? ` ${route.order}` : ''})`
    : '';
  return `${name} ${type} ${targets.join(' ')}${how}${scope === 'global' ? ' (shared)' : ''}`;
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = heading.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return `${rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
