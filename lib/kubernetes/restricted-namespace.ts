import { Construct } from 'constructs';
import { clusterVersion, dnsLabel } from '../plan/input/fleet-shape';
import { record, type Shape, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { checkedScope } from './checked-scope';
import { restrictedLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { refuseProps } from './refused-props';
import { confirmRemoval, Wave, wave } from './sync';

/** The name of a namespace, the version of its cluster, and its own labels. */
export interface RestrictedNamespaceProps {
  readonly name: string;
  readonly kubernetes: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A namespace that admits only restricted pods. */
export class RestrictedNamespace extends Construct {
  constructor(scope: Construct, id: string, props: RestrictedNamespaceProps) {
    super(checkedScope(scope), id);
    const wrong = propsShape(props, 'RestrictedNamespace');
    if (wrong.length > 0) {
      refuseProps(this, wrong);
      return;
    }
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

const propsShape: Shape<RestrictedNamespaceProps> = objectOf<RestrictedNamespaceProps>()({
  name: dnsLabel,
  kubernetes: clusterVersion,
  labels: record(text('a text', /^[\s\S]*$/)),
});
