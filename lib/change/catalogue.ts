import type { KindText } from './kind-text';
import { accessKinds } from './kinds/access-kinds';
import { clusterKinds } from './kinds/cluster-kinds';
import { engineKinds } from './kinds/engine-kinds';
import { fleetKinds } from './kinds/fleet-kinds';
import { ledgerKinds } from './kinds/ledger-kinds';
import { memberKinds } from './kinds/member-kinds';
import { objectKinds } from './kinds/object-kinds';
import { stateKinds } from './kinds/state-kinds';
import { systemKinds } from './kinds/system-kinds';
import { volumeKinds } from './kinds/volume-kinds';

const kinds = {
  ...fleetKinds,
  ...clusterKinds,
  ...systemKinds,
  ...ledgerKinds,
  ...memberKinds,
  ...engineKinds,
  ...volumeKinds,
  ...accessKinds,
  ...stateKinds,
  ...objectKinds,
} as const;

/** Every kind of change between two outputs. The list is closed: each difference has one of these kinds. */
export type ChangeKind = keyof typeof kinds;

/** The text of each kind of change, in the order of `CHANGES.md`. */
export const changeKinds: Readonly<Record<ChangeKind, KindText>> = kinds;
