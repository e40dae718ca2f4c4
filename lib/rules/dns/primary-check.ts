import { propertiesOf, recordKey, recordsOfObject } from '../../manifests/dns/dns-records';
import { isEndpoints } from '../../manifests/dns/external-dns';
import { type ObjectFound, objectRule } from '../rule';

/** A placeholder instead of an id. */
const placeholder = /^$|[${}<>\s]|^(?:todo|tbd|none|null|undefined|replace|change|placeholder|x+$|(?:0+-?)+$)/i;

/** A PRIMARY record has a real health check. */
export const primaryCheck = objectRule(
  {
    name: 'dns/primary-check',
    severity: 'error',
    demands: 'A PRIMARY record, also an alias, names a health check, and the id is not a placeholder.',
    why: "Route 53 refuses a PRIMARY record without a health check. ExternalDNS's TXT record has the same properties and is never an alias, so the changes of the name fail in every round. A wrong id makes them fail too.",
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
            const problem = `${recordKey(record)}: aws/health-check-id is '${id}', which is not an id`;
            return [{ path, problem, fix: 'write the id of the health check in Route 53' }];
          }
          if (id !== undefined || properties.get('aws/failover') !== 'PRIMARY') return [];
          const problem = `${recordKey(record)} is PRIMARY and has no aws/health-check-id`;
          return [{ path, problem, fix: 'add the id of a health check of its own cluster' }];
        })
      : [],
);
