import type { FleetDraft } from '../draft';
import { accountFaults, certificateFaults, deliveryFaults, nodePortFaults } from './access';
import { budgetFaults } from './budgets';
import { edgeFaults } from './edges';
import { type Case, expectedSystem } from './expected';
import { memberFaults, peerFaults } from './members';
import { recordFaults } from './records';
import { selectorFaults } from './selectors';
import { outputIn } from './written';

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

/** What is wrong with the objects below an output folder. */
export function objectFaults(fleet: FleetDraft, folder: string): readonly string[] {
  const given: Case = { fleet, systems: fleet.systems.map(system => expectedSystem(fleet, system)), output: outputIn(folder) };
  return Object.entries(objectChecks).flatMap(([name, check]) => check(given).map(fault => `${name}: ${fault}`));
}
