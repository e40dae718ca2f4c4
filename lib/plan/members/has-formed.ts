import type { OperatingState } from '../../domain/operating-state';
import { groupName } from './object-names';

/** Whether a Raft group has formed: the stretched or active one with `bootstrapped`, a standby's own once its cluster is among `formed`. */
export const hasFormed = ({ bootstrapped, formed }: OperatingState, system: string, group: string): boolean =>
  group === system ? bootstrapped : formed.some(name => group === groupName(system, { ownGroup: true, cluster: { name } }));

/** Whether members in a cluster have formed their group, or joined it. A standby's own group, and learners, are recorded one by one. */
export const isSeatFormed = (
  { name, state: { bootstrapped, formed } }: { readonly name: string; readonly state: Pick<OperatingState, 'bootstrapped' | 'formed'> },
  { cluster, group = name, role }: { readonly cluster: string; readonly group?: string; readonly role: string },
): boolean => (role === 'learner' || group !== name ? formed.includes(cluster) : bootstrapped);
