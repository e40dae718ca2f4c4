import { Access } from '../../domain/access';
import { isIP } from '../../domain/ip-family';
import { endpointsOf } from '../../plan/access/endpoints';
import { seatRule } from '../rule';

const name = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/i;

/** Where a cluster is reached is an address or a name as ExternalDNS takes it. */
export const recordTarget = seatRule(
  {
    name: 'dns/target',
    severity: 'error',
    demands: 'The addresses at which a cluster is reached are IP addresses, or DNS names without a dot at the end.',
    why: 'ExternalDNS drops a record with another target and only logs it, so the name never appears.',
    source: 'ExternalDNS endpoint.CheckEndpoint and the source crd: a dot at the end, or an address of the other family.',
  },
  ({ cluster, clientHost, serves }, { system: { access } }) => {
    const exposure = Access.exposureOf(access);
    if (!serves || !exposure) return [];
    return endpointsOf(exposure, cluster, clientHost).flatMap(target => {
      if (isIP(target) !== 0) return [];
      const field = fields[exposure.kind] ?? exposure.kind;
      if (target.endsWith('.') && name.test(target.slice(0, -1))) {
        return [{ problem: `${field} has '${target}', with a dot at its end`, fix: `write '${target.slice(0, -1)}'` }];
      }
      // A name does not end in a number: it was meant to be an address (RFC 3696, section 2).
      const number = /(^|\.)\d+$/.test(target) || target.includes(':');
      if (name.test(target) && !number) return [];
      const problem = `${field} has '${target}', which is ${number ? 'no address of IPv4 or IPv6' : 'neither an address nor a name'}`;
      return [{ problem, fix: 'give an address such as 192.0.2.10 or 2001:db8::10, or a name such as lb.example.com' }];
    });
  },
);

/** Where a user wrote the target. */
const fields: Readonly<Record<string, string>> = {
  ingress: 'ingress.addresses',
  gateway: 'gateway.addresses',
  'node-ports': 'nodeAddresses',
};
