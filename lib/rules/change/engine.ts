import { fleetRule } from '../rule';
import { formedSystems, judged } from './judged';

/** The volumes of a formed group belong to one engine. */
export const engineChange = fleetRule(
  {
    name: 'change/engine',
    severity: 'error',
    demands: 'A system whose group has formed keeps its engine.',
    why: 'Each engine has a log of its own, and cannot read that of another one on the same volumes.',
    source: 'The volumes stay with the StatefulSet, whatever its image is.',
  },
  ({ systems }, previous) =>
    formedSystems(systems, previous).flatMap(({ plan: { name, system }, last }) =>
      last.engine.name === system.engine.name
        ? []
        : [judged('engine.other', name, 'the engine', { before: last.engine.name, after: system.engine.name })],
    ),
);
