import { Access } from '../../domain/access';
import { systemRule } from '../rule';

/** ExternalDNS writes only the fleet's zone. */
export const hostZone = systemRule(
  {
    name: 'dns/host-zone',
    severity: 'error',
    demands: 'A host is in the zone of the fleet, below its top.',
    why: 'ExternalDNS may write only this zone, and the top of a zone may have no CNAME.',
    source: 'RFC 1034, section 3.6.2.',
  },
  ({ system }, { fleet }) => {
    const host = Access.nameOf(system.access)?.host;
    if (host === undefined) return [];
    const { zone } = fleet.dns;
    if (host === zone)
      return [{ problem: `host '${host}' is the zone itself, where a CNAME is not allowed`, fix: `use a name such as 'app.${zone}'` }];
    return host.endsWith(`.${zone}`)
      ? []
      : [{ problem: `host '${host}' is outside the zone '${zone}'`, fix: `use a name that ends in '.${zone}'` }];
  },
);
