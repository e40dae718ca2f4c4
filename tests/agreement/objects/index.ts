import type { FleetDraft } from '../draft';
import { accountFaults, certificateFaults, deliveryFaults, nodePortFaults } from './access';
import { budgetFaults } from './budgets';
import { edgeFaults } from './edges';
import { type Case, expectedSystem } from './expected';
import { memberFaults, missingMembers, peerFaults } from './members';
import { recordFaults } from './records';
import { selectorFaults } from './selectors';
import type { Output } from './written';

/** What is held of the objects of every fleet, each stated once more, without anything of the library that made them. */
export const objectChecks: Readonly<Record<string, (given: Case) => readonly string[]>> = {
  members: memberFaults,
  'lists of peers': peerFaults,
  selectors: selectorFaults,
  budgets: budgetFaults,
  edges: edgeFaults,
  records: recordFaults,
  'ports of nodes': nodePortFaults,
  accounts: accountFaults,
  certificates: certificateFaults,
  delivery: deliveryFaults,
};

/** What is wrong with the objects of an output. */
export function objectFaults(fleet: FleetDraft, output: Output): readonly string[] {
  const given: Case = { fleet, systems: fleet.systems.map(system => expectedSystem(fleet, system)), output };
  // Where members are missing, whatever else is said is about them too.
  const missing = missingMembers(given).map(fault => `members: ${fault}`);
  if (missing.length > 0) return missing;
  return Object.entries(objectChecks).flatMap(([name, check]) => check(given).map(fault => `${name}: ${fault}`));
}
