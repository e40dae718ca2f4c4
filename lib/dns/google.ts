import { Duration } from 'cdk8s';
import type { DnsProvider as Provider } from '../domain/dns';
import { oneOf, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';
import { plain } from './plain';

/** Google Cloud DNS. */
export interface GoogleProps {
  /** The project that has the zone. */
  readonly project: string;
  /** Which zone to use where a public and a private zone have the same name. @default - ExternalDNS finds it by name */
  readonly visibility?: 'public' | 'private';
}

const shape = objectOf<GoogleProps>()({
  project: text('the name of a project'),
  visibility: optional(oneOf('public', 'private')),
});

/** Plain records: ExternalDNS does not support Cloud DNS's routing policies. Credentials come from the pod's identity. */
export const google = (props: GoogleProps): Provider => providerFrom(props, shape, made);

const made = ({ project, visibility }: GoogleProps): Provider =>
  plain({
    provider: 'google',
    args: [`--google-project=${project}`, ...(visibility ? [`--google-zone-visibility=${visibility}`] : [])],
    propagation: Duration.seconds(60), // an estimate: Google promises no figure
    negativeTtl: Duration.seconds(300), // minimum field of the SOA record that Cloud DNS gives a zone
  });
