import { Construct } from 'constructs';
import { checkedScope } from './checked-scope';
import { restrictedLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { confirmRemoval, Wave, wave } from './sync';

/** A namespace that admits restricted pods only. */
export class RestrictedNamespace extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly name: string; readonly kubernetes: string; readonly labels: Readonly<Record<string, string>> },
  ) {
    super(checkedScope(scope), id);
    new Manifest(
      this,
      'namespace',
      kubernetes('Namespace', {
        metadata: {
          name: props.name,
          labels: { ...props.labels, ...restrictedLabels(props.kubernetes) },
          annotations: { ...wave(Wave.namespace), ...confirmRemoval },
        },
      }),
    );
  }
}
