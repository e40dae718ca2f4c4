import { fleetRule } from '../rule';
import { formedSystems, judged } from './judged';

/** A volume that is mounted elsewhere is empty to the process. */
export const dataPathChange = fleetRule(
  {
    name: 'change/data-path',
    severity: 'error',
    demands: 'A group that has formed keeps the folder in which its volumes are mounted.',
    why: 'Members that find nothing where they look start empty, under names that the group knows.',
    source: 'etcd issue 11410: a member that lost its data came back under its old name.',
  },
  ({ systems }, previous) =>
    formedSystems(systems, previous).flatMap(({ plan: { name, system, seats }, last }) => {
      const [config] = seats.map(seat => seat.config);
      const before = last.engine.dataPath;
      if (!config || before === undefined || before === config.dataPath || last.engine.name !== system.engine.name) return [];
      return [judged('storage.data-path', name, 'the folder of the volumes', { before, after: config.dataPath })];
    }),
);
