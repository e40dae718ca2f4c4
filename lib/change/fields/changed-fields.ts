import { accessFields } from './access-fields';
import type { FieldTable } from './field-line';
import { fleetFields } from './fleet-fields';
import { systemFields } from './system-fields';

/** For every field of a program, the kinds of changes that it can cause. */
export const changedFields: FieldTable = { ...fleetFields, ...systemFields, ...accessFields };
