import { line } from '../kind-text';

const one = 'Raft dissertation, section 4.1: one server at a time.';

/** Changes of the ledger, which says where a group stands, and of the steps to where its program wants it. */
export const ledgerKinds = {
  'ledger.recorded': line('The ledger names the members of a group', ['safe', 'safe'], 'Nothing runs for it.', '', 'The program itself.'),
  'ledger.step': line(
    'A step of the ledger',
    ['safe', 'safe'],
    'It has been proven, and its jobs wait until the step before is done.',
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
  'ledger.restarts': line(
    'Members restart, as their step has it',
    ['safe', 'safe'],
    'One after the other, once the jobs of the step have found all voters there.',
    '',
    'Kubernetes documentation, "StatefulSets": rolling updates.',
  ),
  'ledger.meanwhile': line(
    'Fewer losses are survived until the next step',
    ['safe', 'safe'],
    'No promise of the system is broken by it; the step says which further loss would be fatal meanwhile.',
    '',
    'The table of losses.',
  ),
  'ledger.leap': line(
    'The ledger goes on by more than one step',
    ['never', 'never'],
    'What is rendered from it adds members that the group does not know, or stops some that it needs.',
    "Take clusters/state/{system}.json back, and change it by 'georaft step {system}'.",
    one,
  ),
  'ledger.gone': line(
    'The ledger of a group goes',
    ['never', 'never'],
    'Nothing says any more who is in the group, so that the program alone decides who runs.',
    'Put clusters/state/{system}.json back.',
    one,
  ),
  'ledger.steps-ahead': line(
    'The program wants the system elsewhere, and steps lead there',
    ['safe', 'in-steps'],
    'Nothing of it is rendered before its step.',
    'Go on step by step, each a commit.',
    one,
    'georaft step {system}',
  ),
  'ledger.arrived': line('The system is where its program wants it', ['safe', 'safe'], 'No step is left.', '', 'The program itself.'),
} as const;
