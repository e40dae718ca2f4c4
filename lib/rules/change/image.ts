import type { ChangeKind } from '../../change/catalogue';
import { imageKind } from '../../change/image-change';
import { fleetRule } from '../rule';
import { formedSystems, judged } from './judged';

/** Changes of the image that no order of restarts makes right. */
const refused: readonly ChangeKind[] = ['engine.down', 'engine.skips', 'engine.floor'];

/** A formed group goes up, one minor version at a time. */
export const imageChange = fleetRule(
  {
    name: 'change/image',
    severity: 'error',
    demands: 'The image of a group that has formed goes up by one minor version at most, from a version that the next one works with.',
    why: 'Members of two versions work together only where one follows the other, and what the newer one has written the older one cannot read.',
    source: 'etcd documentation, "Upgrading etcd": one minor version at a time, from 3.5.32 or 3.6.11 on, and no way down.',
  },
  ({ systems }, previous) =>
    formedSystems(systems, previous).flatMap(({ plan: { name, system }, last }) => {
      const [before, after] = [last.engine.image, system.engine.image];
      if (before === undefined || before === after || last.engine.name !== system.engine.name) return [];
      const { kind, floor } = imageKind(last.engine.name, before, after);
      return refused.includes(kind) ? [judged(kind, name, 'the image', { before, after, ...(floor ? { values: { floor } } : {}) })] : [];
    }),
);
