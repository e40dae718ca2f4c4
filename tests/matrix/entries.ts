import { accessEntryTables } from './access-entries';
import type { Entry } from './entry';
import { fleetEntries } from './fleet-entries';
import { providerEntries } from './provider-entries';
import { systemEntries } from './system-entries';

/** Every factory of the package, and a whole fleet in which what it makes is used. By `<object>.<function>`. */
export const entries: Readonly<Record<string, Entry>> = { ...providerEntries, ...accessEntryTables, ...systemEntries, ...fleetEntries };
