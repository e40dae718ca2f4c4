import { line } from '../kind-text';

const one = 'Raft dissertation, section 4.1: one server at a time.';

/** Changes to the ledger, which records the members of each group, and to the steps that are left. */
export const ledgerKinds = {
  'ledger.recorded': line(
    'The ledger names the members of a group',
    ['safe', 'safe'],
    'Nothing changes in the clusters.',
    '',
    'georaft itself.',
  ),
  'ledger.step': line(
    'The ledger advances by one step',
    ['safe', 'safe'],
    'It is one change of one group, and its jobs wait until the step before is done.',
    '',
    one,
  ),
  'ledger.templates': line(
    'The ledger names the pod template that members run',
    ['safe', 'safe'],
    'Nothing runs for it.',
    '',
    'The program itself.',
  ),
  'ledger.networks': line(
    'The ledger names the addresses that are admitted',
    ['safe', 'safe'],
    'Nothing changes in the clusters.',
    '',
    'The program itself.',
  ),
  'ledger.names': line(
    'The ledger names what is published for clients',
    ['safe', 'safe'],
    'Nothing changes in the clusters.',
    '',
    'The program itself.',
  ),
  'ledger.restarts': line(
    'Members restart, as their step says',
    ['safe', 'safe'],
    'They restart one after the other, once the jobs of the step have found all voters ready.',
    '',
    'Kubernetes documentation, "StatefulSets": rolling updates.',
  ),
  'ledger.survives-less': line(
    'Fewer losses are survived until the next step',
    ['safe', 'safe'],
    'The step lists the losses that are fatal until then; an objective that is no longer met is listed separately.',
    '',
    'The table of losses.',
  ),
  'ledger.not-one-step': line(
    'The ledger advances by more than one step',
    ['never', 'never'],
    'The manifests add members that the group does not know, or stop members that it needs.',
    "Restore clusters/state/{system}.json, and change it with 'georaft step {system}' only.",
    one,
  ),
  'ledger.gone': line(
    'The ledger of a group is removed',
    ['never', 'never'],
    'Nothing records the members of the group any more, so the program alone decides which members run.',
    'Restore clusters/state/{system}.json.',
    one,
  ),
  'ledger.steps-ahead': line(
    'The program asks for a change that takes steps',
    ['safe', 'in-steps'],
    'Each part of the change is rendered only when its step is taken.',
    'Take one step at a time, each in its own commit.',
    one,
    'georaft step {system}',
  ),
  'ledger.complete': line('The system is as its program describes it', ['safe', 'safe'], 'No step is left.', '', 'georaft itself.'),
} as const;
