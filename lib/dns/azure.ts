import { Duration } from 'cdk8s';
import type { DnsProvider as Provider } from '../domain/dns';
import { dnsName } from '../plan/input/fleet-shape';
import { oneOf, optional, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';
import { providerFrom } from './made-provider';
import { plain } from './plain';

/** Azure DNS. */
export interface AzureProps {
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  /** Whether the zone is public or private: ExternalDNS has a provider of its own for private zones. @default 'public' */
  readonly visibility?: 'public' | 'private';
  /** The Secret with ExternalDNS's settings for Azure; its key is `azure.json`. @default 'external-dns-azure' */
  readonly secretName?: string;
}

const shape = objectOf<AzureProps>()({
  resourceGroup: text('the name of a resource group'),
  subscriptionId: text('the id of a subscription'),
  visibility: optional(oneOf('public', 'private')),
  secretName: optional(dnsName),
});

const folder = '/etc/kubernetes/azure';

/** Plain records. Routing policies are in Traffic Manager, another product, which ExternalDNS does not support. */
export const azure = (props: AzureProps): Provider => providerFrom(props, shape, made);

const made = ({ resourceGroup, subscriptionId, visibility = 'public', secretName = 'external-dns-azure' }: AzureProps): Provider =>
  plain({
    provider: visibility === 'public' ? 'azure' : 'azure-private-dns',
    args: [
      `--azure-resource-group=${resourceGroup}`,
      `--azure-subscription-id=${subscriptionId}`,
      `--azure-config-file=${folder}/azure.json`,
    ],
    secret: { name: secretName, keys: ['azure.json'], folder },
    propagation: Duration.seconds(60), // a change takes 60 s as a rule (Azure DNS FAQ)
    negativeTtl: Duration.seconds(visibility === 'public' ? 300 : 10), // minimum field of the SOA record that Azure gives a zone
  });
