import { whyNotOneStep } from '../../change/ledger-move';
import { whyNotOneRetirement } from '../../change/name-steps';
import { whyNotOneNarrowing, withNetworks } from '../../change/network-steps';
import { declaredNetworks } from '../../plan/network/declared-networks';
import { fleetRule } from '../rule';

/** The ledger goes on from where the last output was, one step at a time. */
export const ledgerChange = fleetRule(
  {
    name: 'change/ledger',
    severity: 'error',
    demands: "A system's ledger is that of the last output, or the one after one step.",
    why: 'A ledger that was changed by hand, or by two people at once, no longer says who is in the group: what is rendered from it adds members that the group does not know, or stops some that it needs.',
    source: 'Raft dissertation, section 4.1: one server at a time; the ledger is written by georaft step alone.',
  },
  ({ systems, fleet }, previous) =>
    systems.flatMap(plan => {
      const { name: system, state } = plan;
      const last = previous?.systems.find(({ name }) => name === system)?.state;
      const groups = Object.entries(last?.groups ?? {}).map(([name, was]) => {
        const is = state.groups?.[name];
        return is ? whyNotOneStep(was, is) : `group ${name} was in the ledger and is not now`;
      });
      // Who has nothing recorded narrows nothing: nobody is asked for addresses then.
      const networks = last?.networks && withNetworks(state, { networks: declaredNetworks(plan, fleet) }).networks;
      return [...groups, whyNotOneNarrowing(last?.networks, networks), whyNotOneRetirement(last?.names, state.names)].flatMap(problem =>
        problem === undefined
          ? []
          : [
              {
                at: system,
                problem: `the ledger does not follow from that of the last output: ${problem}`,
                fix: `take clusters/state/${system}.json back to what was last synthesized, and change it by 'georaft step ${system}'`,
              },
            ],
      );
    }),
);
