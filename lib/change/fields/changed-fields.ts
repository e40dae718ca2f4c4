import { accessFields } from './access-fields';
import type { FieldTable } from './field-line';
import { fleetFields } from './fleet-fields';
import { systemFields } from './system-fields';

/** For every field that a program can give, what its change comes to in the output. */
export const changedFields: FieldTable = { ...fleetFields, ...systemFields, ...accessFields };
