import { Access } from '../../domain/access';
import { systemRule } from '../rule';

/** ExternalDNS writes the fleet's zone only. */
export const hostZone = systemRule(
  {
    name: 'dns/host-zone',
    severity: 'error',
    demands: 'A host lies in the zone of the fleet, below its top.',
    why: 'ExternalDNS is allowed to write this zone only, and the top of a zone takes no CNAME.',
    source: 'RFC 1034, section 3.6.2.',
  },
  ({ system }, { fleet }) => {
    const host = Access.nameOf(system.access)?.host;
    if (host === undefined) return [];
    const { zone } = fleet.dns;
    if (host === zone)
      return [{ problem: `host '${host}' is the zone itself, where no CNAME may stand`, fix: `take a name such as 'app.${zone}'` }];
    return host.endsWith(`.${zone}`)
      ? []
      : [{ problem: `host '${host}' is outside the zone '${zone}'`, fix: `take a name that ends in '.${zone}'` }];
  },
);
