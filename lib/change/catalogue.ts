import type { KindText } from './kind-text';
import { accessKinds } from './kinds/access-kinds';
import { clusterKinds } from './kinds/cluster-kinds';
import { engineKinds } from './kinds/engine-kinds';
import { fleetKinds } from './kinds/fleet-kinds';
import { memberKinds } from './kinds/member-kinds';
import { objectKinds } from './kinds/object-kinds';
import { stateKinds } from './kinds/state-kinds';
import { systemKinds } from './kinds/system-kinds';
import { volumeKinds } from './kinds/volume-kinds';

const kinds = {
  ...fleetKinds,
  ...clusterKinds,
  ...systemKinds,
  ...memberKinds,
  ...engineKinds,
  ...volumeKinds,
  ...accessKinds,
  ...stateKinds,
  ...objectKinds,
} as const;

/** What can change between two outputs. The list is closed: whatever is found is one of these. */
export type ChangeKind = keyof typeof kinds;

/** What is said of each kind of change, in the order of the page about changes. */
export const changeKinds: Readonly<Record<ChangeKind, KindText>> = kinds;
