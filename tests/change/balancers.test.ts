import { must } from '../fixtures';
import type { EditedOutput } from '../rules/edited-output';
import { changesBetween } from './pairs';

const kindsOf = (edit: (output: EditedOutput) => void, variant: string): readonly string[] =>
  changesBetween(edit, { variant }).map(({ kind }) => kind);

/** Sets the image of the first container of the only Deployment of a file. */
const image =
  (file: string) =>
  (output: EditedOutput): void => {
    const deployment = must(output.in(file).find(({ kind }) => kind === 'Deployment'));
    deployment.spec.template.spec.containers[0].image = 'example.test/other:1.2.3';
  };

describe('a Deployment that changes', () => {
  it('is that of load balancers', () => {
    expect(kindsOf(image('frankfurt/sessions/sessions.yaml'), 'load-balancer')).toEqual(['access.balancer']);
  });

  it('is that of a mirror', () => {
    expect(kindsOf(image('dublin/ledger/ledger.yaml'), 'example')).toEqual(['object.mirror']);
  });
});
