import { isFleetFormed } from '../../change/formed';
import { fleetRule } from '../rule';
import { judged } from './judged';

/** The fleet's name is in the owner ids of records and in the tokens of groups. */
export const fleetNameChange = fleetRule(
  {
    name: 'change/fleet-name',
    severity: 'error',
    demands: 'A fleet in which a group has formed keeps its name.',
    why: 'It is a part of the owner ids of records, which nobody changes or removes any more, and of the tokens of groups.',
    source: 'ExternalDNS registry/txt: the owner id of a record is in a TXT record beside it.',
  },
  ({ fleet }, previous) => {
    const before = previous?.fleet.name;
    if (!previous || before === undefined || before === fleet.name || !isFleetFormed(previous)) return [];
    return [judged('fleet.name', 'fleet', 'the name', { before, after: fleet.name })];
  },
);
