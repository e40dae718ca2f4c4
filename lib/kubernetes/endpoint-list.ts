import { Construct } from 'constructs';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { Wave, wave } from './sync';
import type { RenderedSystem } from './unit-plan';

/** The list of endpoints that clients try, in the system's namespace and in those of its applications. */
export class EndpointList extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, { name, namespaces, data }: NonNullable<RenderedSystem['clientList']>) {
    super(scope, id);
    for (const namespace of namespaces) {
      new Manifest(
        this,
        namespace,
        kubernetes('ConfigMap', { metadata: { name, namespace, labels: systemLabels(plan), annotations: wave(Wave.names) }, data }),
      );
    }
  }
}
