import { propertiesOf, recordKey, recordsOfObject } from '../../manifests/dns/dns-records';
import { isEndpoints } from '../../manifests/dns/external-dns';
import { type ObjectFound, objectRule } from '../rule';

/** What stands where an id is still to be filled in. */
const placeholder = /^$|[${}<>\s]|^(?:todo|tbd|none|null|undefined|replace|change|placeholder|x+$|(?:0+-?)+$)/i;

/** A record that clients are led away from has a health check that exists. */
export const primaryCheck = objectRule(
  {
    name: 'dns/primary-check',
    severity: 'error',
    demands: 'A PRIMARY record names a health check, an alias too, and the id of a health check is one.',
    why: "Route 53 refuses a PRIMARY without a health check: ExternalDNS's own TXT record is a copy of it and no alias, so the changes of the name fail in every round. An id that is not there fails them as well.",
    source: 'ExternalDNS issues 2362, 2469 and 4964; registry/txt: the ownership record has the properties of its record.',
  },
  ['DNSEndpoint'],
  object =>
    isEndpoints(object)
      ? recordsOfObject(object).flatMap((record): readonly ObjectFound[] => {
          const properties = propertiesOf(record);
          const path = [...record.path, 'providerSpecific'];
          const id = properties.get('aws/health-check-id');
          if (id !== undefined && placeholder.test(id)) {
            const problem = `${recordKey(record)}: aws/health-check-id is '${id}', which is no id`;
            return [{ path, problem, fix: 'write the id that Route 53 gave the health check' }];
          }
          if (id !== undefined || properties.get('aws/failover') !== 'PRIMARY') return [];
          const problem = `${recordKey(record)} is PRIMARY and has no aws/health-check-id`;
          return [{ path, problem, fix: 'add the id of a health check of its own cluster' }];
        })
      : [],
);
